/**
 * The shortcut without parameters (option A of He et al. 2015): every `stride`-th pixel, with zero channels before and
 * after. A thread keeps to one column of four channels of y and takes several of its rows (rows.ts).
 *
 * Reads x [N, H, W, C]. Writes y [N, H′, W′, before + C + after].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

export interface PadShape {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly channels: number;
  readonly stride: number;
  /** Zero channels before and after. */
  readonly before: number;
  readonly after: number;
}

/** Whether columns of four channels never mix zeros with values. */
export const inQuads = ({ channels, before, after }: PadShape): boolean =>
  [channels, before, after].every((n) => n % 4 === 0);

/** Bindings: x, y. */
export function padShortcut(s: PadShape): Kernel {
  const wide = s.before + s.channels + s.after;
  const rows = s.batch * s.outHeight * s.outWidth;
  const tiling = rowTiling(rows, wide, { scalar: !inQuads(s) });
  const { type, columns } = tiling;
  const width = wide / columns;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let ox = row % ${s.outWidth}u;
    let line = row / ${s.outWidth}u;
    let iy = (line / ${s.outHeight}u) * ${s.inHeight}u + (line % ${s.outHeight}u) * ${s.stride}u;
    let source = (iy * ${s.inWidth}u + ox * ${s.stride}u) * ${s.channels / width}u + channel;
    var value = ${type}();
    if (filled) { value = x[source]; }
    y[at] = value;`,
  );
  return makeKernel({
    name: 'pad_shortcut',
    bindings: [read('x', `array<${type}>`), write('y', `array<${type}>`)],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}  let filled = column >= ${s.before / width}u && column < ${(s.before + s.channels) / width}u;
  let channel = select(0u, column - ${s.before / width}u, filled);
${loop}}
`,
    workgroups,
    flops: 0,
    bytes: 4 * rows * (wide + s.channels),
  });
}
