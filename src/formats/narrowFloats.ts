/** Floats of other widths as float32: the half and bfloat16 that weights are shared in, and PyTorch's double. */

export const otherFloats = ['F64', 'F16', 'BF16'] as const;
export type OtherFloat = (typeof otherFloats)[number];

/** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. Exact in float32. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** @param bytes Little-endian numbers, as many as the float's width divides. */
export function toFloat32(dtype: OtherFloat, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
    default:
      return dtype satisfies never;
  }
}
