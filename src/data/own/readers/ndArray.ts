/** Arrays as NumPy stores them: what their numbers are as pictures or as labels. */
import type { Pixels } from '../found.ts';

export interface NdArray {
  /** As NumPy writes it, such as `|u1` or `<f4`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The first index changing slowest. */
  readonly data: Uint8Array;
}

type Read = (view: DataView, at: number, little: boolean) => number;

const kinds: Readonly<Record<string, Read>> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/** Bytes of a number; undefined for what holds no numbers. */
export const itemBytes = (dtype: string): number | undefined =>
  kinds[dtype.slice(-2)] ? Number(dtype.slice(-1)) : undefined;

export const valuesIn = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Reads numbers by their place; undefined where the array holds none, or not as many as its shape says. */
function numbersOf({ dtype, shape, data }: NdArray): ((index: number) => number) | undefined {
  const read = kinds[dtype.slice(-2)];
  const bytes = itemBytes(dtype);
  const count = valuesIn(shape);
  if (!read || bytes === undefined || !Number.isSafeInteger(count) || count * bytes > data.length)
    return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const little = !dtype.startsWith('>');
  return (index) => read(view, index * bytes, little);
}

/** A class number each: whole numbers in a column, or a row for each with a one at its class. */
export function labelsIn(array: NdArray): number[] | undefined {
  const at = numbersOf(array);
  const [count = 0, width = 1, ...more] = array.shape;
  if (!at || array.shape.length === 0 || more.length > 0) return undefined;
  const labels = Array.from({ length: count }, (_, i) => {
    if (width === 1) return at(i);
    let best = 0;
    for (let c = 1; c < width; c++) if (at(i * width + c) > at(i * width + best)) best = c;
    return best;
  });
  return labels.every((label) => Number.isInteger(label)) ? labels : undefined;
}

interface Shape {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** Whether channels come before rows. */
  readonly planar: boolean;
}

const channelsFrom = (n: number | undefined): 1 | 3 | 4 | undefined =>
  n === 1 || n === 3 || n === 4 ? n : undefined;

/** Side of a square with so many pixels; undefined where there is none. */
function sideOf(pixels: number): number | undefined {
  const side = Math.round(Math.sqrt(pixels));
  return side > 0 && side * side === pixels ? side : undefined;
}

/** How an array of so many numbers a picture is laid out, where only their number is known. */
export function squareShape(values: number): Omit<Shape, 'count'> | undefined {
  const grey = sideOf(values);
  if (grey !== undefined) return { width: grey, height: grey, channels: 1, planar: false };
  const colour = sideOf(values / 3);
  return colour === undefined ? undefined : { width: colour, height: colour, channels: 3, planar: true };
}

function shapeOf([count = 0, a = 0, b = 0, c]: readonly number[], rank: number): Shape | undefined {
  if (rank === 2) {
    const square = squareShape(a);
    return square && { count, ...square };
  }
  if (rank === 3) return { count, height: a, width: b, channels: 1, planar: false };
  if (rank !== 4 || c === undefined) return undefined;
  // Where both could be: rows and columns of most pictures are as many.
  const last = channelsFrom(a) !== undefined && a !== b && b === c ? undefined : channelsFrom(c);
  if (last !== undefined) return { count, height: a, width: b, channels: last, planar: false };
  const first = channelsFrom(a);
  return first === undefined ? undefined : { count, height: b, width: c, channels: first, planar: true };
}

/** Numbers that are looked at to tell what black and white are. */
const looked = 2 ** 20;

/** What makes a byte of a number: pixels are stored as bytes, or from 0 or −1 to 1. */
function scaleOf(array: NdArray, at: (index: number) => number): ((value: number) => number) | undefined {
  if (array.dtype.endsWith('u1')) return (value) => value;
  let [least, most] = [0, 0];
  for (let i = 0; i < Math.min(looked, valuesIn(array.shape)); i++) {
    const value = at(i);
    if (!Number.isFinite(value)) return undefined;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const clamped = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  if (least < -1 || most > 255) return undefined;
  if (least < 0) return most <= 1 ? (value) => clamped((value + 1) * 127.5) : undefined;
  return most <= 1 ? (value) => clamped(value * 255) : clamped;
}

export interface ArrayPictures {
  readonly count: number;
  read(index: number): Pixels;
}

/** The pictures of an array; undefined where it has none. */
export function picturesIn(array: NdArray): ArrayPictures | undefined {
  const at = numbersOf(array);
  const shape = shapeOf(array.shape, array.shape.length);
  const scale = at && scaleOf(array, at);
  if (!at || !shape || !scale || shape.width < 1 || shape.height < 1) return undefined;
  const { count, width, height, channels, planar } = shape;
  const values = width * height * channels;
  const read = (index: number): Pixels => {
    const data = new Uint8Array(values);
    const from = index * values;
    for (let i = 0; i < values; i++) {
      const place = planar ? (i % channels) * width * height + Math.floor(i / channels) : i;
      data[i] = scale(at(from + place));
    }
    return { width, height, channels, data };
  };
  return { count, read };
}
