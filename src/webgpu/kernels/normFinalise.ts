/**
 * Batch norm, second pass: joins the chunks' statistics, and lets the running ones follow as in PyTorch.
 *
 * Lanes of a column join every so manieth chunk each, then one another; moments.ts says how many there are.
 *
 * Reads partials [chunks, 2, channels] (normStatistics). Updates runningMean and runningVariance [channels], unless they are to
 * stay. Writes stats [2, channels]: mean, 1/√(variance + ε).
 */
import { normEpsilon, normMomentum } from '../../model/norm.ts';
import { type Chunks, type Kernel, makeKernel, read, update, write } from '../kernel.ts';
import { literal } from './literal.ts';
import { chanJoin, finaliseTiling, normChunks } from './moments.ts';
import { columnOf, reduceLanes, rowEntry } from './rows.ts';

/**
 * Bindings: partials, runningMean, runningVariance (unless still), stats.
 * @param chunks How the rows were cut, where it was not normStatistics that made the partials.
 * @param maxLanes Lanes that share the chunks at most.
 * @param still The running statistics stay as they are.
 */
export function normFinalise(
  rows: number,
  channels: number,
  { chunks, chunkRows }: Chunks = normChunks(rows, channels),
  maxLanes?: number,
  still = false,
): Kernel {
  const tiling = finaliseTiling(chunks, channels, maxLanes);
  const { type, columns, lanes, columnGroups } = tiling;
  // The running variance is the unbiased one; of a single value it is 0, not NaN.
  const unbiased = 1 / Math.max(1, rows - 1);
  const follow = `
    runningMean[column] = runningMean[column] * ${literal(1 - normMomentum)} + batchMean * ${literal(normMomentum)};
    runningVariance[column] =
      runningVariance[column] * ${literal(1 - normMomentum)} + deviations * ${literal(normMomentum * unbiased)};`;
  const body = `${chanJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}  // Means as offsets from the first chunk's, which a large mean does not blur.
  let reference = partials[column];
  var count = 0.0;
  var mean = ${type}();
  var square = ${type}();
  for (var chunk = t.y; chunk < ${chunks}u; chunk += ${lanes}u) {
    let at = chunk * ${2 * columns}u + column;
    let more = f32(min(${chunkRows}u, ${rows}u - chunk * ${chunkRows}u));
    let apart = partials[at] - reference - mean;
    let share = more / (count + more);
    square += partials[at + ${columns}u] + apart * apart * (count * share);
    mean += apart * share;
    count += more;
  }
  counts[index] = count;
  means[index] = mean;
  squares[index] = square;
${reduceLanes(tiling)}
  if (t.y == 0u && inside) {
    let batchMean = reference + means[index];
    let deviations = squares[index];
    stats[column] = batchMean;
    stats[column + ${columns}u] = 1.0 / sqrt(deviations * ${literal(1 / rows)} + ${literal(normEpsilon)});${still ? '' : follow}
  }
}
`;
  const array = `array<${type}>`;
  return makeKernel({
    name: 'norm_finalise',
    bindings: [
      read('partials', array),
      ...(still ? [] : [update('runningMean', array), update('runningVariance', array)]),
      write('stats', array),
    ],
    body,
    workgroups: [1, 1, columnGroups],
    flops: 8 * chunks * channels,
    bytes: 4 * (2 * chunks + 6) * channels,
  });
}
