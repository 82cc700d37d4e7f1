/**
 * How the threads of a workgroup share a matrix of rows × channels (NHWC: a row is a pixel). A workgroup is
 * `groupColumns` × `lanes` threads: a thread keeps to one column of four channels (one where they are no multiple of
 * four), so that what belongs to a channel is loaded once, and takes every `lanes`-th row. Adjacent threads read
 * adjacent addresses, and no index needs a division.
 */
import { ceilDiv, flatWorkgroups, type Workgroups } from '../kernel.ts';
import { type DeviceTraits, fewPassThreads } from '../traits.ts';

export interface RowTiling {
  readonly rows: number;
  readonly channels: number;
  /** WGSL type of a column's values. */
  readonly type: 'vec4f' | 'f32';
  /** Columns of a row. */
  readonly columns: number;
  /** Columns of a workgroup; the last group of columns may have fewer. */
  readonly groupColumns: number;
  readonly columnGroups: number;
  /** Rows that a workgroup works on at a time; a power of two. */
  readonly lanes: number;
}

const maxGroupColumns = 64;
/** Threads of a workgroup at most: every device takes so many. */
export const maxThreads = 256;

/** The greatest power of two up to n ≥ 1, and the least from n on. */
const powerBelow = (n: number): number => 2 ** Math.floor(Math.log2(n));
const powerAbove = (n: number): number => 2 ** Math.ceil(Math.log2(n));

/**
 * @param limits Fewer columns and lanes a workgroup than the device's 256 threads would hold.
 * @param width Channels of a column.
 */
export function rowTiling(
  rows: number,
  channels: number,
  limits: { columns?: number; lanes?: number } = {},
  width = channels % 4 === 0 ? 4 : 1,
): RowTiling {
  const columns = channels / width;
  const columnGroups = ceilDiv(columns, limits.columns ?? maxGroupColumns);
  const groupColumns = ceilDiv(columns, columnGroups);
  const lanes = Math.min(
    powerBelow(maxThreads / groupColumns),
    powerAbove(rows),
    limits.lanes ?? Number.POSITIVE_INFINITY,
  );
  const type = width === 4 ? 'vec4f' : 'f32';
  return { rows, channels, type, columns, groupColumns, columnGroups, lanes };
}

/** Number of threads of a workgroup. */
export const threadsOf = ({ groupColumns, lanes }: RowTiling): number => groupColumns * lanes;

/** The entry point's attributes and parameters: workgroup `w`, thread `t` (x: column, y: lane) and its flat `index`. */
export const rowEntry = ({ groupColumns, lanes }: RowTiling): string => `
@compute @workgroup_size(${groupColumns}, ${lanes})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_id) t: vec3u,
        @builtin(local_invocation_index) index: u32)`;

/**
 * Declares `column`, which is always in range, and `inside`: whether the thread has a column of its own. Groups of
 * columns are on z.
 */
export const columnOf = ({ columns, groupColumns, columnGroups }: RowTiling): string =>
  columns === groupColumns * columnGroups
    ? `  let column = w.z * ${groupColumns}u + t.x;
  let inside = true;\n`
    : `  let column = min(w.z * ${groupColumns}u + t.x, ${columns - 1}u);
  let inside = w.z * ${groupColumns}u + t.x < ${columns}u;\n`;

/**
 * Brings the lanes of a column together in a tree of eight branches a node: few barriers, fixed order. Afterwards lane
 * 0 has the result. `join(a, b)` is to add the values of thread b to those of thread a, in workgroup memory. Loops, not
 * unrolled: the code of a join is long, and compiling it once instead of a dozen times saves seconds on software
 * adapters. A single lane has the result already, without a barrier.
 */
export const reduceLanes = ({ lanes, groupColumns }: Pick<RowTiling, 'lanes' | 'groupColumns'>): string =>
  lanes === 1
    ? ''
    : `
  for (var live = ${lanes}u; live > 1u;) {
    let stride = max(live / 8u, 1u);
    workgroupBarrier();
    if (t.y < stride) {
      for (var other = stride; other < live; other += stride) { join(index, index + other * ${groupColumns}u); }
    }
    live = stride;
  }
`;

/** Where there are more rows than threads are wanted, each takes several, up to 16. */
const maxRowsPerThread = 16;

/** What passes over rows ask of a device. Default: no limit of lanes, few threads. */
export type RowTraits = Partial<Pick<DeviceTraits, 'reductionLanes' | 'passThreads'>>;

export interface EachRow {
  readonly workgroups: Workgroups;
  /** Module-level WGSL that the loop needs. */
  readonly declarations: string;
  /** The loop, for the end of `main`, after `columnOf`. */
  readonly loop: string;
}

/**
 * A loop over a thread's share of all rows.
 *
 * Its end is computed rather than known, so that compilers leave it a loop: unrolled, loads and stores of four
 * channels make a kernel that takes software adapters seconds to compile and runs no faster.
 * @param body WGSL for the element of `row` and `column`, at flat index `at` (in columns).
 * @param passThreads See `DeviceTraits`.
 */
export function eachRow(tiling: RowTiling, body: string, passThreads = fewPassThreads): EachRow {
  const { rows, columns, lanes, columnGroups } = tiling;
  const share = Math.round((rows * columns) / passThreads);
  const groupRows = lanes * Math.min(maxRowsPerThread, Math.max(1, share));
  const { workgroups, snippet } = flatWorkgroups(ceilDiv(rows, groupRows));
  const loop = `  if (!inside) { return; }
  let start = flat_workgroup(w) * ${groupRows}u;
  let end = min(start + ${groupRows}u, ${rows}u);
  for (var row = start + t.y; row < end; row += ${lanes}u) {
    let at = row * ${columns}u + column;
    ${body}
  }\n`;
  const [x, y] = workgroups;
  return { workgroups: [x, y, columnGroups], declarations: snippet, loop };
}
