/**
 * The safetensors container: eight bytes of header length, a JSON header, then the raw little-endian tensors.
 * https://huggingface.co/docs/safetensors. Knows numbers and names, not networks (see stateFile.ts).
 */

/** A tensor in row-major order. I64 is there for PyTorch's counters, both whole types for labels. */
export type FileTensor = { readonly name: string; readonly shape: readonly number[] } & (
  | { readonly dtype: 'F32'; readonly data: Float32Array }
  | { readonly dtype: 'I32'; readonly data: Int32Array }
  | { readonly dtype: 'I64'; readonly data: BigInt64Array }
);

export interface SafetensorsFile {
  readonly tensors: readonly FileTensor[];
  /** Free text by key, the header's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is not what it should be. The message is one sentence. */
export class SafetensorsError extends Error {
  override name = 'SafetensorsError';
}

const lengthBytes = 8;
/** As the format's own reader: a longer header is not a header. */
const longestHeader = 100_000_000;
const itemBytes = { F32: 4, I32: 4, I64: 8 } as const;
const metadataKey = '__metadata__';

const product = (shape: readonly number[]): number => shape.reduce((all, n) => all * n, 1);

/** @throws SafetensorsError when two tensors share a name or a shape does not fit its data. */
export function writeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header[metadataKey] = metadata;
  // Wide items first: all stay aligned to their size.
  const order = [...tensors].sort((a, b) => itemBytes[b.dtype] - itemBytes[a.dtype]);
  let end = 0;
  for (const { name, dtype, shape, data } of order) {
    if (Object.hasOwn(header, name)) throw new SafetensorsError(`Two tensors are called "${name}".`);
    if (product(shape) !== data.length) {
      throw new SafetensorsError(
        `"${name}" has ${data.length} values, but its shape [${shape.join(', ')}] asks for ${product(shape)}.`,
      );
    }
    header[name] = { dtype, shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json);
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, lengthBytes);
  bytes.fill(0x20, lengthBytes + text.length, lengthBytes + padded);
  let at = lengthBytes + padded;
  for (const { data } of order) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < lengthBytes) {
    throw new SafetensorsError(`This is not a safetensors file: it has only ${bytes.length} bytes.`);
  }
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const start = lengthBytes + length;
  if (length > longestHeader || start > bytes.length) {
    throw new SafetensorsError(
      `This is not a safetensors file, or it is cut short: its header should take ${length} bytes, the file has ${bytes.length}.`,
    );
  }
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(lengthBytes, start)));
  } catch {
    throw new SafetensorsError('This is not a safetensors file: its header is not JSON.');
  }
  if (!isRecord(header))
    throw new SafetensorsError('This is not a safetensors file: its header is not an object.');
  return { header, start };
}

function readMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value) || !Object.values(value).every((text) => typeof text === 'string')) {
    throw new SafetensorsError('The metadata of this safetensors file must be text by key.');
  }
  return value as Record<string, string>;
}

interface Entry {
  readonly name: string;
  readonly dtype: FileTensor['dtype'];
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

function readEntry(name: string, value: unknown, dataBytes: number): Entry {
  const bad = (why: string) => new SafetensorsError(`The tensor "${name}" of this safetensors file ${why}.`);
  if (!isRecord(value)) throw bad('is not described by an object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (dtype !== 'F32' && dtype !== 'I32' && dtype !== 'I64') {
    throw bad(`is of type ${String(dtype)}, but only F32, I32 and I64 can be read: save it as float32`);
  }
  if (!isCounts(shape)) throw bad('has a shape that is not a list of whole numbers');
  const [begin, end] = isCounts(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined || begin > end) throw bad('has no pair of rising offsets');
  if (end > dataBytes)
    throw bad(`should end at byte ${end} of the data, but there are ${dataBytes}: it is cut short`);
  const needed = product(shape) * itemBytes[dtype];
  if (end - begin !== needed) throw bad(`takes ${end - begin} bytes, but its shape asks for ${needed}`);
  return { name, dtype, shape, begin, end };
}

/** Tensors must follow each other without gaps and fill the file: nothing hides between them. */
function checkCover(entries: readonly Entry[], dataBytes: number): void {
  let at = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) {
      const what = begin < at ? 'overlaps the one before' : 'leaves a gap before it';
      throw new SafetensorsError(`The tensor "${name}" of this safetensors file ${what}.`);
    }
    at = end;
  }
  if (at !== dataBytes) {
    throw new SafetensorsError(`This safetensors file has ${dataBytes - at} bytes that belong to no tensor.`);
  }
}

/**
 * Reads a whole file. The tensors are copies, in the order of the header.
 * @throws SafetensorsError with one sentence when anything about the file is wrong.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, start } = readHeader(bytes);
  const { [metadataKey]: metadata, ...rest } = header;
  const dataBytes = bytes.length - start;
  const entries = Object.entries(rest).map(([name, value]) => readEntry(name, value, dataBytes));
  checkCover(entries, dataBytes);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): FileTensor => {
    // A copy of its own is aligned to any item. Not `slice`: Node's Buffer, which is a Uint8Array too, shares memory there.
    const { buffer } = new Uint8Array(bytes.subarray(start + begin, start + end));
    switch (dtype) {
      case 'F32':
        return { name, dtype, shape, data: new Float32Array(buffer) };
      case 'I32':
        return { name, dtype, shape, data: new Int32Array(buffer) };
      case 'I64':
        return { name, dtype, shape, data: new BigInt64Array(buffer) };
      default:
        return dtype satisfies never;
    }
  });
  return { tensors, metadata: readMetadata(metadata) };
}
