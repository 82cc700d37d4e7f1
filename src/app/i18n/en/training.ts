/** English: the form of settings. */
import type { SettingGroup, Unit } from '../../../training/settingKinds.ts';
import { figures, plural } from './figures.ts';

const groups: Record<SettingGroup, string> = {
  model: 'Model',
  run: 'Run',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  data: 'Data',
};

const units: Record<Unit, string> = { channels: 'channels', epochs: 'epochs', pictures: 'pictures' };

export const training = {
  title: 'Training',
  group: (group: SettingGroup) => groups[group],
  unit: (unit: Unit) => units[unit],
  range: (min: number, max: number, unit?: Unit) =>
    `${figures.exact(min)} to ${figures.exact(max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label: string) => `About ${label}`,
  source: 'Source',
  nextRun: 'next run',
  /** Beside the label of a setting that a run under way obeys: little room. */
  atOnce: 'live',
  /** Below a setting that nothing obeys as the others are. */
  noEffect: (label: string, value: string) => `No effect while ${label} is ${value}.`,
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
