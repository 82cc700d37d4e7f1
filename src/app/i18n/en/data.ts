/** English: data sets of somebody's own pictures. Loaded with the dialog that makes them. */
import type { LayoutName } from '../../../data/own/found.ts';
import type { Splitting } from '../../../data/own/plan.ts';
import { figures, plural } from './figures.ts';

/** Where pictures came from, and how it was decided which of them are tested on. */
export interface PictureSource {
  readonly layout: LayoutName | 'camera';
  readonly splitting: Splitting | 'last';
}

const layouts: Readonly<Record<PictureSource['layout'], string>> = {
  camera: 'Pictures of the camera',
  'image-folder': 'Folders of pictures, each named after its class',
  'name-prefix': 'Pictures whose names begin with their class',
  csv: 'Pictures and a table of their classes',
  'pixel-csv': 'A table of classes and pixels',
  idx: 'IDX files, as MNIST has them',
  'cifar-binary': 'Binary files of CIFAR',
  'cifar-python': 'Python files of CIFAR',
  parquet: 'A Parquet table, as Hugging Face has them',
  numpy: 'Arrays of NumPy',
  'teachable-machine': 'A project of Teachable Machine',
};

const tested: Readonly<Record<PictureSource['splitting'], string>> = {
  last: 'the last ones taken of each class',
  parts: 'a fifth of each class',
  test: 'as the data says',
  validation: 'those for validation',
};

const pictures = (n: number) => plural(n, 'picture', 'pictures');
const classes = (n: number) => plural(n, 'class', 'classes');

export const data = {
  title: 'Data set',
  stays: 'Nothing is sent anywhere: the pictures stay in this browser.',
  ways: 'Train on your own pictures: drop a folder, a zip or several pictures anywhere on the page, or:',
  folder: 'Choose a folder',
  files: 'Choose files or a zip',
  camera: 'Camera',
  layoutsTitle: 'What can be read',
  layouts: [
    'A folder for each class, with the pictures in it; in folders “train” and “test” or without',
    'Pictures named after their class, such as “cat.0.jpg”',
    'Pictures and a table (CSV) with their names and classes',
    'Tables of pixels (CSV), IDX files, arrays of NumPy (npz), Parquet tables with pictures',
    'CIFAR-10 and CIFAR-100 as they are downloaded, projects of Teachable Machine',
    'Any of them in a zip or tar.gz',
  ],
  // What is kept.
  kept: 'Data sets',
  readyFacts: (known: number, train: number, test: number, side: number) =>
    `${classes(known)} · ${figures.count(train)} + ${pictures(test)} · ${side}×${side}`,
  keptFacts: (known: { classes: number; train: number; test: number; side: number; bytes: number }) =>
    `${classes(known.classes)} · ${figures.count(known.train)} + ${pictures(known.test)} · ${known.side}×${known.side} · ${figures.fileSize(known.bytes)}`,
  inUse: 'chosen for the next run',
  use: 'Use it',
  useNamed: (title: string) => `Use “${title}”`,
  save: 'Save as zip',
  saveNamed: (title: string) => `Save “${title}” as a zip`,
  saving: 'Packing',
  notSaved: 'It could not be packed: its pictures cannot be read any more.',
  remove: 'Delete',
  removeNamed: (title: string) => `Delete “${title}”`,
  removeQuestion: (title: string) =>
    `Delete the pictures of “${title}” from this browser? Runs that were trained on them keep their curves and weights, but cannot be resumed and show no pictures until the same pictures are added again. Your own files stay as they are.`,
  keep: 'Keep it',
  trainsOnIt: 'A run trains on it',
  // Reading.
  reading: 'Looking into the files',
  cancel: 'Cancel',
  // The preview.
  understood: (found: PictureSource & { classes: number; pictures: number; train: number; test: number }) =>
    `${layouts[found.layout]}: ${pictures(found.pictures)} of ${classes(found.classes)}; ${figures.count(found.train)} to train on and ${figures.count(found.test)} to test on (${tested[found.splitting]}).`,
  name: 'Name of the data set',
  untitled: 'My pictures',
  size: 'Size of the pictures',
  fitLabel: 'What becomes of a picture that is not square',
  fit: { crop: 'Middle square', whole: 'Whole picture' },
  fitHelp: {
    crop: 'The network sees the square in the middle of each picture.',
    whole: 'The network sees all of each picture, with black beside it.',
  },
  classList: 'Classes',
  columns: 'As the network sees them · pictures to train on + to test on',
  search: 'Find a class',
  shown: (shown: number, all: number) => `${figures.count(shown)} of ${figures.count(all)}`,
  noneFound: (query: string) => `No class matches “${query}”.`,
  more: (n: number) => `Show ${figures.count(n)} more`,
  nameOf: (name: string) => `Name of the class “${name}”`,
  taken: (name: string) => `Another class is called “${name}”: merge the two, or choose another name.`,
  counts: (train: number, test: number) => `${figures.count(train)} + ${figures.count(test)}`,
  countsOf: (train: number, test: number) =>
    `${pictures(train)} to train on, ${figures.count(test)} to test on`,
  leftOut: 'left out',
  include: (name: string) => `Take “${name}” in`,
  mergeOf: (name: string) => `Merge “${name}” with another class`,
  merge: 'Merge',
  mergeInto: (name: string) => `Class that takes in the pictures of “${name}”`,
  notMerge: 'Do not merge',
  undo: 'Undo',
  takes: (bytes: number) => `Takes ${figures.fileSize(bytes)} in this browser.`,
  make: 'Make the data set',
  others: 'Choose other files',
  making: 'Making the pictures small',
  // Made.
  made: (title: string) => `“${title}” is ready.`,
  facts: {
    train: 'to train on',
    test: 'to test on',
    classes: 'classes',
    mean: 'mean (R · G · B)',
    std: 'deviation',
    bytes: 'in this browser',
    hash: 'hash of the content',
  },
  apart: 'No test picture is among the training pictures.',
  coarse: (test: number, each: string) =>
    `With ${pictures(test)} to test on, each of them counts ${each} of the accuracy: small differences say little.`,
  back: 'Back to the list',
  // The camera.
  cameraHelp:
    'Name a class, point the camera at it and hold the button. The last fifth of the pictures taken of each class is tested on. Keep moving, and go to another side before the last ones: pictures taken one after the other resemble each other, teach little and make the test too easy.',
  view: 'What the camera sees',
  newClass: 'Name of a new class',
  addClass: 'Add',
  chooseClass: 'Class that pictures go into',
  hold: 'Hold to take pictures',
  holdHelp: 'Five pictures per second as long as it is held; with the keyboard, hold the space bar.',
  firstClass: 'Add a class first.',
  shotsOf: (name: string, n: number) => `${name}: ${pictures(n)}`,
  removeShot: (n: number, name: string) => `Delete picture ${figures.count(n)} of “${name}”`,
  newest: (shown: number) => `The newest ${figures.count(shown)} are shown.`,
  look: 'Look at the data set',
  needed: 'Two classes with two pictures each are needed at least.',
  moreShots: 'Take more pictures',
  closeCamera: 'Close the camera',
  dropShots: (n: number) => `Close the camera and let ${pictures(n)} go?`,
};

export type DataWords = typeof data;
