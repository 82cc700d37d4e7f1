/** Tiles of outputs that a Winograd convolution computes at once, and the entry point that its transforms share. */
import { ceilDiv, flatWorkgroups, type Workgroups } from '../../kernel.ts';
import type { Storage } from '../../storage.ts';
import { pointsOf, type TileOutputs } from './matrices.ts';

/** Pictures of `height` × `width` outputs, cut into tiles of m × m; those at the lower and right edge may reach beyond. */
export interface TileGrid {
  readonly m: TileOutputs;
  /** Inputs and products along one side of a tile. */
  readonly n: number;
  readonly height: number;
  readonly width: number;
  readonly rows: number;
  readonly columns: number;
  /** Tiles of the whole batch. */
  readonly count: number;
}

export function tileGrid(m: TileOutputs, batch: number, height: number, width: number): TileGrid {
  const [rows, columns] = [ceilDiv(height, m), ceilDiv(width, m)];
  return { m, n: pointsOf(m), height, width, rows, columns, count: batch * rows * columns };
}

const threads = 64;

/**
 * An entry point of one thread for each of `work` places, which know theirs as `place`. Where the places fill their
 * workgroups, nothing is conditional: software adapters load and store several times faster outside of all branches.
 */
export function entry(work: number, compute: string): { body: string; workgroups: Workgroups } {
  const { workgroups, snippet } = flatWorkgroups(ceilDiv(work, threads));
  const [x, y] = workgroups;
  const guard = x * y * threads === work ? '' : `  if (place >= ${work}u) { return; }\n`;
  return {
    workgroups,
    body: `${snippet}@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let place = flat_workgroup(w) * ${threads}u + local;
${guard}${compute}
}\n`,
  };
}

/**
 * How a transform takes the channels of a feature map: singly, which neighbouring threads do side by side. Four at a time
 * would need four times the registers and four times the code, more than 144 numbers a thread for m = 4. Halves are
 * written in fours all the same, since threads that write single ones would share words.
 */
export const channelsOf = (storage: Storage): { type: 'f32' | 'vec4f'; width: number } =>
  storage === 'float16' ? { type: 'vec4f', width: 4 } : { type: 'f32', width: 1 };

/** WGSL that takes a place apart: one of `channels` of a tile, the channels first, and where the tile's outputs begin. */
export const tileOfPlace = (grid: TileGrid, channels: number): string => `let channel = place % ${channels}u;
let tile = place / ${channels}u;
let image = tile / ${grid.rows * grid.columns}u;
let top = tile % ${grid.rows * grid.columns}u / ${grid.columns}u * ${grid.m}u;
let left = tile % ${grid.columns}u * ${grid.m}u;`;
