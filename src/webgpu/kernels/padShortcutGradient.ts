/**
 * Gradient of the shortcut without parameters: the pixels it took get their gradient, all others none. A thread keeps to
 * one column of four channels of dx and takes several of its rows (rows.ts).
 *
 * Reads dy [N, H′, W′, before + C + after], addend? [N, H, W, C]. Writes dx [N, H, W, C].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { inQuads, type PadShape } from './padShortcut.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: dy, addend (with an addend only), dx.
 * @param addend Adds a tensor like dx.
 */
export function padShortcutGradient(s: PadShape, addend = false): Kernel {
  const wide = s.before + s.channels + s.after;
  const rows = s.batch * s.inHeight * s.inWidth;
  const tiling = rowTiling(rows, s.channels, { scalar: !inQuads(s) });
  const { type, columns } = tiling;
  const width = s.channels / columns;
  const array = `array<${type}>`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let ix = row % ${s.inWidth}u;
    let line = row / ${s.inWidth}u;
    let iy = line % ${s.inHeight}u;
    let oy = (line / ${s.inHeight}u) * ${s.outHeight}u + iy / ${s.stride}u;
    let source = (oy * ${s.outWidth}u + ix / ${s.stride}u) * ${wide / width}u + ${s.before / width}u + column;
    var value = ${addend ? 'addend[at]' : `${type}()`};
    if (iy % ${s.stride}u == 0u && ix % ${s.stride}u == 0u) { value += dy[source]; }
    dx[at] = value;`,
  );
  return makeKernel({
    name: 'pad_shortcut_gradient',
    bindings: [read('dy', array), ...(addend ? [read('addend', array)] : []), write('dx', array)],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}${loop}}
`,
    workgroups,
    flops: addend ? rows * s.channels : 0,
    bytes: 4 * s.channels * ((addend ? 2 : 1) * rows + s.batch * s.outHeight * s.outWidth),
    ...(addend ? {} : { withAddend: () => padShortcutGradient(s, true) }),
  });
}
