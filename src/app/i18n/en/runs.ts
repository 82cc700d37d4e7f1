/** English: the list of stored runs, their comparison, and published results. */
import { figures, plural } from './figures.ts';

const dateAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export const runs = {
  title: 'Runs',
  none: 'Every run is kept here with its settings and its curves.',
  count: (n: number) => plural(n, 'run', 'runs'),
  status: {
    running: 'Training',
    paused: 'Paused',
    elsewhere: 'Training in another tab',
    interrupted: 'Interrupted',
    finished: 'Finished',
    stopped: 'Stopped',
    failed: 'Failed',
  },
  /** Such as `Finished, best 84.3 % at epoch 9`. */
  statusAndBest: (status: string, best: string, epoch: number) => `${status}, best ${best} at epoch ${epoch}`,
  noEpochYet: (status: string) => `${status}, no epoch done`,
  lastAccuracy: 'Test accuracy after the last epoch',

  change: (label: string, from: string, to: string) => `${label} ${from} → ${to}`,
  join: (first: string, second: string) => `${first}, ${second}`,
  byHand: (label: string) => `${label} changed by hand`,
  noChange: (name: string) => `Same settings as ${name}`,
  defaults: 'Default settings',
  changedSince: (name: string) => `Changed since ${name}`,
  changedFromDefaults: 'Changed from the defaults',
  yes: 'on',
  no: 'off',
  nothing: 'none',
  /** In place of the value of a setting that did nothing in a run. */
  noEffect: 'no effect',

  curvesOf: (name: string) => `Curves of ${name}`,
  pin: 'Pin',
  pinOf: (name: string) => `Pin ${name}`,
  pinned: 'Pinned',
  pinHelp: 'A pinned run stays on top of the list and on the curves.',
  moreOn: (name: string) => `More on ${name}`,
  name: 'Name',
  note: 'Note',
  loadSettings: 'Load settings',
  loadSettingsOf: (name: string) => `Load the settings of ${name}`,
  loadWhenOver: 'Settings can be loaded once the run under way is over.',
  settingsLoaded: (name: string) => `The settings are those of ${name} now.`,
  metricsAs: (format: string, name: string) => `Metrics of ${name} as ${format}`,
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name}`,
  removeWhenOver: 'A run under way can be deleted once it is over.',
  removed: (name: string) => `${name} is deleted.`,
  undo: 'Undo',
  restored: (name: string) => `${name} is back.`,
  started: (milliseconds: number) => dateAndTime.format(milliseconds),

  notPersistent:
    'The browser keeps no data for this page, so runs last until it is closed. Allow site data to keep them.',
  saveFailed: 'The last change to the runs could not be written: the disk may be full. Delete some runs.',
  damaged: (n: number) =>
    n === 1
      ? 'One kept run could not be read and is left out.'
      : `${figures.count(n)} kept runs could not be read and are left out.`,

  compare: 'Compare',
  compareTitle: 'Compare runs',
  compareWhich: 'Runs to compare',
  compareMore: 'Choose two runs or more.',
  sameSettings: 'These runs have the same settings.',
  settings: 'Settings that differ',
  results: 'Results',
  run: 'Run',
  result: {
    status: 'Status',
    last: 'Test accuracy, last',
    best: 'Test accuracy, best',
    testLoss: 'Test loss, last',
    trainAccuracy: 'Training accuracy, last',
    epochs: 'Epochs done',
    seconds: 'Time of the epochs',
    imagesPerSecond: 'Pictures/s',
    parameters: 'Parameters',
    device: 'Device',
  },
  bestAt: (accuracy: string, epoch: number) => `${accuracy} at epoch ${epoch}`,
  thenByHand: (from: string, to: string) => `${from}, then ${to}`,

  references: 'Published results',
  referenceNote: (network: string, epochs: number) =>
    `PyTorch Note 31: ${network}, its first ${epochs} epochs`,
  referenceNoteShort: (network: string) => `Note: ${network}`,
  referencePaper: 'He et al. 2015, test accuracy after training',
  referencePaperShort: (network: string) => `Paper: ${network}`,
  referenceLevel: (network: string, accuracy: string) => `${network}: ${accuracy}`,
};
