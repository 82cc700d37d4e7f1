/**
 * The wire format of protocol buffers, writing only: what ONNX and TensorBoard need and no more. A message is kept as a list of parts
 * until the end, so that weights are copied once however deep they lie.
 * https://protobuf.dev/programming-guides/encoding
 */

/** Fields of a message, encoded. */
export interface Encoded {
  readonly parts: readonly Uint8Array[];
  /** Bytes in all. */
  readonly length: number;
}

const wire = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;
type Wire = (typeof wire)[keyof typeof wire];

const encodedOf = (...parts: Uint8Array[]): Encoded => ({
  parts,
  length: parts.reduce((sum, part) => sum + part.length, 0),
});

/** Seven bits a byte, the lowest first. Negative numbers take ten bytes, as int64 does. */
function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  // Nearly all are small, and those of a long run are hundreds of thousands.
  if (typeof value === 'number' && value >= 0 && value < 2 ** 31) {
    let small = value;
    for (; small > 0x7f; small >>>= 7) bytes.push((small & 0x7f) | 0x80);
    bytes.push(small);
    return Uint8Array.from(bytes);
  }
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const more = rest > 0x7fn;
    bytes.push(Number(rest & 0x7fn) | (more ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

const key = (field: number, type: Wire): Uint8Array => varint(field * 8 + type);

/** int32, int64 or an enum. */
export const integerField = (field: number, value: number | bigint): Encoded =>
  encodedOf(key(field, wire.varint), varint(value));

export function floatField(field: number, value: number): Encoded {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return encodedOf(key(field, wire.fixed32), bytes);
}

export function doubleField(field: number, value: number): Encoded {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return encodedOf(key(field, wire.fixed64), bytes);
}

export const bytesField = (field: number, bytes: Uint8Array): Encoded =>
  encodedOf(key(field, wire.delimited), varint(bytes.length), bytes);

const encoder = new TextEncoder();

export const textField = (field: number, text: string): Encoded => bytesField(field, encoder.encode(text));

/** A repeated int64 in one piece. */
export const integersField = (field: number, values: readonly number[]): Encoded =>
  bytesField(field, toBytes(encodedOf(...values.map(varint))));

export const messageField = (field: number, message: Encoded): Encoded => ({
  parts: [key(field, wire.delimited), varint(message.length), ...message.parts],
  length: key(field, wire.delimited).length + varint(message.length).length + message.length,
});

/** Fields one after the other: a message, or a part of one. */
export const fields = (...list: readonly Encoded[]): Encoded => ({
  parts: list.flatMap(({ parts }) => parts),
  length: list.reduce((sum, { length }) => sum + length, 0),
});

export function toBytes({ parts, length }: Encoded): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
