/** English: what every block of a network adds. They come with the part that shows it (`i18n/blocks.ts`). */
import { figures } from './figures.ts';

/** Very small numbers by their power of ten. */
const vital = (value: number): string =>
  value > 0 && value < 1e-3 ? value.toExponential(1) : figures.measured(value);

export const blocks = {
  views: 'What to look at',
  view: { table: 'Table', epochs: 'Over epochs', picture: 'One picture', alike: 'What is alike' },
  /** Of the epoch that is shown. */
  epoch: (epoch: number) => `Epoch ${figures.count(epoch)}`,
  waiting: 'After the first epoch of a run this place shows what every block of the network adds.',
  noFrame: (run: string) =>
    `Of ${run} nothing is stored to look at: it was trained before the page stored it, or there was no room.`,
  promises: {
    table:
      'Table: how well one could tell the classes behind every block, and how much it adds to what comes in.',
    epochs: 'Over epochs: how that changed while the network learned.',
    picture: 'One picture: what one would say of it behind every block.',
    alike: 'What is alike: which blocks make much the same of the same pictures.',
  },

  table: 'What every block adds',
  tableHelp: 'Point at a column’s head for what it says; a click draws it over epochs.',
  gainHelp: 'Beside it: what the block adds to the one before, in points of a hundred.',
  block: 'Block',
  ownAnswer: 'whole network',
  ownAnswerTold: 'What the network itself says at its end, of all test pictures of the run.',
  overEpochs: (measure: string) => `${measure}: draw over epochs`,
  measures: {
    probe: {
      name: 'If it stopped here',
      help: 'The share of held-out test pictures that a linear classifier tells right from the block’s output, averaged over its pixels (ridge regression, fitted on training pictures).',
    },
    branch: {
      name: '‖F(x)‖ / ‖x‖',
      help: 'The size of the branch F(x), behind its last batch norm (its last convolution, where there is no batch norm), over that of the shortcut it is added to (x, or x padded or projected): root mean squares over all elements of one training step. Fig. 7 of He et al. (2015) has the standard deviations of the responses instead.',
    },
    gradient: {
      name: 'Gradient norm',
      help: 'The norm of the loss’s gradient over all parameters of the block, in one training step.',
    },
    mean: {
      name: 'Mean',
      help: 'The mean of the block’s output, behind its last ReLU, over all elements of one training step.',
    },
    deviation: {
      name: 'Deviation',
      help: 'The standard deviation of the block’s output, behind its last ReLU, over all elements of one training step.',
    },
    dead: {
      name: 'Dead channels',
      help: 'The share of the channels of the block’s output that are 0 at every pixel of every picture of the step: ReLUs that no gradient reaches.',
    },
    update: {
      name: 'Update / weight',
      help: 'How far one step moves the block’s parameters, as a share of their size: ‖Δw‖ / ‖w‖.',
    },
  },
  value: {
    probe: figures.percent,
    branch: vital,
    gradient: vital,
    mean: vital,
    deviation: vital,
    dead: figures.percent,
    // Of every block a power of ten: they are compared with one another.
    update: (ratio: number) => ratio.toExponential(1),
  },
  /** Points of a hundred that a block adds, such as `+2.1`. */
  points: (points: number) => {
    const size = Math.abs(points).toFixed(1);
    if (size === '0.0') return '±\u200a0';
    return `${points > 0 ? '+' : '−'}${size}`;
  },
  /** Why there is no number. */
  missing: {
    stem: 'The stem has no shortcut.',
    plain: 'This network has no shortcuts.',
    unprobed: 'No probes were fitted in this epoch.',
    unlooked: 'Within this epoch no step was measured.',
    unmeasured: 'This could not be measured.',
  },
  /** Below the table: of when its numbers are. */
  when: (step: number) =>
    `Probes: at the end of the epoch. Everything else: of training step ${figures.count(step)}, on its own pictures.`,

  measure: 'What is drawn',
  lines: (measure: string) => `${measure} of every stage over the epochs`,
  stageMeans: 'A line is the mean over the blocks of its stage; the stem stands for itself.',
  noLines: 'Of this run there is nothing to draw.',

  bars: 'What one would say of the picture behind every block',
  network: 'network',
  says: 'says',
  bar: (block: string, name: string, share: string) => `${block}: ${name} ${share}`,
  /** Where there is little room; names that others know the classes of CIFAR-10 by. */
  shortClass: (name: string) => ({ airplane: 'plane', automobile: 'car' })[name] ?? name,
  yours: 'Your picture',
  settled: (block: string, name: string, right: boolean) =>
    `From ${block} on every answer is ${name}${right ? ', which is right' : ''}.`,
  scoresNote: (epoch: number) =>
    `Columns of blocks: scores of their linear probes of epoch ${figures.count(epoch)}, which aim at 1 for the right class and 0 for the others; drawn from 0 to 1, they are no probabilities. Last column: the network’s own probabilities.`,
  /** Where not all classes have a row. */
  someClasses: (classes: number) =>
    `Of ${figures.count(classes)} classes: the right one, those that a column names, and the likeliest.`,
  before: {
    picture: 'The bars are of the picture before.',
    network: 'The bars are of the network before the change.',
  },
  asking: 'The network is being asked.',
  pastPicture: (epoch: number) =>
    `Of epoch ${figures.count(epoch)} the accuracy of the probes is kept, but neither the probes nor the weights: a picture can be put into the newest network only.`,
  toNewest: 'Show the newest epoch',
  noReaders:
    'There are no probes of this run yet. A run is probed after as many epochs as 3\u00a0% of its time allow, and after the last; earlier versions of the page kept none. Those of a wide network for very many classes are not kept either, as they would take too much room.',

  /** Before the numbers over the blocks of the diagram. */
  mark: 'probe, %',
  fromTo: (first: string, last: string) => `${first} to ${last}`,
  copy: 'Copy as CSV',
  copied: 'Copied.',
  copyFailed: 'The browser refused to copy.',
};
