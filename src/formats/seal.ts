/**
 * The checksum of a safetensors file, an entry of its own metadata: XXH32 over the whole file, in which the eight digits of
 * the checksum itself count as zeros. What was damaged later is noticed on reading. Files of other programs have none.
 *
 * The data come first and seed the header's sum, so that hundreds of megabytes are read where they lie.
 */
import { xxh32 } from '../base/xxh32.ts';
import { SafetensorsError } from './safetensors.ts';

/** Where metadata keep the checksum. */
export const sealKey = 'checksum';
const method = 'xxh32:';
/** The checksum of a file that is not sealed yet. */
export const unsealed = `${method}00000000`;

const digits = 8;
/** As it stands in the header's JSON; quotes within a text are escaped there, so that no text looks like it. */
const entry = new TextEncoder().encode(`"${sealKey}":"${method}`);

/** Where the data begin, after eight bytes of the header's length and the header. */
const dataStart = (bytes: Uint8Array): number =>
  8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));

/** Where what follows an entry begins within a header, or −1. @param entry As it stands in the header's JSON. */
function placeAfter(header: Uint8Array, entry: Uint8Array): number {
  for (let at = header.indexOf(entry[0]!); at >= 0; at = header.indexOf(entry[0]!, at + 1))
    if (entry.every((byte, i) => header[at + i] === byte)) return at + entry.length;
  return -1;
}

/** Where the digits of the checksum begin within the header, or −1. */
const placeOfDigits = (header: Uint8Array): number => placeAfter(header, entry);

const headerOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, dataStart(bytes));

/** Where the text of an entry of the metadata begins in a file, or −1. @param key Of letters and digits alone. */
export const placeOfText = (bytes: Uint8Array, key: string): number =>
  placeAfter(headerOf(bytes), new TextEncoder().encode(`"${key}":"`));

/** The tensors alone, as they lie in a file. */
export const dataOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(dataStart(bytes));

/** What the digits of a file should be. @param place Where they begin. */
function digitsOf(bytes: Uint8Array, place: number): string {
  const start = dataStart(bytes);
  const header = new Uint8Array(bytes.subarray(0, start));
  header.fill(0x30, place, place + digits);
  const sum = xxh32(header, xxh32(bytes.subarray(start)));
  return sum.toString(16).padStart(digits, '0');
}

/** Writes the checksum into a file whose metadata hold an unsealed one. @returns the same bytes. */
export function seal(bytes: Uint8Array): Uint8Array {
  const place = placeOfDigits(headerOf(bytes));
  bytes.set(new TextEncoder().encode(digitsOf(bytes, place)), place);
  return bytes;
}

/**
 * @param bytes A file that is right in itself.
 * @param checksum What its metadata say.
 * @throws SafetensorsError where the file is not as it was sealed.
 */
export function checkSeal(bytes: Uint8Array, checksum: string): void {
  const place = placeOfDigits(headerOf(bytes));
  if (place < 0 || checksum !== method + digitsOf(bytes, place))
    throw new SafetensorsError({ kind: 'wrong-checksum' });
}
