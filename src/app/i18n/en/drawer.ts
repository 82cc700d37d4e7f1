/** English: the drawer of all settings, whose words come with it. */
import type { SettingGroup } from '../../../training/settingKinds.ts';
import { plural } from './figures.ts';

const groups: Record<SettingGroup, string> = {
  model: 'Model',
  run: 'Run',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  data: 'Data',
};

export const drawer = {
  close: 'Close the settings',
  /** Opens the dialog of one's own data sets. */
  ownData: 'Your own pictures…',
  search: 'Find a setting',
  notFound: (query: string) => `No setting matches “${query}”.`,
  group: (group: SettingGroup) => groups[group],
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
