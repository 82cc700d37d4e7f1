/** English: the list of stored runs, their comparison, and published results. */
import { figures, plural } from './figures.ts';

const dateAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export const runs = {
  title: 'Runs',
  none: 'Every run is kept here with its settings and its curves.',
  search: 'Search name, note, network',
  clearSearch: 'Clear the search',
  noneFound: 'No run has these words in its name, its note or its network.',
  /** Of a search. */
  found: (found: number, all: number) => `${figures.count(found)} of ${plural(all, 'run', 'runs')}`,
  sort: 'Sort by',
  sorts: { newest: 'Newest', accuracy: 'Best accuracy', name: 'Name', network: 'Network' },
  select: 'Select',
  selectOf: (name: string) => `Select ${name}`,
  selectHelp: 'Hold Shift to select all runs up to another one.',
  selectAll: 'All',
  selectAllHelp: 'Select every run that is listed',
  selected: (n: number) => `${figures.count(n)} selected`,
  selectDone: 'Done',
  show: 'Show the curves',
  hide: 'Hide the curves',
  removeSelected: 'Delete the selected runs',
  count: (n: number) => plural(n, 'run', 'runs'),
  status: {
    running: 'Training',
    paused: 'Paused',
    elsewhere: 'Training in another tab',
    interrupted: 'Interrupted',
    finished: 'Finished',
    stopped: 'Stopped',
    failed: 'Failed',
    diverged: 'Diverged',
  },
  /** Such as `best 84.3 %`, the end of the line of a run. */
  bestOf: (best: string) => `best ${best}`,
  /** Such as `Best test accuracy 84.3 % at epoch 9`. */
  bestIn: (best: string, epoch: number) => `Best test accuracy ${best} at epoch ${figures.count(epoch)}`,
  noEpochYet: 'No epoch done yet',
  curveOf: 'Test accuracy, epoch by epoch',
  /** A number of the test, or its name, where it is of two looks at every picture. */
  mirrored: (text: string) => `${text} with mirror`,
  /** Of an accuracy on few test pictures. */
  fewPictures: (accuracy: string, pictures: number, low: string, high: string) =>
    `${accuracy} of only ${plural(pictures, 'test picture', 'test pictures')}: 95 % interval ${low} to ${high}`,
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
  residualOff: 'Residual off',
  residualOn: 'Residual on',
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
  left: (n: number) => `${plural(n, 'character', 'characters')} left`,
  tooLong: (limit: number, over: number) =>
    `At most ${figures.count(limit)} characters: ${figures.count(over)} too many, so this is not saved.`,
  loadSettings: 'Load settings',
  loadSettingsOf: (name: string) => `Load the settings of ${name}`,
  loadWhenOver: 'Settings can be loaded once the run under way is over.',
  settingsLoaded: (name: string) => `The settings are those of ${name} now.`,
  metricsAs: (format: string, name: string) => `Metrics of ${name} as ${format}`,
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name}`,
  removeWhenOver: 'A run under way can be deleted once it is over.',
  removed: ([name = '', ...others]: readonly string[]) =>
    others.length === 0 ? `${name} is deleted.` : `${figures.count(1 + others.length)} runs are deleted.`,
  undo: 'Undo',
  restored: ([name = '', ...others]: readonly string[]) =>
    others.length === 0 ? `${name} is back.` : `${figures.count(1 + others.length)} runs are back.`,
  started: (milliseconds: number) => dateAndTime.format(milliseconds),

  notPersistent:
    'The browser keeps no data for this page, so runs last until it is closed. Allow site data to keep them.',
  saveFailed: (sentence: string) => `The last change to the runs could not be written. ${sentence}`,
  damaged: (n: number) =>
    n === 1
      ? 'One kept run could not be read and is left out.'
      : `${figures.count(n)} kept runs could not be read and are left out.`,

  compare: 'Compare',
  /** On the button, while runs are selected. */
  compareSelected: (n: number) => `Compare ${figures.count(n)}`,

  referenceNoteShort: (network: string) => `Note: ${network}`,
  referencePaperShort: (network: string) => `Paper: ${network}`,
};
