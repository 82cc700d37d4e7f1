/**
 * Batch norm backward, second pass: adds up the chunks. Tiling as normFinalise.
 *
 * Reads partials [chunks, 2, channels] (normBackwardReduce). Writes dgamma, dbeta [channels] and
 * sums [2, channels]: the means over the rows of dy′ and of dy′ · x̂, for normBackwardApply.
 */
import { type Chunks, type Kernel, makeKernel, read, write } from '../kernel.ts';
import { literal } from './literal.ts';
import { finaliseTiling, normChunks, sumJoin } from './moments.ts';
import { columnOf, reduceLanes, rowEntry } from './rows.ts';

/**
 * Bindings: partials, dgamma, dbeta, sums.
 * @param chunks How the rows were cut, where it was not normBackwardReduce that made the partials.
 * @param maxLanes Lanes that share the chunks at most.
 */
export function normBackwardFinalise(
  rows: number,
  channels: number,
  { chunks }: Pick<Chunks, 'chunks'> = normChunks(rows, channels),
  maxLanes?: number,
): Kernel {
  const tiling = finaliseTiling(chunks, channels, maxLanes);
  const { type, columns, lanes, columnGroups } = tiling;
  const array = `array<${type}>`;
  return makeKernel({
    name: 'norm_backward_finalise',
    withChunks: (chunks) => normBackwardFinalise(rows, channels, { chunks }, maxLanes),
    bindings: [read('partials', array), write('dgamma', array), write('dbeta', array), write('sums', array)],
    body: `${sumJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}  var sum = ${type}();
  var along = ${type}();
  for (var chunk = t.y; chunk < ${chunks}u; chunk += ${lanes}u) {
    let at = chunk * ${2 * columns}u + column;
    sum += partials[at];
    along += partials[at + ${columns}u];
  }
  first[index] = sum;
  second[index] = along;
${reduceLanes(tiling)}
  if (t.y == 0u && inside) {
    dbeta[column] = first[index];
    dgamma[column] = second[index];
    sums[column] = first[index] * ${literal(1 / rows)};
    sums[column + ${columns}u] = second[index] * ${literal(1 / rows)};
  }
}
`,
    workgroups: [1, 1, columnGroups],
    flops: 2 * chunks * channels,
    bytes: 4 * (2 * chunks + 4) * channels,
  });
}
