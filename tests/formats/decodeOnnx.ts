/**
 * What a test needs of an ONNX file: its nodes, its stored tensors and its metadata, by the field numbers of onnx.proto. Written apart
 * from the writer in src/formats/onnx.
 */

interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** The fields of a message, whose types are varint (0), bytes (2) and 32 bits (5). */
function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const type = key % 8;
    if (type === 0) {
      fields.push({ number, value: varint() });
      continue;
    }
    if (type !== 2 && type !== 5) throw new Error(`Field ${number} has the unknown type ${type}.`);
    const length = type === 2 ? varint() : 4;
    fields.push({ number, value: bytes.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

const all = (fields: readonly Field[], number: number): Uint8Array[] =>
  fields.flatMap((field) =>
    field.number === number && field.value instanceof Uint8Array ? [field.value] : [],
  );
const texts = (fields: readonly Field[], number: number): string[] =>
  all(fields, number).map((bytes) => new TextDecoder().decode(bytes));

/** Dimensions packed into one field: a varint each. */
const packed = (bytes: Uint8Array): number[] => {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte % 128) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    numbers.push(value);
    value = 0;
    scale = 1;
  }
  return numbers;
};

const elementTypes: Readonly<Record<number, string>> = { 1: 'float', 7: 'int64' };

export function decodeOnnx(file: Uint8Array) {
  const [graph = new Uint8Array()] = all(fieldsOf(file), 7);
  const fields = fieldsOf(graph);
  const nodes = all(fields, 1)
    .map(fieldsOf)
    .map((node) => ({
      op: texts(node, 4)[0] ?? '',
      inputs: texts(node, 1),
      output: texts(node, 2)[0] ?? '',
    }));
  const initializers = all(fields, 5)
    .map(fieldsOf)
    .map((tensor) => ({
      name: texts(tensor, 8)[0] ?? '',
      type: elementTypes[Number(tensor.find(({ number }) => number === 2)?.value)],
      shape: all(tensor, 1).flatMap(packed),
    }));
  const metadata: Record<string, string> = {};
  for (const entry of all(fieldsOf(file), 14).map(fieldsOf))
    metadata[texts(entry, 1)[0] ?? ''] = texts(entry, 2)[0] ?? '';
  return { nodes, initializers, metadata };
}
