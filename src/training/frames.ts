/**
 * A frame: what an epoch of a run leaves to look at, once its test pictures are evaluated. Here are its type and what views
 * derive from one frame, from two, and from the labels of the test pictures. Pure.
 *
 * A frame of 10,000 test pictures and ten classes takes 92 kB with the filters of a small network: losses and logits are 40 kB each.
 * With a thousand classes the logits are 4 MB.
 */
import { emptyLabels, type Labels } from './labels.ts';
import type { BlockProbe, BlockReader } from './probes.ts';
import type { BlockVitals } from './vitals.ts';

/** The first so many test pictures leave their logits in a frame. */
export const logitPictures = 1000;

export interface Frame {
  /** Epochs done, counted from 1. */
  readonly epoch: number;
  /** Steps done. */
  readonly step: number;
  /** For every test picture, in the order of the data set, the class of its largest logit; of equal ones the first. */
  readonly predicted: Labels;
  /** For every test picture −log softmax(logits)[label], in nats and without label smoothing. */
  readonly losses: Float32Array;
  /** Of the first `logitPictures` test pictures, or of all where there are fewer: N·classes. */
  readonly logits: Float32Array;
  readonly stem: StemFilters;
  /** What the last look within the epoch found; absent where there was none. */
  readonly vitals?: FrameVitals;
  /** What a linear probe makes of every block's output, where that was computed. */
  readonly probes?: readonly BlockProbe[];
  /** The probes themselves, in their order, to read what each block knows of any picture. Of a run the newest ones alone are stored. */
  readonly readers?: readonly BlockReader[];
}

/** The filters of the stem's convolution, OIHW. */
export interface StemFilters {
  readonly shape: readonly [out: number, channels: number, height: number, width: number];
  readonly data: Float32Array;
}

export interface FrameVitals {
  /** The step that was looked at, counted from 1. */
  readonly step: number;
  /** In the order of the forward pass. */
  readonly blocks: readonly BlockVitals[];
}

/** Class numbers of pictures by picture number, in whatever they come. */
export type ClassNumbers = ArrayLike<number>;

/** How many of so many test pictures leave their logits in a frame. */
export const framedPictures = (testPictures: number): number => Math.min(logitPictures, testPictures);

/** Bytes of a block's numbers in a frame: about what the browser takes to store an object of numbers by name. */
const bytesOfBlock = 256;

/** About what a frame takes in memory and stored. */
export function frameBytes(frame: Frame): number {
  const { predicted, losses, logits, stem, vitals, probes = [], readers = [] } = frame;
  const arrays = [
    predicted,
    losses,
    logits,
    stem.data,
    ...readers.flatMap(({ weights, bias }) => [weights, bias]),
  ];
  const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return bytes + bytesOfBlock * ((vitals?.blocks.length ?? 0) + probes.length + readers.length);
}

/** The number of the largest of `values`; of equal ones the first. */
function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** log Σ exp(x), without overflow. */
function logSumExp(values: ArrayLike<number>): number {
  const most = values[largest(values)] as number;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] as number) - most);
  return most + Math.log(sum);
}

/**
 * What a network makes of pictures, from its logits.
 * @param logits N·classes.
 * @param labels N class numbers.
 */
export function judge(
  logits: Float32Array,
  labels: ClassNumbers,
): { readonly predicted: Labels; readonly losses: Float32Array } {
  const classes = logits.length / labels.length;
  const predicted = emptyLabels(classes, labels.length);
  const losses = new Float32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    predicted[i] = largest(row);
    losses[i] = logSumExp(row) - (row[labels[i] as number] as number);
  }
  return { predicted, losses };
}

/** The logits of one picture; undefined where the frame does not have them. */
export function logitsOf(frame: Frame, picture: number): Float32Array | undefined {
  const pictures = framedPictures(frame.predicted.length);
  if (picture >= pictures) return undefined;
  const classes = frame.logits.length / pictures;
  return frame.logits.subarray(picture * classes, (picture + 1) * classes);
}

export interface Guess {
  readonly class: number;
  /** 0…1, by softmax over all classes. */
  readonly probability: number;
}

/** The k classes that the logits of one picture make the most likely, the likeliest first; of equal ones in their order. */
export function topK(logits: ArrayLike<number>, k: number): Guess[] {
  const whole = logSumExp(logits);
  const guesses = Array.from(logits, (logit, i) => ({ class: i, probability: Math.exp(logit - whole) }));
  return guesses.sort((a, b) => b.probability - a.probability || a.class - b.class).slice(0, k);
}

export interface ClassAccuracy {
  readonly correct: number;
  /** Pictures of the class. */
  readonly pictures: number;
  /** 0…1; NaN where the class has no picture. */
  readonly accuracy: number;
}

/** How many pictures of each class are told right. */
export function accuracyByClass(
  predicted: ClassNumbers,
  labels: ClassNumbers,
  classes: number,
): ClassAccuracy[] {
  const counts = Array.from({ length: classes }, () => ({ correct: 0, pictures: 0 }));
  for (let i = 0; i < predicted.length; i++) {
    const count = counts[labels[i] as number];
    if (!count) continue;
    count.pictures++;
    if (predicted[i] === labels[i]) count.correct++;
  }
  return counts.map(({ correct, pictures }) => ({ correct, pictures, accuracy: correct / pictures }));
}

/** How many pictures of each class are told to be of which: [true class][predicted class]. */
export function confusionMatrix(predicted: ClassNumbers, labels: ClassNumbers, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < predicted.length; i++) {
    const row = matrix[labels[i] as number] as number[];
    row[predicted[i] as number] = (row[predicted[i] as number] as number) + 1;
  }
  return matrix;
}

/** The numbers of the pictures for which something holds, ascending. */
export function picturesWhere(predicted: ClassNumbers, holds: (picture: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < predicted.length; i++) if (holds(i)) found.push(i);
  return found;
}

/** The numbers of the pictures of one cell of the confusion matrix, ascending. */
export const picturesOfCell = (
  predicted: ClassNumbers,
  labels: ClassNumbers,
  cell: { readonly label: number; readonly predicted: number },
): number[] => picturesWhere(predicted, (i) => labels[i] === cell.label && predicted[i] === cell.predicted);

/** The numbers of the `count` pictures that are told wrong with the largest losses, the largest first. */
export function worstMistakes(
  { predicted, losses }: Pick<Frame, 'predicted' | 'losses'>,
  labels: ClassNumbers,
  count: number,
): number[] {
  const wrong = picturesWhere(predicted, (i) => predicted[i] !== labels[i]);
  return wrong.sort((a, b) => (losses[b] as number) - (losses[a] as number) || a - b).slice(0, count);
}

export interface Flips {
  /** Told right before, and wrong now. */
  readonly toWrong: readonly number[];
  /** Told wrong before, and right now. */
  readonly toRight: readonly number[];
}

/** The numbers of the pictures whose answers turned right or wrong between two frames of one run, ascending. */
export function flips(before: ClassNumbers, now: ClassNumbers, labels: ClassNumbers): Flips {
  const right = (predicted: ClassNumbers, i: number) => predicted[i] === labels[i];
  return {
    toWrong: picturesWhere(now, (i) => right(before, i) && !right(now, i)),
    toRight: picturesWhere(now, (i) => !right(before, i) && right(now, i)),
  };
}
