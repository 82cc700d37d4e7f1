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
  title: 'Controls',
  allSettings: 'All settings',
  closeSettings: 'Close the settings',
  search: 'Find a setting',
  notFound: (query: string) => `No setting matches “${query}”.`,
  /** How many settings differ from their defaults; how many fields hold no value. */
  changed: (n: number) => `${figures.count(n)} changed`,
  notValid: (n: number) => `${figures.count(n)} not valid`,
  toDefault: (label: string) => `${label}: back to the default`,
  /** The slider of a number that also has a field. */
  onScale: (label: string) => `${label}, on a scale`,
  /** Beside the label of the learning rate. */
  findRate: 'Find one',
  helpKey: 'F1 or ? explains the setting that has the focus.',
  group: (group: SettingGroup) => groups[group],
  unit: (unit: Unit) => units[unit],
  range: (min: number, max: number, unit?: Unit) =>
    `${figures.exact(min)} to ${figures.exact(max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label: string) => `About ${label}`,
  source: 'Source',
  nextRun: 'next run',
  /** Before what is said of it. */
  ofNextRun: 'Next run:',
  /** Beside the label of a setting that a run under way obeys: little room. */
  atOnce: 'at once',
  /** Below a setting that nothing obeys as the others are. */
  noEffect: (label: string, value: string) => `No effect while ${label} is ${value}.`,
  nextRunHelp: 'Changes wait for the next run, except those marked “at once”.',
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
