/** What one would say of a picture behind every block: the readers of a frame applied to what the network makes of it now. Pure. */
import { softmaxRows } from '../../../../nn/predictions.ts';
import { type BlockReader, readerScores } from '../../../../training/probes.ts';
import type { Taps } from '../../../../training/taps.ts';
import { topOf, topPlaces } from '../../../state/answers.ts';

export interface Column {
  /** `stem`, a block, or `network`: what the network itself says. */
  readonly name: string;
  /** By class, 0…1. Those of blocks are guesses at 1 for the picture's class and 0 for the others, cut off there. */
  readonly shares: readonly number[];
  /** The class of the largest, before anything is cut off. */
  readonly top: number;
}

const column = (name: string, scores: readonly number[]): Column => ({
  name,
  shares: scores.map((score) => Math.min(1, Math.max(0, score))),
  top: topOf(scores),
});

/**
 * A column for every block that has a reader, in the order of the forward pass, and last the network's own. Those whose scores are no
 * numbers are left out.
 * @param answer To a question about one picture.
 */
export function columnsOf(
  { pooled, logits }: Pick<Taps, 'pooled' | 'logits'>,
  readers: readonly BlockReader[],
): Column[] {
  const byName = new Map(readers.map((reader) => [reader.name, reader]));
  const blocks = pooled.flatMap(({ block, channels, values }) => {
    const reader = byName.get(block);
    const fits = reader && reader.weights.length === channels * reader.bias.length;
    return fits ? [column(block, [...readerScores(reader, values.subarray(0, channels))])] : [];
  });
  const own = column('network', [...softmaxRows(logits, logits.length)]);
  return [...blocks, own].filter(({ shares }) => shares.every(Number.isFinite));
}

/** Rows of classes at most. */
export const mostRows = 12;

/**
 * The classes that have a row: all of them, or where they are many the right one, those that some block or the network takes the picture for, and then those that the
 * network finds the likeliest; the likeliest first.
 */
export function rowsOf(columns: readonly Column[], label: number | undefined): readonly number[] {
  const own = columns.at(-1)?.shares ?? [];
  if (own.length <= mostRows) return own.map((_, i) => i);
  const tops = columns.map(({ top }) => top).toReversed();
  const wanted = [...(label === undefined ? [] : [label]), ...tops, ...topPlaces(own, mostRows)];
  const rows = [...new Set(wanted)].slice(0, mostRows);
  return rows.sort((a, b) => (own[b] as number) - (own[a] as number) || a - b);
}

/** The first column from which on all say the same; undefined where only the last one says what it says. */
export function settledAt(columns: readonly Column[]): Column | undefined {
  const last = columns.at(-1);
  const changed = columns.findLastIndex(({ top }) => top !== last?.top);
  const first = columns[changed + 1];
  return first === last ? undefined : first;
}
