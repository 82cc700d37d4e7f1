/**
 * The shortcut without parameters (option A of He et al. 2015): every `stride`-th pixel, with zero channels before and
 * after. A thread keeps to one column of four channels of y and takes several of its rows (rows.ts); where zeros and
 * values share columns, it loads the channels one by one.
 *
 * Reads x [N, H, W, C]. Writes y [N, H′, W′, before + C + after].
 */
import { type Kernel, makeKernel, range, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
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

/**
 * Bindings: x, y.
 * @param wanted How both are stored.
 */
export function padShortcut(s: PadShape, wanted: Storage = 'float32'): Kernel {
  const wide = s.before + s.channels + s.after;
  const rows = s.batch * s.outHeight * s.outWidth;
  const tiling = rowTiling(rows, wide);
  const { type, columns } = tiling;
  const unit = inQuads(s) ? 4 : 1;
  const parts = range(wide / columns / unit);
  const part = parts.length > 1 ? (j: number): string => `value.${'xyzw'[j]}` : (): string => 'value';
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let ox = row % ${s.outWidth}u;
    let line = row / ${s.outWidth}u;
    let iy = (line / ${s.outHeight}u) * ${s.inHeight}u + (line % ${s.outHeight}u) * ${s.stride}u;
    let pixel = (iy * ${s.inWidth}u + ox * ${s.stride}u) * ${s.channels / unit}u;
    var value = ${type}();
    ${parts
      .map((j) => `if (from${j} < ${s.channels / unit}u) { ${part(j)} = load_x(pixel + from${j}); }`)
      .join('\n    ')}
    store_y(at, value);`,
  );
  const [inputStorage, storage] = [storageFor(wanted, s.channels), storageFor(wanted, wide)];
  // A channel of the zeros before comes out as a number above all channels.
  const sources = parts.map(
    (j) => `  let from${j} = column * ${parts.length}u + ${j}u - ${s.before / unit}u;\n`,
  );
  return makeKernel({
    name: 'pad_shortcut',
    bindings: [
      readElements('x', unit === 4 ? 'vec4f' : 'f32', inputStorage),
      writeElements('y', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}${sources.join('')}${loop}}
`,
    workgroups,
    flops: 0,
    bytes: rows * (bytesPerElement(storage) * wide + bytesPerElement(inputStorage) * s.channels),
  });
}
