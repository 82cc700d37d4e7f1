/**
 * English: everything that can be done on the page, as its buttons, the palette and the help call it. The names of these
 * entries are the ids of the actions: `src/app/actions` has one record for each.
 */
interface ActionWords {
  /** On its button, and first in the palette. */
  readonly label: string;
  /** What it does, where the label does not say it. */
  readonly help?: string;
}

export const actions = {
  start: { label: 'Train' },
  pause: { label: 'Pause' },
  resume: { label: 'Resume' },
  singleStep: { label: 'Step', help: 'Train one more step while paused' },
  stop: { label: 'Stop' },
  reset: { label: 'Reset', help: 'Take every setting back to its default' },
  copyLink: { label: 'Copy link', help: 'Copy a link to these settings' },
  share: { label: 'Share and classroom', help: 'Links, assignments and hand-ins' },
  plainTwin: { label: 'Now without shortcuts', help: 'Train the same settings as a plain network' },
  residualTwin: { label: 'Now with shortcuts', help: 'Train the same settings as a residual network' },
  several: { label: 'Several runs', help: 'Train lists of settings, one run after the other' },
  compare: { label: 'Compare runs', help: 'Settings that differ and results, side by side' },
  groups: { label: 'Groups of runs', help: 'Means over seeds, and what may be said of them' },
  export: { label: 'Export', help: 'Save the weights of a run as a file: train for at least one step first' },
  import: { label: 'Import', help: 'Open a file of weights or a checkpoint' },
  ownPicture: {
    label: 'Your picture',
    help: 'Show the network a picture of your own: a file, the clipboard or the camera',
  },
  ownData: { label: 'Your own data set', help: 'Train on a folder, a zip or the camera' },
  palette: { label: 'Commands and settings', help: 'Search commands and settings (Ctrl K)' },
  help: { label: 'Help and shortcuts', help: 'What this page is for, and its keys' },
  language: { label: 'Change to Chinese' },
  toDark: { label: 'Dark colours' },
  toLight: { label: 'Light colours' },
} satisfies Readonly<Record<string, ActionWords>>;

/** What a key is called, in the help. */
export const keys = {
  title: 'Keyboard',
  switch: 'Single-key shortcuts',
  key: 'Key',
  does: 'Does',
  names: { ' ': 'Space', s: 'S', r: 'R', '?': '?', 'mod+k': 'Ctrl K, ⌘ K' },
  /** Two actions of one key. */
  or: (first: string, second: string) => `${first}, ${second}`,
  /** Keys of the diagram, which has the focus then. */
  diagram: [
    { key: 'Arrow keys', does: 'From block to block, in the diagram' },
    { key: 'Enter', does: 'Open a block, in the diagram' },
  ],
};
