/** English: runs side by side. */
import { figures, plural } from './figures.ts';

export const compare = {
  title: 'Compare runs',
  more: 'Choose two runs or more.',
  add: 'Add a run',
  none: 'No other run is called that.',
  without: (name: string) => `Take ${name} out`,
  full: (n: number) => `${plural(n, 'run fits', 'runs fit')} side by side: take one out to add another.`,
  /** Where more were to be compared than fit. */
  first: (n: number, all: number) =>
    `These are the first ${figures.count(n)} of ${figures.count(all)} runs. Take one out to add another.`,
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
};
