/** A file of one array, as NumPy saves it (NEP 1, versions 1 to 3): a mark, a header that is a Python dictionary of three keys, the numbers. Never an object. */
import { letters, startsWith } from '../../pictureFiles/bytes.ts';
import { itemBytes, type NdArray, valuesIn } from './ndArray.ts';

const mark = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const isNpy = (head: Uint8Array): boolean => startsWith(head, mark);

/** Rows first, of an array whose first index changes fastest. */
function rowsFirst(data: Uint8Array, shape: readonly number[], bytes: number): Uint8Array {
  const result = new Uint8Array(data.length);
  const strides: number[] = [];
  let stride = 1;
  for (const n of shape) {
    strides.push(stride);
    stride *= n;
  }
  const index = shape.map(() => 0);
  for (let i = 0; i < stride; i++) {
    const from = index.reduce((sum, n, axis) => sum + n * (strides[axis] as number), 0) * bytes;
    result.set(data.subarray(from, from + bytes), i * bytes);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return result;
}

/** @returns undefined where it is none, is cut short, or holds something else than numbers. */
export function readNpy(bytes: Uint8Array): NdArray | undefined {
  if (!isNpy(bytes)) return undefined;
  const long = (bytes[6] ?? 0) > 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return undefined;
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (long ? 12 : 10) + length;
  const header = letters(bytes, long ? 12 : 10, Math.min(length, 4096));
  const dtype = /'descr':\s*'([<>|=][a-z]\d+)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  const fortran = /'fortran_order':\s*True/.test(header);
  const size = dtype === undefined ? undefined : itemBytes(dtype);
  if (dtype === undefined || shape === undefined || size === undefined) return undefined;
  const sides = shape
    .split(',')
    .map((n) => n.trim())
    .filter((n) => n !== '')
    .map(Number);
  const needed = valuesIn(sides) * size;
  if (!(start + needed <= bytes.length)) return undefined;
  const data = bytes.subarray(start, start + needed);
  return { dtype, shape: sides, data: fortran && sides.length > 1 ? rowsFirst(data, sides, size) : data };
}
