/** Whether a pass of a convolution was computed right: some places of its result against float64 sums of the test values. */
import { type ConvShape, convElements, convStorage } from './kernels/convShape.ts';
import { testValueAt } from './kernels/testValues.ts';
import type { ConvPass } from './kernels/tiled/choice.ts';
import type { Storage } from './storage.ts';

/** Elements of a tensor of a pass and how they are stored. */
interface Stored {
  readonly elements: number;
  readonly storage: Storage;
}

/** The tensors of a pass, in the roles that a plan gives them. */
export function passTensors(s: ConvShape, pass: ConvPass): Record<'first' | 'second' | 'result', Stored> {
  const n = convElements(s);
  const storage = convStorage(s);
  const x = { elements: n.x, storage: storage.x };
  const filter = { elements: n.filter, storage: storage.filter };
  const y = { elements: n.y, storage: storage.y };
  switch (pass) {
    case 'forward':
      return { first: x, second: filter, result: y };
    case 'inputGradient':
      return { first: y, second: filter, result: x };
    case 'filterGradient':
      return { first: x, second: y, result: { elements: n.filter, storage: 'float32' } };
  }
  return pass satisfies never;
}

/** Seeds of the test values of a pass's inputs. */
export const seeds = { first: 1, second: 1_000_003 } as const;

/** The element of a pass's result at a flat index, in float64, where the inputs are test values. */
function expectedAt(s: ConvShape, pass: ConvPass, index: number): number {
  const { kernel: k, stride, padding, inChannels: ci, outChannels: co } = s;
  const xAt = (n: number, y: number, x: number, c: number): number =>
    y < 0 || x < 0 || y >= s.inHeight || x >= s.inWidth
      ? -1
      : ((n * s.inHeight + y) * s.inWidth + x) * ci + c;
  const yAt = (n: number, y: number, x: number, c: number): number =>
    ((n * s.outHeight + y) * s.outWidth + x) * co + c;
  let sum = 0;
  const addProduct = (i: number, j: number): void => {
    if (i >= 0 && j >= 0) sum += testValueAt(i, seeds.first) * testValueAt(j, seeds.second);
  };
  if (pass === 'forward') {
    const c = index % co;
    const x = Math.floor(index / co) % s.outWidth;
    const y = Math.floor(index / co / s.outWidth) % s.outHeight;
    const n = Math.floor(index / co / s.outWidth / s.outHeight);
    for (let tap = 0; tap < k * k; tap++) {
      for (let i = 0; i < ci; i++) {
        const from = xAt(n, y * stride + Math.floor(tap / k) - padding, x * stride + (tap % k) - padding, i);
        addProduct(from, (tap * ci + i) * co + c);
      }
    }
  } else if (pass === 'inputGradient') {
    const c = index % ci;
    const x = Math.floor(index / ci) % s.inWidth;
    const y = Math.floor(index / ci / s.inWidth) % s.inHeight;
    const n = Math.floor(index / ci / s.inWidth / s.inHeight);
    for (let tap = 0; tap < k * k; tap++) {
      const oy = (y + padding - Math.floor(tap / k)) / stride;
      const ox = (x + padding - (tap % k)) / stride;
      const inside =
        Number.isInteger(oy) &&
        Number.isInteger(ox) &&
        oy >= 0 &&
        ox >= 0 &&
        oy < s.outHeight &&
        ox < s.outWidth;
      if (inside) for (let o = 0; o < co; o++) addProduct(yAt(n, oy, ox, o), (tap * ci + c) * co + o);
    }
  } else {
    const o = index % co;
    const i = Math.floor(index / co) % ci;
    const tap = Math.floor(index / co / ci);
    for (let n = 0; n < s.batch; n++) {
      for (let y = 0; y < s.outHeight; y++) {
        for (let x = 0; x < s.outWidth; x++) {
          const from = xAt(
            n,
            y * stride + Math.floor(tap / k) - padding,
            x * stride + (tap % k) - padding,
            i,
          );
          addProduct(from, yAt(n, y, x, o));
        }
      }
    }
  }
  return sum;
}

/** Products of float64 that a check costs at most, about a tenth of a second, where that leaves some places. */
const mostProducts = 4e6;
const [fewestPlaces, mostPlaces] = [8, 26];

/** Places of a result and what is right there. */
export interface ConvCheck {
  readonly places: readonly number[];
  /**
   * Copies what is at the places, a word each.
   * @param to at least `bytes` long
   */
  copy(encoder: GPUCommandEncoder, result: GPUBuffer, to: GPUBuffer): void;
  readonly bytes: number;
  /** @param words what was copied */
  isRight(words: ArrayBuffer): boolean;
}

/** The half with these 16 bits. */
function fromHalf(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 31
      ? fraction
        ? Number.NaN
        : Number.POSITIVE_INFINITY
      : exponent === 0
        ? fraction * 2 ** -24
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/** Both ends of a result are checked, and places between that fall on every kind of border. */
export function convCheck(s: ConvShape, pass: ConvPass): ConvCheck {
  const { elements, storage } = passTensors(s, pass).result;
  const terms =
    pass === 'filterGradient'
      ? s.batch * s.outHeight * s.outWidth
      : s.kernel ** 2 * (pass === 'forward' ? s.inChannels : s.outChannels);
  const count = Math.max(fewestPlaces, Math.min(mostPlaces, Math.floor(mostProducts / terms)));
  const between = Array.from({ length: count - 2 }, (_, i) => Math.floor(((i * 0.628_034) % 1) * elements));
  const places = [0, elements - 1, ...between];
  const expected = places.map((place) => expectedAt(s, pass, place));
  const scale = Math.max(...expected.map(Math.abs), 1e-6);
  const halves = storage === 'float16';
  // Halves are rounded to 11 bits as they are stored; the inputs are exact in either storage.
  const tolerance = (halves ? 1e-3 : 1e-4) * scale;
  return {
    places,
    bytes: 4 * places.length,
    copy: (encoder, result, to) => {
      places.forEach((place, i) => {
        encoder.copyBufferToBuffer(result, 4 * (halves ? place >> 1 : place), to, 4 * i, 4);
      });
    },
    isRight: (words) => {
      const bits = new DataView(words);
      return places.every((place, i) => {
        const got = halves
          ? fromHalf(bits.getUint16(4 * i + 2 * (place % 2), true))
          : bits.getFloat32(4 * i, true);
        return Math.abs(got - expected[i]!) <= tolerance;
      });
    },
  };
}
