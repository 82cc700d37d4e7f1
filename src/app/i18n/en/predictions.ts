/** English: what a network makes of the test pictures. They come with the part that shows it (`i18n/predictions.ts`). */
import { figures } from './figures.ts';

const pictures = (n: number): string => (n === 1 ? '1 picture' : `${figures.count(n)} pictures`);

export const predictions = {
  views: 'What to look at',
  view: { pictures: 'Pictures', classes: 'Classes', mistakes: 'Worst mistakes', flips: 'Changed' },
  pictures,
  /** Of the epoch that is shown. */
  score: (epoch: number, right: number, total: number) =>
    `Epoch ${figures.count(epoch)}: ${figures.count(right)} of ${figures.count(total)} right (${figures.percent(right / total)})`,

  waiting: 'After the first epoch of a run this place shows what the network makes of the test pictures.',
  promises: {
    pictures:
      'Pictures: the same few after every epoch, with its three likeliest classes, so that you see its mind change.',
    classes: 'Classes: how many of each class it tells right, and which classes it takes for one another.',
    mistakes: 'Worst mistakes: the pictures on which it was the surest and wrong.',
    flips: 'Changed: the pictures that turned right, or wrong, since the epoch before.',
  },
  noFrame: (run: string) =>
    `Of ${run} no predictions are stored: it was trained before the page stored them, or there was no room.`,
  noLabels:
    'The test pictures and their classes could not be loaded. Open this again when the connection is back.',
  noPictures: 'The test pictures could not be loaded. Numbers and names are shown without them.',

  /** A picture in a list, for those who do not see it. `said` with its share where that is known. */
  rightPicture: (label: string, share: string) => `${label}, recognised with ${share}`,
  wrongPicture: (label: string, said: string, share: string) =>
    `${label} (given ${share}), taken for ${said}`,
  withShare: (name: string, share: string) => `${name} ${share}`,
  wasRight: 'right before',
  wasWrong: 'wrong before',
  putIn: 'A click puts a picture into the network.',
  more: (n: number) => `Show ${figures.count(n)} more`,

  /** Where there is little room; names that others know the classes of CIFAR-10 by. */
  shortClass: (name: string) => ({ airplane: 'plane', automobile: 'car' })[name] ?? name,

  strip: 'Test pictures and the three likeliest classes of each',
  stripNote: (flipped: number, epoch: number) =>
    flipped === 0
      ? `None changed between right and wrong since epoch ${figures.count(epoch)}.`
      : `Outlined: ${pictures(flipped)} that changed between right and wrong since epoch ${figures.count(epoch)}.`,

  matrix: 'Confusion matrix',
  matrixHelp:
    'Rows: the right class. Columns: what the network says. Arrow keys move, Enter opens the pictures of a cell.',
  corner: 'is ↓ said →',
  cellsShow: 'What the cells show',
  cells: { counts: 'Counts', shares: 'Shares' },
  share: (share: number) => `${Math.round(100 * share)}`,
  cell: (label: string, said: string, n: number, total: number) =>
    `${label} taken for ${said}: ${figures.count(n)} of ${figures.count(total)} (${figures.percent(n / total)})`,
  rightCell: (label: string, n: number, total: number) =>
    `${label} recognised: ${figures.count(n)} of ${figures.count(total)} (${figures.percent(n / total)})`,
  otherCell: (label: string, n: number, total: number) =>
    `${label} taken for a class that is not shown: ${figures.count(n)} of ${figures.count(total)} (${figures.percent(n / total)})`,
  trueClass: (label: string, n: number) => `All ${pictures(n)} of the class ${label}`,
  saidClass: (said: string, n: number) => `All ${pictures(n)} taken for ${said}`,
  saidOther: 'All pictures taken for a class that is not shown',
  /** Head of the column for all classes that have none. */
  others: 'others',
  someClasses: (shown: number, classes: number) => `${shown} of ${figures.count(classes)} classes:`,
  mostConfused: 'Most often confused',
  around: 'Show a class and what it is confused with',
  ramp: 'Share of the right class, from few (dark) to all (light)',
  none: '0\u00a0%',
  all: '100\u00a0%',

  perClass: 'Right per class',
  order: 'Order of the classes',
  orders: { classes: 'In class order', worst: 'Worst first' },
  find: 'Find a class',
  noClass: 'No class is called that.',
  rightOf: (right: number, total: number) => `${figures.count(right)} of ${figures.count(total)}`,
  className: 'Class',
  accuracy: 'Right',
  change: (epoch: number) => `since epoch ${figures.count(epoch)}`,
  /** Points of a hundred, such as `▲ 2.1`. */
  points: (points: number) => {
    const size = Math.abs(points).toFixed(1);
    if (size === '0.0') return '±\u200a0';
    return `${points > 0 ? '▲' : '▼'} ${size}`;
  },

  listOf: {
    cell: (label: string, said: string, n: number) => `${label} taken for ${said}: ${pictures(n)}`,
    right: (label: string, n: number) => `${label} recognised: ${pictures(n)}`,
    label: (label: string, n: number) => `${label}: ${pictures(n)}`,
    said: (said: string, n: number) => `taken for ${said}: ${pictures(n)}`,
    otherCell: (label: string, n: number) => `${label} taken for a class that is not shown: ${pictures(n)}`,
    saidOther: (n: number) => `taken for a class that is not shown: ${pictures(n)}`,
  },
  listNote: 'Largest loss first. Below a wrong answer: the right class and the share that it was given.',
  closeList: 'Close the pictures',

  mistakes: (n: number) => `The ${pictures(n)} that cost the most`,
  noMistakes: 'Every test picture is told right.',
  mistakesNote: 'Largest loss first: the right class, below each, was given the least.',

  toRight: (n: number) => `Wrong → right: ${figures.count(n)}`,
  toWrong: (n: number) => `Right → wrong: ${figures.count(n)}`,
  flipsNote: (epoch: number) => `Since epoch ${figures.count(epoch)}.`,
  noBefore:
    'This is the first epoch of the run that is stored. What changed since the epoch before is shown from the next one on.',
  shippedOnce:
    'The network that comes with the page brings one epoch along. What changes from epoch to epoch is shown of your own run.',
};
