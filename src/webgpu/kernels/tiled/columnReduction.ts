/**
 * Reduces a tile of results over its rows, column by column, while it is in the registers of its workgroup: each thread
 * first its own rows, then one thread a column what the threads have left in the workgroup memory that the operands' tiles
 * no longer need. The order is fixed. The result is a pair of numbers a column, written to `partials` [tiles of rows, 2,
 * columns].
 */
import { range } from '../../kernel.ts';
import { type Tile, threadsOf } from './tile.ts';

/** What a reduction asks of the tile that it works on. */
export interface ReducedTile {
  readonly tile: Tile;
  /** Name of the vec4f that a thread holds of its i-th row and its j-th quad of columns. */
  readonly sum: (i: number, j: number) => string;
  /** Whether every tile has all of its rows. */
  readonly whole: boolean;
}

export interface ColumnReduction {
  /** WGSL before the results are stored, for the thread's j-th quad of columns, which begins at column `n`. */
  readonly begin?: (n: string, j: number) => string;
  /** WGSL that puts what the thread's rows come to in its j-th quad of columns into `first` and `second`, both vec4f. */
  readonly own: (tile: ReducedTile, j: number) => string;
  /** WGSL that joins what `parts` threads have left of a column into `first` and `second`, both f32. */
  readonly join: (tile: ReducedTile, part: (which: 'first' | 'second', r: string) => string) => string;
}

/** Vectors of workgroup memory that a reduction needs in either of the operands' tiles. */
export const reductionQuads = ({ bm, bn, tm }: Tile): number => ((bm / tm) * bn) / 4;

/**
 * WGSL for the end of a tile, where all threads of the workgroup arrive.
 * @param columns Of the whole matrix.
 * @param part WGSL of the number of the part of the rows that the tile is.
 */
export function reduceColumns(
  reduction: ColumnReduction,
  reduced: ReducedTile,
  columns: number,
  part: string,
): string {
  const { bn, tn } = reduced.tile;
  const own = range(tn / 4).map((j) => {
    const at = `row * ${bn / 4}u + column + ${(j * bn) / tn}u`;
    return `{
${reduction.own(reduced, j)}
tile_as[${at}] = first;
tile_bs[${at}] = second;
}
`;
  });
  const left = (which: 'first' | 'second', r: string): string =>
    `tile_${which === 'first' ? 'as' : 'bs'}[${r} * ${bn / 4}u + c / 4u][c % 4u]`;
  return `workgroupBarrier();
${own.join('')}workgroupBarrier();
for (var c = thread; c < min(${bn}u, ${columns}u - tile_b); c += ${threadsOf(reduced.tile)}u) {
${reduction.join(reduced, left)}
let to = (${part}) * ${2 * columns}u + tile_b + c;
partials[to] = first;
partials[to + ${columns}u] = second;
}
`;
}

/** How many rows of the tile a thread has that is the `r`-th along the rows. */
const rowsOf = ({ tile: { bm, tm }, whole }: ReducedTile, r: string): string =>
  whole ? `${tm}u` : `min(${tm}u, (max(rows - tile_a, ${r}) - ${r} + ${bm / tm - 1}u) / ${bm / tm}u)`;

/**
 * Mean of a column and sum of squared deviations from it, joined as in moments.ts. A thread's deviations are from its first
 * row's value, and means are joined as offsets from the first thread's, so that a large mean blurs neither.
 */
export const statisticsReduction: ColumnReduction = {
  own: (reduced, j) => {
    const { tile, sum, whole } = reduced;
    const others = range(tile.tm).slice(1);
    const sumOver = (of: (i: number) => string): string => others.map((i) => ` + ${of(i)}`).join('');
    // Of a row that is not there nothing counts.
    const counted = (i: number, value: string): string =>
      whole ? value : `select(vec4f(), ${value}, ${i}u < count)`;
    const deviations = others.map((i) => `let d${i} = ${counted(i, `${sum(i, j)} - ${sum(0, j)}`)};`);
    return `let count = ${rowsOf(reduced, 'row')};
${deviations.join('\n')}
let offset = (vec4f()${sumOver((i) => `d${i}`)}) / max(f32(count), 1.0);
let first = ${sum(0, j)} + offset;
let second = ${counted(0, 'offset * offset')}${sumOver((i) => counted(i, `(d${i} - offset) * (d${i} - offset)`))};`;
  },
  join: (reduced, part) => {
    const { bm, tm } = reduced.tile;
    return `let reference = ${part('first', '0u')};
var count = 0.0;
var mean = 0.0;
var second = 0.0;
for (var r = 0u; r < ${bm / tm}u; r++) {
let more = f32(${rowsOf(reduced, 'r')});
let apart = ${part('first', 'r')} - reference - mean;
let share = more / max(count + more, 1.0);
second += ${part('second', 'r')} + apart * apart * (count * share);
mean += apart * share;
count += more;
}
let first = reference + mean;`;
  },
};

/** Two sums of a column, of which each thread has added its own rows to `first_<j>` and `second_<j>` as it stored them. */
export const sumReduction = (begin: (n: string, j: number) => string): ColumnReduction => ({
  begin: (n, j) => `var first_${j} = vec4f();\nvar second_${j} = vec4f();\n${begin(n, j)}`,
  own: (_, j) => `let first = first_${j};\nlet second = second_${j};`,
  join: ({ tile: { bm, tm } }, part) => `var first = 0.0;
var second = 0.0;
for (var r = 0u; r < ${bm / tm}u; r++) {
first += ${part('first', 'r')};
second += ${part('second', 'r')};
}`,
});
