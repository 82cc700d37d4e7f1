/** English: ready experiments of several runs, and what was found. Loaded with their list. */
import type { ArmName, ExperimentId, Measure } from '../../../training/experiments.ts';
import type { MeanAndStd } from '../../../training/groups.ts';
import type { ExperimentTime } from '../../state/experimentPlan.ts';
import { figures, plural } from './figures.ts';

const points = (share: number): string => `${(100 * share).toFixed(1)} points`;
const signed = (share: number): string => (100 * share).toFixed(1).replace('-', '−');
const runsOf = (n: number): string => plural(n, 'run', 'runs');

/** As a sentence goes on with it: “is higher … than …”. */
const arms: Readonly<Record<ArmName, string>> = {
  residual: 'with shortcuts',
  plain: 'without shortcuts',
  'depth-8': 'with 8 layers',
  'depth-20': 'with 20 layers',
  'depth-32': 'with 32 layers',
  'depth-56': 'with 56 layers',
  'as-they-are': 'without augmentation',
  augmented: 'with augmentation',
  'rate-0.001': 'at a rate of 0.001',
  'rate-0.01': 'at a rate of 0.01',
  'rate-0.1': 'at a rate of 0.1',
  'rate-1': 'at a rate of 1',
  'rate-10': 'at a rate of 10',
  projection: 'with projections',
  identity: 'with identity shortcuts',
  norm: 'with batch norm, rate 0.1',
  bare: 'without batch norm, rate 0.1',
  'norm-slow': 'with batch norm, rate 0.01',
  'bare-slow': 'without batch norm, rate 0.01',
};
const inTable = (arm: ArmName): string => arms[arm].charAt(0).toUpperCase() + arms[arm].slice(1);

/** A difference in what is measured, as the beginning of a sentence. */
const higher: Readonly<Record<Measure, (gap: string) => string>> = {
  train: (gap) => `Training accuracy is ${gap} higher`,
  test: (gap) => `Test accuracy is ${gap} higher`,
  gap: (gap) => `The gap between training and test accuracy is ${gap} wider`,
};

export interface ComparedFacts {
  readonly measure: Measure;
  readonly ahead: ArmName;
  readonly behind: ArmName;
  /** 0…1, as are the bounds. */
  readonly gap: number;
  readonly n: readonly [number, number];
  readonly interval?: { readonly low: number; readonly high: number; readonly real: boolean };
}

interface ExperimentWords {
  readonly title: string;
  /** In the list. */
  readonly about: string;
  /** In its dialog. */
  readonly what: string;
  /** What to look for while it trains. */
  readonly look: string;
  /** What people say. */
  readonly story: string;
  /** What else is known, for runs that do not agree. */
  readonly known: string;
}

const each: Readonly<Record<ExperimentId, ExperimentWords>> = {
  'plain-20': {
    title: 'Shortcuts at 20 layers',
    about: 'With them and without them.',
    what: 'The same network of 20 layers, once with shortcuts past its blocks and once without. Both have equally many weights.',
    look: 'Compare training accuracy from the first epochs on: with shortcuts the network should learn faster. The more you train, the closer the two may come.',
    story: 'Shortcuts help a network of 20 layers to learn.',
    known:
      'With 18 layers, He et al. found both equally good in the end: the network with shortcuts was only quicker.',
  },
  'plain-56': {
    title: 'Shortcuts at 56 layers',
    about: 'Does a deep plain network learn?',
    what: 'The question that residual networks were made for, in a deep network: with shortcuts and without.',
    look: 'Compare training accuracy, not only test accuracy: the plain network stays far behind on the very pictures that it trains on. It does not overfit, it does not learn.',
    story: 'A plain network of 56 layers learns far worse, even its training pictures.',
    known:
      'In our own measurements (width 4, 1,000 pictures, 15 epochs, three seeds) it was 57 to 62 points of training accuracy behind.',
  },
  depth: {
    title: 'Deeper and deeper',
    about: 'From 8 to 56 layers.',
    what: 'Networks of 8, 20, 32 and 56 layers, all with shortcuts, train for equally many epochs.',
    look: 'Which depth is ahead after a few epochs, and which at the end? Every layer costs time, and on few pictures more of them need not pay.',
    story: 'Deeper is better.',
    known:
      'On few pictures more layers need not pay. After ten epochs of all pictures, ResNet-20 came to 86.8\u00a0% and ResNet-8 to 82.0\u00a0% (seed 1 of each).',
  },
  augmentation: {
    title: 'Augmentation',
    about: 'The same pictures, or varied ones.',
    what: 'One network sees the very same pictures in every epoch, the other sees them shifted and mirrored anew each time.',
    look: 'Watch how far training and test accuracy part: without augmentation the network learns its pictures by heart. Which of the two is better on the test pictures?',
    story: 'Augmentation makes a network better on the test pictures.',
    known:
      'It pays where pictures are seen so often that they are learnt by heart, and in few epochs it makes them harder: ten epochs of ResNet-8 on all pictures came to 83.8\u00a0% without crops and to 82.2\u00a0% with them (one seed each).',
  },
  rates: {
    title: 'Five learning rates',
    about: 'From 0.001 to 10.',
    what: 'The same network at five learning rates, each ten times the one before. It is the highest rate of one cycle.',
    look: 'Which rates hardly learn, which do best, and how wide is the range between? At the highest the loss jumps and accuracy stays at that of guessing.',
    story: 'A rate that is too low learns slowly, one that is too high nothing; the best lies between.',
    known: 'Good rates are a range, not a point: neighbours in it may do equally well.',
  },
  shortcuts: {
    title: 'Two kinds of shortcuts',
    about: 'Projection against identity.',
    what: 'Where a block changes the shape, its shortcut is a 1×1 convolution (projection), or takes every second pixel and pads the channels with zeros (identity).',
    look: 'Do the curves of the two lie further apart than those of one of them with different seeds?',
    story: 'It hardly matters which kind of shortcut: what counts is that there are some.',
    known:
      'He et al. found half a point for projections on ImageNet: 24.5 against 25.0\u00a0% errors with 34 layers.',
  },
  norm: {
    title: 'Batch norm off',
    about: 'At the usual rate and at a tenth.',
    what: 'Networks of 20 layers with batch norm and without it, at the usual learning rate of 0.1 and at a tenth of that.',
    look: 'Which of the four learns fastest in the first epochs? A lower rate is said to help where batch norm is missing: does it?',
    story: 'Without batch norm a deep network learns worse, at the usual rate above all.',
    known:
      'In our own measurements (width 4, 500 pictures, 10 epochs, three seeds) batch norm was 11 points of test accuracy ahead at a rate of 0.1; at 0.01 the network without it was still guessing.',
  },
};

const times: Readonly<Record<ExperimentTime, string>> = {
  twoMinutes: '2\u00a0min',
  tenMinutes: '10\u00a0min',
  halfHour: '30\u00a0min',
};

export const several = {
  list: 'Experiments of several runs',
  lead: 'Each trains several networks in a time that you choose, and says what was found.',
  /** Of an experiment in the list. */
  runs: runsOf,
  part: (done: number, all: number) => `${figures.count(done)} of ${runsOf(all)}`,
  /** Sentences one after the other. */
  join: (sentences: readonly (string | false)[]) => sentences.filter(Boolean).join(' '),
  each,
  arms,
  inTable,

  look: 'What to look for:',
  runIt: 'Train it in another size',
  time: 'Time for all runs',
  times,
  plan: (networks: number, seeds: number, epochs: number, pictures: number, width: number) =>
    `${runsOf(networks * seeds)}: ${figures.count(networks)} networks with ${plural(seeds, 'seed', 'seeds')} each, of width ${figures.count(width)}, ${plural(epochs, 'epoch', 'epochs')} of ${figures.count(pictures)} pictures.`,
  takes: (duration: string, assumed: boolean) =>
    `About ${duration} on this device${assumed ? '; its speed is a guess as long as nothing was trained on it' : ''}.`,
  /** Nothing fits. */
  tooLong: (duration: string, time: ExperimentTime) =>
    `The smallest version in which there is something to see takes about ${duration} on this device, longer than the ${times[time]} that you gave.`,
  oneSeed: 'One run of each is enough to look, and too little for a verdict.',
  there: (done: number, all: number) =>
    done === all
      ? 'All of these runs are there already.'
      : `${figures.count(done)} of these runs are there already.`,
  train: (n: number) => `Train ${runsOf(n)}`,
  full: 'Too many runs wait in the queue already: let some end, or clear it.',
  elsewhere: 'Another tab works through the queue: train from there.',
  unknownDevice: 'How long it takes is known once the device is.',
  after: 'They start once the run that is training is over.',
  going: (done: number, all: number) =>
    `${figures.count(done)} of ${runsOf(all)} in the queue are over. What was found stands here as it comes.`,
  halted: (left: number) =>
    `The queue stands still: ${plural(left, 'run', 'runs')} of this experiment wait in it.`,
  goOn: 'Continue',

  found: 'What was found',
  choose: 'Runs of',
  sizeOf: (epochs: number, pictures: number, width: number) =>
    `${plural(epochs, 'epoch', 'epochs')} of ${figures.count(pictures)} pictures, width ${figures.count(width)}`,
  columns: { arm: 'Network', train: 'Training', test: 'Test', runs: 'Runs' },
  table: 'Accuracy after the last epoch, mean ± standard deviation over seeds',
  meanAndStd: ({ n, mean, std }: MeanAndStd) =>
    n === 0
      ? figures.unknown
      : std === undefined
        ? figures.percent(mean)
        : `${(100 * mean).toFixed(1)} ± ${(100 * std).toFixed(1)}\u00a0%`,
  compared({ measure, ahead, behind, gap, n, interval }: ComparedFacts): string {
    const said = `${higher[measure](points(gap))} ${arms[ahead]} than ${arms[behind]}`;
    if (!interval)
      return n[0] === 1 && n[1] === 1
        ? `${said}, in one run of each: whether seeds alone do as much cannot be told.`
        : `${said}: whether seeds alone do as much cannot be told from these runs.`;
    const { low, high, real } = interval;
    return `${said}: ${real ? 'more than seeds alone do' : 'no more than seeds alone may do'} (95\u00a0% interval ${signed(low)} to ${signed(high)}, n = ${n[0]} and ${n[1]}).`;
  },
  /** @param kept Runs of the same that did not. */
  diverged: (arm: ArmName, n: number, kept: number): string =>
    kept === 0
      ? `${inTable(arm)}, ${n === 1 ? 'the one run' : `all ${figures.count(n)} runs`} diverged.`
      : `${inTable(arm)}, ${figures.count(n)} of ${figures.count(n + kept)} runs diverged; what is left of them is not compared.`,
  /** What people say, and what these runs say to it. */
  told: {
    holds: (story: string) => `The usual story: “${story}” These runs agree.`,
    fails: (story: string) => `The usual story: “${story}” These runs say otherwise.`,
    open: (story: string) => `The usual story: “${story}” These runs leave it open.`,
    single: (story: string) =>
      `The usual story: “${story}” One run of each cannot confirm it; more seeds can.`,
    alike: (story: string) =>
      `The usual story: “${story}” These runs agree: they show no difference, which is no proof that there is none.`,
  },
  show: 'Show these runs',
  more: (seeds: number) => `Again with ${figures.count(seeds)} more seeds`,
  moreTakes: (n: number, duration: string) => `${runsOf(n)}, about ${duration}`,
  missing: (n: number) =>
    n === 1
      ? 'One run is missing for a fair comparison.'
      : `${figures.count(n)} runs are missing for a fair comparison.`,
  alone: 'One of the networks is trained already, here or in another experiment.',
  trainMissing: (n: number) =>
    n === 1 ? 'Train the missing run' : `Train the ${figures.count(n)} missing runs`,
  source: 'Where the story comes from:',
};

export type SeveralWords = typeof several;
