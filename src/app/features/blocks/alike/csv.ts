/** A map as a table of numbers. Pure. */
import { fileWord } from '../../../state/fileNames.ts';
import type { Comparison } from './useComparison.ts';

/** Blocks of the second network in the first line, those of the first one at the begin of each other; empty where there is no value. */
export function csvOf({ matrix, rows, columns }: Pick<Comparison, 'matrix' | 'rows' | 'columns'>): string {
  const lines = matrix.map((values, i) => [
    rows[i] ?? '',
    ...values.map((value) => (Number.isFinite(value) ? value.toFixed(6) : '')),
  ]);
  return [['block', ...columns], ...lines].map((cells) => `${cells.join()}\n`).join('');
}

/** Such as `agile-otter-calm-fox-cka`. */
export const fileName = (runs: readonly string[]): string => [...runs, 'cka'].map(fileWord).join('-');
