/**
 * Mean and sum of squared deviations of a set in parts: how many rows of a batch form a part, and Chan, Golub and
 * LeVeque's formula (1979) that joins two parts. No difference of two large sums, so nothing cancels where the mean is
 * large. Shared by the kernels that make such parts and the one that joins them.
 */
import { ceilDiv } from '../kernel.ts';
import { type RowTiling, rowTiling, threadsOf } from './rows.ts';

export interface Chunks {
  /** Number of parts, at most 64. */
  readonly chunks: number;
  /** Rows of each part but the last, which has the rest. */
  readonly chunkRows: number;
}

const maxChunks = 64;
/** Rows a thread takes at least: what it loads besides them has to pay. */
const minRowsPerThread = 16;
/** Rows a thread loads before it adds them up. */
export const chunkUnroll = 2;

/**
 * How the reductions over the rows of a batch norm are cut; partial results are [chunks, 2, channels].
 * @param maxLanes Lanes that share a chunk at most, see `DeviceTraits.reductionLanes`.
 */
export function normChunks(rows: number, channels: number, maxLanes?: number): Chunks {
  const { lanes } = rowTiling(rows, channels, { lanes: maxLanes });
  const step = lanes * chunkUnroll;
  const wanted = Math.max(lanes * minRowsPerThread, rows / maxChunks);
  const chunkRows = step * ceilDiv(wanted, step);
  return { chunks: ceilDiv(rows, chunkRows), chunkRows };
}

/** Lanes that share the chunks of a column where they are joined. */
export const finaliseLanes = 16;

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
