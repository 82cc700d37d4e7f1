/**
 * Gradient of the shortcut without parameters: the pixels it took get their gradient, all others none. A thread keeps to
 * one column of four channels of dx and takes several of its rows (rows.ts); channels come one by one where columns of
 * dx are none of dy.
 *
 * Reads dy [N, H′, W′, before + C + after], addend? [N, H, W, C]. Writes dx [N, H, W, C].
 */
import { type Kernel, makeKernel, range, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { inQuads, type PadShape } from './padShortcut.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: dy, addend (with an addend only), dx.
 * @param wanted How all of them are stored.
 * @param addend Adds a tensor like dx.
 */
export function padShortcutGradient(s: PadShape, wanted: Storage = 'float32', addend = false): Kernel {
  const wide = s.before + s.channels + s.after;
  const rows = s.batch * s.inHeight * s.inWidth;
  const tiling = rowTiling(rows, s.channels);
  const { type, columns } = tiling;
  const unit = inQuads(s) ? 4 : 1;
  const parts = range(s.channels / columns / unit).map((j) => `load_dy(source + ${j}u)`);
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let ix = row % ${s.inWidth}u;
    let line = row / ${s.inWidth}u;
    let iy = line % ${s.inHeight}u;
    let oy = (line / ${s.inHeight}u) * ${s.outHeight}u + iy / ${s.stride}u;
    let pixel = (oy * ${s.outWidth}u + ix / ${s.stride}u) * ${wide / unit}u;
    let source = pixel + ${s.before / unit}u + column * ${parts.length}u;
    var value = ${addend ? 'load_addend(at)' : `${type}()`};
    if (iy % ${s.stride}u == 0u && ix % ${s.stride}u == 0u) { value += ${type}(${parts.join(', ')}); }
    store_dx(at, value);`,
  );
  const [storage, inputStorage] = [storageFor(wanted, s.channels), storageFor(wanted, wide)];
  const taken = s.channels * s.batch * s.outHeight * s.outWidth;
  return makeKernel({
    name: 'pad_shortcut_gradient',
    bindings: [
      readElements('dy', unit === 4 ? 'vec4f' : 'f32', inputStorage),
      ...(addend ? [readElements('addend', type, storage)] : []),
      writeElements('dx', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}${loop}}
`,
    workgroups,
    flops: addend ? rows * s.channels : 0,
    bytes:
      bytesPerElement(storage) * s.channels * (addend ? 2 : 1) * rows + bytesPerElement(inputStorage) * taken,
    ...(addend ? {} : { withAddend: () => padShortcutGradient(s, wanted, true) }),
  });
}
