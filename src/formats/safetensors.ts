/**
 * The safetensors container: eight bytes of header length, a JSON header, then the raw little-endian tensors.
 * https://huggingface.co/docs/safetensors. Knows numbers and names, not networks (see stateFile.ts).
 *
 * Files come from strangers, so that reading is strict: whatever two readers might understand in two ways is refused.
 */
import { parseStrictJson, StrictJsonError } from '../base/json.ts';
import { quoted } from '../base/text.ts';
import { jsonFaults } from '../problems/files.ts';
import { say } from '../problems/sentences.ts';
import { type OtherFloat, otherFloats, toFloat32 } from './narrowFloats.ts';

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
/** Of the deepest network with its optimizer slots it is less than a quarter. */
const longestHeader = 16_000_000;
/** The header, an entry, its shape. */
const deepestHeader = 3;
const highestRank = 8;
type Dtype = FileTensor['dtype'];
const itemBytes: Readonly<Record<Dtype | OtherFloat, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I32: 4,
  I64: 8,
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
    if (!isUsableName(name)) throw new SafetensorsError(`A tensor cannot be called ${quoted(name)}.`);
    if (Object.hasOwn(header, name)) throw new SafetensorsError(`Two tensors are called ${quoted(name)}.`);
    if (product(shape) !== data.length) {
      throw new SafetensorsError(
        `${quoted(name)} has ${data.length} values, but its shape [${shape.join(', ')}] asks for ${product(shape)}.`,
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

/** Whole numbers from 0; −0 is not one. */
const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0));

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
  const no = (why: string) => new SafetensorsError(`This is not a safetensors file: its header ${why}.`);
  let text: string;
  try {
    // A byte order mark is kept, for the next line to refuse.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    text = decoder.decode(bytes.subarray(lengthBytes, start));
  } catch {
    throw no('is not UTF-8');
  }
  if (!text.startsWith('{')) throw no('is not an object in JSON');
  try {
    const header = parseStrictJson(text, deepestHeader);
    if (isRecord(header)) return { header, start };
  } catch (error) {
    if (error instanceof StrictJsonError) throw no(say(jsonFaults, error.fault));
    throw error;
  }
  throw no('is not an object');
}

function readMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value) || !Object.values(value).every((text) => typeof text === 'string')) {
    throw new SafetensorsError('The metadata of this safetensors file must be text by key.');
  }
  if (Object.hasOwn(value, '__proto__')) {
    throw new SafetensorsError('The metadata of this safetensors file must not have the key "__proto__".');
  }
  return value as Record<string, string>;
}

interface Entry {
  readonly name: string;
  readonly dtype: Dtype | OtherFloat;
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

const isReadable = (dtype: unknown): dtype is Entry['dtype'] =>
  typeof dtype === 'string' && Object.hasOwn(itemBytes, dtype);

const isOtherFloat = (dtype: Entry['dtype']): dtype is OtherFloat =>
  otherFloats.some((other) => other === dtype);

function readEntry(name: string, value: unknown, dataBytes: number): Entry {
  const bad = (why: string) =>
    new SafetensorsError(`The tensor ${quoted(name)} of this safetensors file ${why}.`);
  if (!isUsableName(name)) throw bad('has a name that is not allowed');
  if (!isRecord(value)) throw bad('is not described by an object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isReadable(dtype)) {
    const type = typeof dtype === 'string' ? `of type ${quoted(dtype)}` : 'of no type';
    throw bad(`is ${type}, but only ${Object.keys(itemBytes).join(', ')} can be read: save it as float32`);
  }
  if (!isCounts(shape)) throw bad('has a shape that is not a list of whole numbers');
  if (shape.length > highestRank) throw bad(`has ${shape.length} dimensions, more than ${highestRank}`);
  const needed = product(shape) * itemBytes[dtype];
  if (!Number.isSafeInteger(needed)) throw bad('has a shape of more values than any file holds');
  const [begin, end] = isCounts(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined || begin > end) throw bad('has no pair of rising offsets');
  if (end > dataBytes)
    throw bad(`should end at byte ${end} of the data, but there are ${dataBytes}: it is cut short`);
  if (end - begin !== needed) throw bad(`takes ${end - begin} bytes, but its shape asks for ${needed}`);
  return { name, dtype, shape, begin, end };
}

/** Tensors must follow each other without gaps and fill the file: nothing hides between them. */
function checkCover(entries: readonly Entry[], dataBytes: number): void {
  let at = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) {
      const what = begin < at ? 'overlaps the one before' : 'leaves a gap before it';
      throw new SafetensorsError(`The tensor ${quoted(name)} of this safetensors file ${what}.`);
    }
    at = end;
  }
  if (at !== dataBytes) {
    throw new SafetensorsError(`This safetensors file has ${dataBytes - at} bytes that belong to no tensor.`);
  }
}

/**
 * Reads a whole file. The tensors are copies, in the order of the header; floats of other widths come as F32.
 * @throws SafetensorsError with one sentence when anything about the file is wrong.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, start } = readHeader(bytes);
  const { [metadataKey]: metadata, ...rest } = header;
  const dataBytes = bytes.length - start;
  const entries = Object.entries(rest).map(([name, value]) => readEntry(name, value, dataBytes));
  checkCover(entries, dataBytes);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): FileTensor => {
    const part = bytes.subarray(start + begin, start + end);
    if (isOtherFloat(dtype)) return { name, dtype: 'F32', shape, data: toFloat32(dtype, part) };
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
  return { tensors, metadata: readMetadata(metadata) };
}
