/** What is projected: of every picture of a frame that left its logits a point, and those between two frames. Pure. */
import { type Frame, framedPictures, topK } from '../../../training/frames.ts';
import { classDirections, dimensionsOf } from './tour.ts';

export const valueKinds = ['probabilities', 'logits'] as const;
export type ValueKind = (typeof valueKinds)[number];

type Framed = Pick<Frame, 'logits' | 'predicted'>;

export interface Points {
  /** N·D, see `tour.ts`. */
  readonly at: Float32Array;
  readonly dimensions: number;
}

const countOf = ({ predicted }: Framed): number => framedPictures(predicted.length);
export const classesOf = (frame: Framed): number => frame.logits.length / countOf(frame);

/** Share of the pictures whose logits are within one unit of the picture. */
const within = 0.98;

/** What logits are divided by, so that most pictures of a frame have a place. One number for all frames of a run, for they are to compare. */
export function spreadOf(frame: Framed): number {
  const classes = classesOf(frame);
  const lengths = Array.from({ length: countOf(frame) }, (_, n) => {
    const row = frame.logits.subarray(n * classes, (n + 1) * classes);
    const mean = row.reduce((sum, x) => sum + x, 0) / classes;
    return Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  }).sort((x, y) => x - y);
  return lengths[Math.floor((lengths.length - 1) * within)] || 1;
}

/** Of two classes all dots lie on one line: so that they do not cover one another, each stands so much above or below it, which means nothing. */
const apart = (picture: number): number => 0.6 * (((picture * (Math.sqrt(5) - 1)) / 2) % 1) - 0.3;

/** @param spread That of the run's newest frame; without effect on probabilities. */
export function pointsOf(frame: Framed, kind: ValueKind, spread: number): Points {
  const classes = classesOf(frame);
  const count = countOf(frame);
  const dimensions = dimensionsOf(classes);
  const directions = classDirections(classes);
  const at = new Float32Array(count * dimensions);
  const values = new Float64Array(classes);
  for (let n = 0; n < count; n++) {
    const logits = frame.logits.subarray(n * classes, (n + 1) * classes);
    if (kind === 'logits') for (let k = 0; k < classes; k++) values[k] = (logits[k] as number) / spread;
    else for (const { class: k, probability } of topK(logits, classes)) values[k] = probability;
    for (let i = 0; i < dimensions; i++) {
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += (values[k] as number) * (directions[k]?.[i] as number);
      at[n * dimensions + i] = sum;
    }
    if (classes === 2) at[n * dimensions + 1] = apart(n);
  }
  return { at, dimensions };
}

/** Between two of the same pictures: a share of the way along a line. */
export function between(from: Points, to: Points, share: number): Points {
  if (share >= 1 || from.at.length !== to.at.length) return to;
  return {
    dimensions: to.dimensions,
    at: to.at.map((x, i) => (from.at[i] as number) + share * (x - (from.at[i] as number))),
  };
}

/** What a frame says in short, of the pictures that are drawn. */
export interface Summary {
  readonly count: number;
  readonly right: number;
  /** The two classes that are taken for one another the most, and how often; undefined where none is. */
  readonly mixed: { readonly classes: readonly [number, number]; readonly times: number } | undefined;
}

export function summaryOf(frame: Framed, labels: ArrayLike<number>): Summary {
  const classes = classesOf(frame);
  const count = countOf(frame);
  const pairs = new Map<number, number>();
  let right = 0;
  for (let n = 0; n < count; n++) {
    const [is, said] = [labels[n] as number, frame.predicted[n] as number];
    if (is === said) right++;
    else {
      const pair = Math.min(is, said) * classes + Math.max(is, said);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  const most = [...pairs].sort(([p, m], [q, n]) => n - m || p - q)[0];
  const mixed = most && {
    classes: [Math.floor(most[0] / classes), most[0] % classes] as const,
    times: most[1],
  };
  return { count, right, mixed };
}
