/** English: the form of settings. */
import type { SettingError } from '../../../training/config.ts';
import type { SettingGroup } from '../../../training/settings.ts';
import { figures } from './figures.ts';

const groups: Record<SettingGroup, string> = {
  model: 'Model',
  run: 'Run',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  data: 'Data',
};

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
  range: (min: number, max: number) => `${figures.exact(min)} to ${figures.exact(max)}`,
  /** What is wrong with a value that was typed, in a sentence. */
  problem: (error: SettingError) => error.message,
  about: (label: string) => `About ${label}`,
  source: 'Source',
  nextRun: 'next run',
  atOnce: 'at once',
  nextRunHelp: 'Changes wait for the next run.',
};
