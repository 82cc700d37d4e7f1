/**
 * Mean and sum of squared deviations of a set in parts: how many rows of a batch form a part, and Chan, Golub and
 * LeVeque's formula (1979) that joins two parts. No difference of two large sums, so nothing cancels where the mean is
 * large. Shared by the kernels that make such parts and the one that joins them.
 */
import { type Chunks, ceilDiv } from '../kernel.ts';
import { fewPassThreads } from '../traits.ts';
import { maxThreads, type RowTiling, type RowTraits, rowTiling, threadsOf } from './rows.ts';

/** Rows a thread takes: what it loads besides them has to pay, but where threads are many, waiting for rows in turn costs more. */
const rowsPerThread = { least: 4, most: 16 };
/** Rows a thread loads before it adds them up. */
export const chunkUnroll = 2;

/**
 * How the reductions over the rows of a batch norm are cut; partial results are [chunks, 2, channels]. A chunk is what a
 * workgroup of up to 256 threads takes.
 */
export function normChunks(rows: number, channels: number, device: RowTraits = {}): Chunks {
  const { reductionLanes, passThreads = fewPassThreads } = device;
  const { lanes } = rowTiling(rows, channels, { lanes: reductionLanes });
  const step = lanes * chunkUnroll;
  const share = (rowsPerThread.most * fewPassThreads) / passThreads;
  const wanted = Math.max(lanes * Math.max(rowsPerThread.least, share), (rows * maxThreads) / passThreads);
  const chunkRows = step * ceilDiv(wanted, step);
  return { chunks: ceilDiv(rows, chunkRows), chunkRows };
}

/** Chunks that a thread joins, where there are enough. */
const chunksPerThread = 8;
/** Lanes that share the chunks of a column at least: few chunks leave room for more columns, whose loads lie side by side. */
const fewestFinaliseLanes = 16;

/**
 * How the chunks are joined: by the threads of a workgroup as if the chunks were rows. Lanes by the number of chunks, columns
 * by what threads that leaves.
 */
export function finaliseTiling(chunks: number, channels: number, maxLanes = maxThreads): RowTiling {
  const wanted = 2 ** Math.ceil(Math.log2(chunks / chunksPerThread));
  const lanes = Math.min(maxThreads, Math.max(fewestFinaliseLanes, wanted));
  return rowTiling(chunks, channels, { columns: maxThreads / lanes, lanes: Math.min(lanes, maxLanes) });
}

/** Workgroup memory `means`, `squares` and `counts`, one of each a thread, and `join(a, b)`, which adds b's part to a's. */
export const chanJoin = (tiling: RowTiling): string => `
var<workgroup> means: array<${tiling.type}, ${threadsOf(tiling)}>;
var<workgroup> squares: array<${tiling.type}, ${threadsOf(tiling)}>;
var<workgroup> counts: array<f32, ${threadsOf(tiling)}>;

fn join(a: u32, b: u32) {
  let count = counts[a] + counts[b];
  let share = counts[b] / max(count, 1.0);
  let apart = means[b] - means[a];
  means[a] += apart * share;
  squares[a] += squares[b] + apart * apart * (counts[a] * share);
  counts[a] = count;
}
`;

/** Workgroup memory `first` and `second`, and `join(a, b)` that adds b's sums to a's. */
export const sumJoin = (tiling: RowTiling): string => `
var<workgroup> first: array<${tiling.type}, ${threadsOf(tiling)}>;
var<workgroup> second: array<${tiling.type}, ${threadsOf(tiling)}>;

fn join(a: u32, b: u32) {
  first[a] += first[b];
  second[a] += second[b];
}
`;
