/**
 * Numbers of other types as one of ours: the half and bfloat16 that weights are shared in, PyTorch's double, the eight-bit
 * floats, and whole numbers, which `load_state_dict` takes for weights and counters alike.
 */

/** Which of our types holds all values of another one; F64 is rounded. */
export const otherTypes = {
  F64: 'F32',
  F16: 'F32',
  BF16: 'F32',
  F8_E5M2: 'F32',
  F8_E4M3: 'F32',
  BOOL: 'I32',
  U8: 'I32',
  I8: 'I32',
  U16: 'I32',
  I16: 'I32',
  U32: 'I64',
} as const;
export type OtherType = keyof typeof otherTypes;
type Of<T extends 'F32' | 'I32' | 'I64'> = {
  [K in OtherType]: (typeof otherTypes)[K] extends T ? K : never;
}[OtherType];
export type OtherFloat = Of<'F32'>;

export const isOtherType = (dtype: string): dtype is OtherType => Object.hasOwn(otherTypes, dtype);
export const isOtherFloat = (dtype: OtherType): dtype is OtherFloat => otherTypes[dtype] === 'F32';

/** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. Exact in float32. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * E4M3 as in Micikevicius et al. 2022, FP8 Formats for Deep Learning: one sign bit, four of exponent, three of fraction; no
 * infinities, and NaN where all but the sign are ones.
 */
function fromE4M3(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 0xf;
  const fraction = bits & 7;
  if (exponent === 0xf && fraction === 7) return Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (1 + fraction / 8) * 2 ** (exponent - 7);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @param bytes Little-endian numbers, as many as the float's width divides. */
export function toFloat32(dtype: OtherFloat, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = viewOf(bytes);
  switch (dtype) {
    case 'F64':
      return Float32Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
    case 'F16':
      return Float32Array.from({ length: bytes.length / 2 }, (_, i) => fromHalf(view.getUint16(i * 2, true)));
    case 'BF16': {
      // The upper half of a float32, bit by bit: a conversion of numbers would quieten signalling NaNs.
      const bits = Uint32Array.from(
        { length: bytes.length / 2 },
        (_, i) => view.getUint16(i * 2, true) << 16,
      );
      return new Float32Array(bits.buffer);
    }
    case 'F8_E5M2':
      // The upper half of a half.
      return Float32Array.from(bytes, (byte) => fromHalf(byte << 8));
    case 'F8_E4M3':
      return Float32Array.from(bytes, fromE4M3);
    default:
      return dtype satisfies never;
  }
}

/** @param bytes As of `toFloat32`. */
export function toInt32(dtype: Of<'I32'>, bytes: Uint8Array): Int32Array<ArrayBuffer> {
  const view = viewOf(bytes);
  switch (dtype) {
    case 'BOOL':
    case 'U8':
      return Int32Array.from(bytes);
    case 'I8':
      return Int32Array.from(bytes, (_, i) => view.getInt8(i));
    case 'U16':
      return Int32Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(i * 2, true));
    case 'I16':
      return Int32Array.from({ length: bytes.length / 2 }, (_, i) => view.getInt16(i * 2, true));
    default:
      return dtype satisfies never;
  }
}

/** @param bytes Of U32. */
export function toInt64(bytes: Uint8Array): BigInt64Array<ArrayBuffer> {
  const view = viewOf(bytes);
  return BigInt64Array.from({ length: bytes.length / 4 }, (_, i) => BigInt(view.getUint32(i * 4, true)));
}
