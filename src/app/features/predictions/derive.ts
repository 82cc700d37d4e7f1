/** What the views of this folder draw, out of one frame, the one before it and the labels of the test pictures. Pure. */
import {
  accuracyByClass,
  type ClassNumbers,
  type Frame,
  framedPictures,
  logitsOf,
  picturesWhere,
  topK,
} from '../../../training/frames.ts';

/** A frame of a run with what is needed to read it. */
export interface Seen {
  readonly frame: Frame;
  /** The frame before it that is stored; undefined of the first. */
  readonly before: Frame | undefined;
  readonly labels: ClassNumbers;
  readonly classes: number;
}

/** About so many pictures stand in the strip. */
const strip = 24;

/**
 * The pictures of the strip: the first of each class, then the second of each, in whole rounds, so that every class has as many. They
 * depend on the data set alone, so that they are the same after every epoch of every run.
 */
export function stripPictures({ frame, labels, classes }: Omit<Seen, 'before'>): number[] {
  const rounds = Math.max(1, Math.floor(strip / classes));
  const found: number[][] = Array.from({ length: rounds }, () => []);
  const counts = new Map<number, number>();
  for (let i = 0; i < framedPictures(frame.predicted.length); i++) {
    const label = labels[i] as number;
    const count = counts.get(label) ?? 0;
    counts.set(label, count + 1);
    found[count]?.push(i);
  }
  const all = found.flatMap((round) => round.sort((a, b) => (labels[a] as number) - (labels[b] as number)));
  if (all.length <= strip) return all;
  // Of many classes some at even distances.
  return Array.from({ length: strip }, (_, i) => all[Math.floor((i * all.length) / strip)] as number);
}

export interface Told {
  readonly label: number;
  readonly said: number;
  readonly right: boolean;
  /** The probability of the right class, 0…1. */
  readonly ofLabel: number;
  /** The probability of the class that is said; undefined where the frame has no logits of the picture and the class is another. */
  readonly ofSaid: number | undefined;
  /** Whether it was told right in the frame before; undefined where there is none. */
  readonly rightBefore: boolean | undefined;
}

/** What the network says of a picture. */
export function toldOf({ frame, before, labels }: Omit<Seen, 'classes'>, picture: number): Told {
  const label = labels[picture] as number;
  const said = frame.predicted[picture] as number;
  const right = said === label;
  // A loss is −log of the probability of the right class.
  const ofLabel = Math.exp(-(frame.losses[picture] as number));
  const logits = right ? undefined : logitsOf(frame, picture);
  return {
    label,
    said,
    right,
    ofLabel,
    ofSaid: right ? ofLabel : logits && topK(logits, 1)[0]?.probability,
    rightBefore: before && before.predicted[picture] === label,
  };
}

/** Whether a picture was told right and is told wrong, or the other way. */
export const hasFlipped = ({ right, rightBefore }: Told): boolean =>
  rightBefore !== undefined && right !== rightBefore;

/** Pictures that are opened as a list: those of a cell of the confusion matrix, of a row or of a column. */
export interface Opened {
  readonly label?: number;
  readonly said?: number;
  /** In place of a class that is said: any but these. */
  readonly besides?: readonly number[];
}

/** Equal for the same pictures of one matrix. */
export const openedKey = ({ label, said, besides }: Opened): string =>
  `${label ?? ''} ${besides ? 'besides' : (said ?? '')}`;

/** Their numbers, those with the largest loss first. */
export function openedPictures({ frame, labels }: Seen, { label, said, besides }: Opened): number[] {
  const { predicted, losses } = frame;
  const none = new Set(besides);
  const pictures = picturesWhere(
    predicted,
    (i) =>
      (label === undefined || labels[i] === label) &&
      (said === undefined || predicted[i] === said) &&
      !none.has(predicted[i] as number),
  );
  return pictures.sort((a, b) => (losses[b] as number) - (losses[a] as number) || a - b);
}

export interface ClassRow {
  readonly label: number;
  /** 0…1; NaN of a class without pictures. */
  readonly accuracy: number;
  /** That of the frame before; undefined where there is none. */
  readonly before: number | undefined;
  readonly correct: number;
  /** Test pictures of the class. */
  readonly pictures: number;
}

export const classOrders = ['classes', 'worst'] as const;
export type ClassOrder = (typeof classOrders)[number];

/** The accuracy of each class now and before. Classes without pictures come last where the worst come first. */
export function classRows({ frame, before, labels, classes }: Seen, order: ClassOrder): ClassRow[] {
  const earlier = before && accuracyByClass(before.predicted, labels, classes);
  const rows = accuracyByClass(frame.predicted, labels, classes).map((counted, label) => ({
    label,
    ...counted,
    before: earlier?.[label]?.accuracy,
  }));
  if (order === 'classes') return rows;
  const rank = ({ accuracy }: ClassRow) => (Number.isNaN(accuracy) ? 2 : accuracy);
  return rows.sort((a, b) => rank(a) - rank(b) || a.label - b.label);
}

/** Place on the ramp of colours: the root of a share, for a few in a hundred that are taken for another class have to be seen. */
export const heatOfShare = (share: number): number => Math.sqrt(share);

/** Those of a list whose class is called what was typed, in whatever case. */
export function named<T extends { readonly label: number }>(
  rows: readonly T[],
  names: readonly string[],
  typed: string,
): readonly T[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return wanted === ''
    ? rows
    : rows.filter(({ label }) => names[label]?.toLocaleLowerCase().includes(wanted));
}
