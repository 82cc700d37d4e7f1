/** English: the form of settings. */
import type { SettingGroup, Unit } from '../../../training/settings.ts';
import { figures, plural } from './figures.ts';

const groups: Record<SettingGroup, string> = {
  model: 'Model',
  run: 'Run',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  data: 'Data',
};

const units: Record<Unit, string> = { channels: 'channels', epochs: 'epochs', pictures: 'pictures' };

/** Choices whose own spelling is not the one people read; the rest are shown as they are. */
const choices: Record<string, string> = {
  projection: 'projection (1×1)',
  identity: 'identity (padded)',
  none: 'none (plain network)',
  cifar: '3×3, CIFAR',
  imagenet: '7×7 and pool, ImageNet',
  pytorch: 'PyTorch',
  he: 'He',
  sgd: 'SGD',
  adamw: 'AdamW',
  onecycle: 'one-cycle',
  all: 'all parameters',
  weights: 'weights only',
};

export const training = {
  title: 'Training',
  group: (group: SettingGroup) => groups[group],
  choice: (value: string) => choices[value] ?? value,
  unit: (unit: Unit) => units[unit],
  range: (min: number, max: number, unit?: Unit) =>
    `${figures.exact(min)} to ${figures.exact(max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label: string) => `About ${label}`,
  source: 'Source',
  nextRun: 'next run',
  /** Beside the label of a setting that a run under way obeys: little room. */
  atOnce: 'live',
  nextRunHelp: 'Changes wait for the next run.',
  schedulePreview: (learningRate: {
    first: string;
    highest: string;
    last: string;
    highestAt: string;
    epochs: number;
  }) =>
    `Learning rate over ${plural(learningRate.epochs, 'epoch', 'epochs')}: from ${learningRate.first}, at most ${learningRate.highest} at epoch ${learningRate.highestAt}, to ${learningRate.last}.`,
  /** At the end of an axis of epochs. */
  epochAxis: (epochs: number) => plural(epochs, 'epoch', 'epochs'),
};
