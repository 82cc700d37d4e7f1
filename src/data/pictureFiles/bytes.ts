/**
 * Numbers and marks in the bytes of a file. Whatever lies beyond the end of the bytes is NaN: no comparison with it holds, so that a
 * walk through a file that is cut short ends by itself. Pure.
 */

const at = (bytes: Uint8Array, place: number): number => bytes[place] ?? Number.NaN;

export const be16 = (bytes: Uint8Array, place: number): number =>
  at(bytes, place) * 256 + at(bytes, place + 1);
export const be32 = (bytes: Uint8Array, place: number): number =>
  be16(bytes, place) * 65536 + be16(bytes, place + 2);
export const le16 = (bytes: Uint8Array, place: number): number =>
  at(bytes, place) + at(bytes, place + 1) * 256;
export const le24 = (bytes: Uint8Array, place: number): number =>
  le16(bytes, place) + at(bytes, place + 2) * 65536;
export const le32 = (bytes: Uint8Array, place: number): number =>
  le16(bytes, place) + le16(bytes, place + 2) * 65536;

/** So many characters of Latin-1; fewer at the end. */
export const letters = (bytes: Uint8Array, place: number, count: number): string =>
  String.fromCharCode(...bytes.subarray(place, place + count));

export const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);
