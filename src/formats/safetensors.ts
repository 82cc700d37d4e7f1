/**
 * The safetensors container: eight bytes of header length, a JSON header, then the raw little-endian tensors.
 * https://huggingface.co/docs/safetensors. Knows numbers and names, not networks (see stateFile.ts).
 *
 * Files come from strangers, so that reading is strict: whatever two readers might understand in two ways is refused.
 */
import { parseStrictJson, StrictJsonError } from '../base/json.ts';
import type { FileProblem, HeaderFault, TensorFault } from '../problems/files.ts';
import { ProblemError } from '../problems/index.ts';
import { foreignFile, headBytes } from './foreignFile.ts';
import { isOtherFloat, isOtherType, type OtherType, toFloat32, toInt32, toInt64 } from './otherTypes.ts';

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

/** A file of which parts can be read without the rest. */
export interface Source {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `begin` up to, not including, `end`. @throws ProblemError when the file cannot be read any more. */
  readonly read: (begin: number, end: number) => Promise<Uint8Array>;
}

/** A file that is not what it should be. */
export class SafetensorsError extends ProblemError<FileProblem> {
  override name = 'SafetensorsError';
}

const lengthBytes = 8;
/** The deepest network has 28,866 tensors with the slots of AdamW, and their header takes 3.9 MB; averaged weights are half as many again. */
const mostTensors = 50_000;
const longestHeader = 16_000_000;
/** resnet152 with the slots of AdamW and averages takes 0.9 GB. A browser gives a page few gigabytes, and a run needs several copies. */
const largestFile = 2 ** 30;
/** The header, an entry, its shape. */
const deepestHeader = 3;
const highestRank = 8;
type Dtype = FileTensor['dtype'];
const itemBytes: Readonly<Record<Dtype | OtherType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
};
const metadataKey = '__metadata__';

/** NaN once the numbers are no longer exact, whatever zero may follow. */
const product = (shape: readonly number[]): number =>
  shape.reduce((all, n) => (Number.isSafeInteger(all * n) ? all * n : Number.NaN), 1);

/** Names that no reader can mistake: `__proto__` would vanish in many a JavaScript object. */
const isUsableName = (name: string): boolean => name !== '' && name !== '__proto__' && name !== metadataKey;

/** @throws SafetensorsError when a name is not usable, two tensors share one, or a shape does not fit its data. */
export function writeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header[metadataKey] = metadata;
  // Wide items first: all stay aligned to their size.
  const order = [...tensors].sort((a, b) => itemBytes[b.dtype] - itemBytes[a.dtype]);
  let end = 0;
  for (const { name, dtype, shape, data } of order) {
    if (!isUsableName(name)) throw new SafetensorsError({ kind: 'tensor-name-refused', tensor: name });
    if (Object.hasOwn(header, name)) throw new SafetensorsError({ kind: 'tensor-twice', tensor: name });
    const needed = product(shape);
    if (needed !== data.length)
      throw new SafetensorsError({ kind: 'value-count', tensor: name, values: data.length, shape, needed });
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

const openingBrace = 0x7b;
/** JSON's, which other readers of safetensors leave out before a header. */
const whitespace: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** Whole numbers from 0; −0 is not one. */
const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0));

/**
 * Where the header of a file ends, told from its first bytes: all that needs to be read to know what it holds.
 * @param head The first `headBytes` of the file, or all of a shorter one.
 * @param size Bytes of the whole file.
 * @throws SafetensorsError when it is another kind of file, or cut short, or all header.
 */
function headerEnd(head: Uint8Array, size: number): number {
  const brace = head.subarray(lengthBytes).find((byte) => !whitespace.includes(byte));
  const length =
    head.length < lengthBytes
      ? Number.NaN
      : Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0, true));
  const end = lengthBytes + length;
  if (brace === openingBrace && end <= size) {
    if (length > longestHeader)
      throw new SafetensorsError({ kind: 'header-too-large', bytes: length, most: longestHeader });
    return end;
  }
  const found = foreignFile(head.subarray(0, headBytes));
  if (found) throw new SafetensorsError({ kind: 'foreign-file', found });
  if (brace === openingBrace && length <= longestHeader)
    throw new SafetensorsError({ kind: 'header-too-long', length, bytes: size });
  throw new SafetensorsError({ kind: 'not-safetensors', bytes: size });
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  const bad = (fault: HeaderFault) => new SafetensorsError({ kind: 'bad-header', fault });
  let text: string;
  try {
    // A byte order mark is kept, for the parser to refuse.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw bad({ kind: 'not-utf8' });
  }
  try {
    const header = parseStrictJson(text, deepestHeader, mostTensors);
    if (isRecord(header)) return header;
  } catch (error) {
    if (error instanceof StrictJsonError) throw bad(error.fault);
    throw error;
  }
  throw bad({ kind: 'not-object' });
}

function readMetadata(value: unknown): Record<string, string> {
  // Null as the readers in Rust and Python take it.
  if (value === undefined || value === null) return {};
  if (!isRecord(value) || !Object.values(value).every((text) => typeof text === 'string')) {
    throw new SafetensorsError({ kind: 'metadata-not-text' });
  }
  if (Object.hasOwn(value, '__proto__')) {
    throw new SafetensorsError({ kind: 'metadata-proto' });
  }
  return value as Record<string, string>;
}

interface Entry {
  readonly name: string;
  readonly dtype: Dtype | OtherType;
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

const isReadable = (dtype: unknown): dtype is Entry['dtype'] =>
  typeof dtype === 'string' && Object.hasOwn(itemBytes, dtype);

function readEntry(name: string, value: unknown, dataBytes: number): Entry {
  const bad = (fault: TensorFault) => new SafetensorsError({ kind: 'bad-tensor', tensor: name, fault });
  if (!isUsableName(name)) throw bad({ kind: 'bad-name' });
  if (!isRecord(value)) throw bad({ kind: 'not-described' });
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isReadable(dtype)) {
    const type = typeof dtype === 'string' ? dtype : undefined;
    throw bad({ kind: 'bad-type', type, readable: Object.keys(itemBytes) });
  }
  if (!isCounts(shape)) throw bad({ kind: 'bad-shape' });
  if (shape.length > highestRank) throw bad({ kind: 'bad-rank', rank: shape.length, most: highestRank });
  const needed = product(shape) * itemBytes[dtype];
  if (!Number.isSafeInteger(needed)) throw bad({ kind: 'too-many-values' });
  const [begin, end] = isCounts(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined || begin > end) throw bad({ kind: 'bad-offsets' });
  if (end > dataBytes) throw bad({ kind: 'cut-short', end, bytes: dataBytes });
  if (end - begin !== needed) throw bad({ kind: 'bad-length', bytes: end - begin, needed });
  return { name, dtype, shape, begin, end };
}

/** Tensors must follow each other without gaps and fill the file: nothing hides between them. */
function checkCover(entries: readonly Entry[], dataBytes: number): void {
  let at = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) {
      const fault: TensorFault = { kind: begin < at ? 'overlap' : 'gap' };
      throw new SafetensorsError({ kind: 'bad-tensor', tensor: name, fault });
    }
    at = end;
  }
  if (at !== dataBytes) {
    throw new SafetensorsError({ kind: 'bytes-left-over', bytes: dataBytes - at });
  }
}

/** What the header of a file says, checked against the size of the file. */
export interface SafetensorsHeader extends Pick<SafetensorsFile, 'metadata'> {
  /** In the order of the header. */
  readonly entries: readonly Pick<Entry, 'name' | 'dtype' | 'shape'>[];
}

/** @param bytes The beginning of the file, header included. @param size Bytes of the whole file. */
function readHeader(bytes: Uint8Array, end: number, size: number) {
  const { [metadataKey]: metadata, ...rest } = parseHeader(bytes.subarray(lengthBytes, end));
  const dataBytes = size - end;
  const entries = Object.entries(rest).map(([name, value]) => readEntry(name, value, dataBytes));
  checkCover(entries, dataBytes);
  return { entries, metadata: readMetadata(metadata), start: end };
}

/**
 * Reads no more of a file than what is right so far allows: its first bytes, then its header. Whoever likes what that says
 * reads the rest, which is of a size that the header accounts for.
 * @throws SafetensorsError when the header or the file's size is not right; whatever the source throws.
 */
export async function readHeaderWithinBounds({ size, read }: Source): Promise<SafetensorsHeader> {
  const end = headerEnd(await read(0, Math.min(size, headBytes)), size);
  if (size > largestFile)
    throw new SafetensorsError({ kind: 'file-too-large', bytes: size, most: largestFile });
  return readHeader(await read(0, end), end, size);
}

function otherTensor(name: string, dtype: OtherType, shape: readonly number[], part: Uint8Array): FileTensor {
  if (isOtherFloat(dtype)) return { name, dtype: 'F32', shape, data: toFloat32(dtype, part) };
  return dtype === 'U32'
    ? { name, dtype: 'I64', shape, data: toInt64(part) }
    : { name, dtype: 'I32', shape, data: toInt32(dtype, part) };
}

/**
 * Reads a whole file. The tensors are copies, in the order of the header; other types come as one of ours.
 * @throws SafetensorsError when anything about the file is wrong.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata, start } = readHeader(bytes, headerEnd(bytes, bytes.length), bytes.length);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): FileTensor => {
    const part = bytes.subarray(start + begin, start + end);
    if (isOtherType(dtype)) return otherTensor(name, dtype, shape, part);
    // A copy of its own is aligned to any item. Not `slice`: Node's Buffer, which is a Uint8Array too, shares memory there.
    const { buffer } = new Uint8Array(part);
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
  return { tensors, metadata };
}
