/**
 * Checksums of records in the database: of every number, text and name in them, in the order in which they are stored. What was
 * damaged later is noticed on reading; records of earlier versions have none. Made without a text of the whole, since records
 * hold thousands of points and hundreds of them are read when the page opens; of typed arrays the bytes count as they lie in memory.
 */
import { xxh32 } from '../base/xxh32.ts';

/** Stands for values that are no text and no number. NaN is one: its bits are not the same everywhere. */
const nameOf = (value: unknown): string => (Number.isNaN(value) ? 'NaN' : String(value));

/** No record nests half as deep; what does, or holds itself, is none. */
const deepest = 16;

/**
 * @param value Plain data: objects, arrays, typed arrays, numbers, texts, truth values, nothing.
 * @returns NaN, which equals no checksum, for what nests too deep.
 */
function sumOf(value: unknown): number {
  const texts: string[] = [];
  const numbers: number[] = [];
  const arrays: Uint8Array[] = [];
  let tooDeep = false;
  const add = (part: unknown, depth: number): void => {
    if (depth > deepest) tooDeep = true;
    else if (typeof part === 'number' && !Number.isNaN(part)) numbers.push(part);
    else if (typeof part === 'string') texts.push(`"${part}`);
    else if (typeof part !== 'object' || part === null) texts.push(nameOf(part));
    else if (ArrayBuffer.isView(part)) {
      texts.push(`<${part.constructor.name}${part.byteLength}`);
      arrays.push(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    } else {
      const keys = Object.keys(part);
      texts.push(Array.isArray(part) ? `[${keys.length}` : `{${keys.join()}`);
      for (const key of keys) add((part as Record<string, unknown>)[key], depth + 1);
    }
  };
  add(value, 0);
  if (tooDeep) return Number.NaN;
  const ofTexts = xxh32(new TextEncoder().encode(texts.join('\n')));
  const ofNumbers = xxh32(new Uint8Array(Float64Array.from(numbers).buffer), ofTexts);
  return arrays.reduce((sum, bytes) => xxh32(bytes, sum), ofNumbers);
}

type Fields = Readonly<Record<string, unknown>>;

/** The record with its checksum. */
export const withChecksum = <T extends Fields>(fields: T): T & { readonly checksum: number } => ({
  ...fields,
  checksum: sumOf(fields),
});

/** Whether a record is as it was written, as far as it tells. */
export function isAsWritten(stored: unknown): boolean {
  if (typeof stored !== 'object' || stored === null) return false;
  const { checksum, ...fields } = stored as Fields;
  return checksum === undefined || checksum === sumOf(fields);
}
