/** English: assignments, hand-ins. Loaded with the views of the classroom. */
import { figures, plural } from './figures.ts';

export const classroom = {
  title: 'Share and classroom',
  what: { link: 'Link', assignment: 'Assignment' },
  parts: 'What to share',
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'The browser does not let this page copy: select the text and copy it by hand.',
  openIt: 'Open it',
  linkAbout: 'Whoever opens this link has the settings that are set here, and can change all of them.',
  link: 'Link to these settings',
  open: { handIn: 'Hand in a run', handIns: 'Check hand-ins' },

  assignmentAbout:
    'A link that says what to do and what may be set. What is fixed or hidden has the value that is set on this page now; pupils cannot change it, not in the address either.',
  alreadyOne:
    'This page was opened with an assignment. To make another one, open the page without it: its address begins anew there.',
  openWithout: 'Open without the assignment',
  task: 'Task, in a sentence',
  taskExample: 'Find a learning rate that gets above 50 % in three epochs.',
  preset: 'What is free',
  presets: {
    all: 'All settings',
    depthAndRate: 'Depth and learning rate',
    rate: 'Learning rate',
    network: 'The network',
    none: 'Nothing: only train',
    custom: 'As chosen below',
  },
  hide: 'Hide what is fixed',
  each: 'Each setting',
  freedom: { free: 'free', fixed: 'fixed', hidden: 'hidden' },
  freedomOf: (setting: string) => `${setting}: free, fixed or hidden`,
  least: (setting: string) => `${setting}: at least`,
  most: (setting: string) => `${setting}: at most`,
  to: 'to',
  wrongBounds: (settings: readonly string[]) =>
    `No numbers in their order, within what the setting allows: ${settings.join(', ')}.`,
  assignmentLink: 'Link of the assignment',
  visible:
    'Hidden settings are not listed, but they are no secret: the address has them, and the diagram shows the network.',

  yours: 'Your assignment',
  noTask: 'Train with what is free here.',
  fixedCount: (count: number) => `${plural(count, 'setting is', 'settings are')} fixed.`,
  handIn: 'Hand in',

  handInTitle: 'Hand in a run',
  handInAbout:
    'Saves one file with the weights, the settings, the curve, the device and your name, for your teacher, who can check it. It is sent to nobody: pass it on as you pass on any file.',
  run: 'Run',
  runOf: (name: string, accuracy: number, pictures: number) =>
    `${name}: ${figures.percent(accuracy)} of ${figures.count(pictures)} test pictures`,
  noRun: 'No run has been trained to its end yet with its weights kept: train one first.',
  nameLabel: 'Your name',
  nameNeeded: 'A hand-in needs a name.',
  save: 'Save the file',
  saved: (file: string) => `Saved as ${file}.`,
  breaks: (settings: readonly string[]) =>
    `This run does not keep to the assignment: ${settings.join(', ')}.`,
  saving: 'Saving …',

  handInsTitle: 'Check hand-ins',
  handInsAbout:
    'Drop the files or a folder of them anywhere here. They are read on this computer and sent nowhere. Each claim is evaluated again from its weights, on the same test pictures, with this device.',
  files: 'Choose files',
  folder: 'Choose a folder',
  expected: 'Your assignment’s link, to compare with (optional)',
  expectedWrong: 'This is no link of an assignment.',
  evaluate: 'Evaluate the claims',
  stop: 'Stop',
  clear: 'Clear',
  csv: 'Save as CSV',
  busy: 'A run is training: the claims are evaluated once it is over.',
  reading: (count: number) => `Reading ${plural(count, 'file', 'files')} …`,
  evaluating: (name: string, done: number, of: number) => `Evaluating ${name}: ${done} of ${of}`,
  doneAll: (count: number, wrong: number) =>
    `${plural(count, 'file', 'files')}, ${wrong === 0 ? 'nothing amiss so far' : `${figures.count(wrong)} with something amiss`}.`,
  columns: {
    name: 'Name',
    verdict: 'Verdict',
    claimed: 'Claimed',
    found: 'Evaluated',
    differs: 'Settings that differ',
    assignment: 'Assignment',
  },
  csvColumns: {
    file: 'File',
    pictures: 'Pictures',
    seed: 'Seed',
    device: 'Device',
    saved: 'Saved',
    remarks: 'Remarks',
  },
  verdicts: {
    unfit: 'No hand-in',
    waiting: 'Not evaluated',
    holds: 'Holds',
    amiss: 'Amiss',
    'not-evaluated': 'Could not be evaluated',
  },
  noAssignment: 'none',
  noTaskTold: 'without a task',
  curves: (count: number) => `Test accuracy by epoch of ${plural(count, 'hand-in', 'hand-ins')}`,
  curvesTitle: 'Test accuracy by epoch, as handed in',
  showCurve: (name: string) => `Show the curve of ${name}`,
  table: 'The hand-ins',
  tolerance:
    'A claim holds where at most 0.2 % of the pictures, at least one, come out otherwise (1 % with float16): another device rounds otherwise. The earlier epochs of a curve cannot be evaluated again.',
};

export type ClassroomWords = typeof classroom;
