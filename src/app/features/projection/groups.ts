/**
 * What the projection draws of many classes: some of them, and all the others together as one more, whose probability is the sum of theirs. What is given to some class
 * then is the same number with and without the others. Pure.
 */
import { type ClassNumbers, type Frame, framedPictures } from '../../../training/frames.ts';
import { type Labels, labelsOf } from '../../../training/labels.ts';

/** More than so many classes have no colours that can be told apart. */
export const mostColours = 10;

export interface Groups {
  /** Classes that stand for themselves, ascending. */
  readonly shown: readonly number[];
  /** The others, which have the number after the last of these; none where all are shown. */
  readonly others: readonly number[];
}

export function groupsOf(classes: number, shown: readonly number[]): Groups {
  const all = Array.from({ length: classes }, (_, label) => label);
  if (classes <= mostColours) return { shown: all, others: [] };
  const own = new Set(shown);
  return { shown: all.filter((label) => own.has(label)), others: all.filter((label) => !own.has(label)) };
}

/** With one more class, which takes the place of the one that was chosen first where there is no room. @param chosen In the order of their choice. */
export const withClass = (chosen: readonly number[], label: number): readonly number[] =>
  chosen.includes(label) ? chosen : [...chosen, label].slice(-mostColours);

const countOf = ({ shown, others }: Groups): number => shown.length + (others.length > 0 ? 1 : 0);

/** Group numbers in place of class numbers. */
export function groupedLabels(groups: Groups, labels: ClassNumbers): Labels {
  const { shown } = groups;
  const place = new Map(shown.map((label, i) => [label, i]));
  return labelsOf(
    countOf(groups),
    Array.from(labels, (label) => place.get(label) ?? shown.length),
  );
}

type Framed = Pick<Frame, 'logits' | 'predicted'>;

/** A frame of groups: the logit of the others is the logarithm of the sum of their exponentials. */
export function groupedFrame(groups: Groups, frame: Framed): Framed {
  const { shown, others } = groups;
  if (others.length === 0) return frame;
  const pictures = framedPictures(frame.predicted.length);
  const classes = frame.logits.length / pictures;
  const count = countOf(groups);
  const logits = new Float32Array(pictures * count);
  for (let n = 0; n < pictures; n++) {
    const own = frame.logits.subarray(n * classes, (n + 1) * classes);
    for (const [i, label] of shown.entries()) logits[n * count + i] = own[label] as number;
    let largest = Number.NEGATIVE_INFINITY;
    for (const label of others) largest = Math.max(largest, own[label] as number);
    let sum = 0;
    for (const label of others) sum += Math.exp((own[label] as number) - largest);
    logits[n * count + shown.length] = largest + Math.log(sum);
  }
  return { logits, predicted: groupedLabels(groups, frame.predicted.subarray(0, pictures)) };
}
