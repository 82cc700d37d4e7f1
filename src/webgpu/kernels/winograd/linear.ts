/**
 * WGSL of small linear maps with constant coefficients. Points come in pairs ±a, and so rows or columns of the matrices
 * come in pairs that differ in the signs of every other coefficient: what they have in common is computed once.
 */
import { range } from '../../kernel.ts';
import { literal } from '../literal.ts';
import type { Matrix } from './matrices.ts';

/** A sum of terms, zeros and ones left out. */
function sumOf(coefficients: readonly number[], terms: readonly string[]): string {
  const parts = terms.flatMap((term, i) => {
    const c = coefficients[i]!;
    if (c === 0) return [];
    const size = Math.abs(c) === 1 ? term : `${literal(Math.abs(c))} * ${term}`;
    return [{ size, minus: c < 0 }];
  });
  if (parts.length === 0) return '0.0';
  return parts
    .map(({ size, minus }, i) => `${minus ? (i === 0 ? '-' : ' - ') : i === 0 ? '' : ' + '}${size}`)
    .join('');
}

/** True where two lists of coefficients have equal sizes, some of equal and some of opposite signs. */
const pairs = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((c, i) => Math.abs(c) === Math.abs(b[i]!)) &&
  a.some((c, i) => c !== 0 && c === b[i]) &&
  a.some((c, i) => c !== 0 && c === -b[i]!);

/** For each of the lists its partner further on, if it has one. */
function partners(lists: Matrix): Map<number, number> {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  lists.forEach((list, i) => {
    if (taken.has(i)) return;
    const j = lists.findIndex((other, k) => k > i && !taken.has(k) && pairs(list, other));
    if (j < 0) return;
    found.set(i, j);
    taken.add(j);
  });
  return found;
}

const masked = (row: readonly number[], keep: (j: number) => boolean): number[] =>
  row.map((c, j) => (keep(j) ? c : 0));

/**
 * WGSL that declares `outputs[i]` = Σ_j matrix[i][j] · `inputs[j]`, all of them floats or vectors of floats.
 * @param prefix Begins the names of what is computed on the way.
 */
export function linear(
  matrix: Matrix,
  inputs: readonly string[],
  outputs: readonly string[],
  prefix: string,
): string {
  const columns = range(inputs.length).map((j) => matrix.map((row) => row[j]!));
  const columnPairs = partners(columns);
  const lines: string[] = [];
  if (columnPairs.size > 0) {
    // Inputs that meet with equal or opposite signs everywhere are added and subtracted once.
    const terms: string[] = [];
    const kept: number[][] = [];
    const second = new Set(columnPairs.values());
    inputs.forEach((input, j) => {
      if (second.has(j)) return;
      const k = columnPairs.get(j);
      if (k === undefined) {
        terms.push(input);
        kept.push(columns[j]!);
        return;
      }
      lines.push(
        `let ${prefix}s${j} = ${input} + ${inputs[k]}; let ${prefix}d${j} = ${input} - ${inputs[k]};`,
      );
      terms.push(`${prefix}s${j}`, `${prefix}d${j}`);
      kept.push(
        masked(columns[j]!, (i) => columns[k]![i] === columns[j]![i]),
        masked(columns[j]!, (i) => columns[k]![i] !== columns[j]![i]),
      );
    });
    outputs.forEach((output, i) => {
      lines.push(
        `let ${output} = ${sumOf(
          kept.map((column) => column[i]!),
          terms,
        )};`,
      );
    });
    return lines.join('\n');
  }
  const rowPairs = partners(matrix);
  const second = new Set(rowPairs.values());
  matrix.forEach((row, i) => {
    if (second.has(i)) return;
    const k = rowPairs.get(i);
    const few = row.filter((c) => c !== 0).length < 3;
    if (k === undefined || few) {
      for (const r of k === undefined ? [i] : [i, k])
        lines.push(`let ${outputs[r]} = ${sumOf(matrix[r]!, inputs)};`);
      return;
    }
    const equal = (j: number): boolean => matrix[k]![j] === row[j];
    lines.push(
      `let ${prefix}p${i} = ${sumOf(masked(row, equal), inputs)}; let ${prefix}q${i} = ${sumOf(
        masked(row, (j) => !equal(j)),
        inputs,
      )};`,
      `let ${outputs[i]} = ${prefix}p${i} + ${prefix}q${i}; let ${outputs[k]} = ${prefix}p${i} - ${prefix}q${i};`,
    );
  });
  return lines.join('\n');
}

/**
 * WGSL that declares `to(i, j)` = (M X Mᵀ)[i][j] for the matrix X of `from(i, j)`.
 * @param prefix Begins the names of what is computed on the way.
 */
export function linearOnBothSides(
  matrix: Matrix,
  from: (i: number, j: number) => string,
  to: (i: number, j: number) => string,
  prefix: string,
): string {
  const size = matrix[0]!.length;
  const half = (i: number, j: number): string => `${prefix}h${i}_${j}`;
  const columns = range(size).map((j) =>
    linear(
      matrix,
      range(size).map((i) => from(i, j)),
      matrix.map((_, i) => half(i, j)),
      `${prefix}c${j}`,
    ),
  );
  const rows = matrix.map((_, i) =>
    linear(
      matrix,
      range(size).map((j) => half(i, j)),
      matrix.map((_, j) => to(i, j)),
      `${prefix}r${i}`,
    ),
  );
  return [...columns, ...rows].join('\n');
}

/** Floating-point operations of WGSL that `linear` wrote, on floats. */
export const linearFlops = (wgsl: string): number => wgsl.match(/ [-+*] /g)?.length ?? 0;
