/** The boxes of ISO base media files (ISO/IEC 14496-12), of which AVIF, HEIC and MP4 are kinds: length, name, content. */
import { be32, letters } from '../bytes.ts';

interface Box {
  readonly name: string;
  /** Of its content. `to` may lie beyond the end of the file. */
  readonly from: number;
  readonly to: number;
}

/** Boxes one after another between two places. */
export function* boxesIn(file: Uint8Array, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= Math.min(to, file.length); ) {
    const length = be32(file, at);
    const long = length === 1;
    const head = long ? 16 : 8;
    // 0 means up to the end.
    const whole = long ? be32(file, at + 8) * 2 ** 32 + be32(file, at + 12) : length || to - at;
    if (!(whole >= head)) return;
    yield { name: letters(file, at + 4, 4), from: at + head, to: at + whole };
    at += whole;
  }
}

/** The main brand of a file and those that it is compatible with; none where it is no such file. */
export function brandsOf(head: Uint8Array): readonly string[] {
  if (letters(head, 4, 4) !== 'ftyp') return [];
  const end = Math.min(be32(head, 0), head.length, 256);
  const brands = [letters(head, 8, 4)];
  // The four bytes after the main brand are its version.
  for (let at = 16; at + 4 <= end; at += 4) brands.push(letters(head, at, 4));
  return brands;
}
