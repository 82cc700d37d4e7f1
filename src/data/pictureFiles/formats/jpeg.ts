/**
 * JPEG (ITU T.81, annex B): segments that begin with FF and a marker. A length follows, which counts itself, but for markers that stand
 * alone; after the head of a scan come its coded bytes up to the next marker. Thumbnails lie inside segments, which are passed by.
 */
import { be16, startsWith } from '../bytes.ts';
import { type PictureFormat, sizeFrom } from './format.ts';

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Of a frame: C0 to CF, but for tables of Huffman codes, an extension, and arithmetic conditioning. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** Bytes that follow an FF inside of coded bytes: a zero, or a restart. */
const isInside = (marker: number): boolean => marker === 0 || (marker >= 0xd0 && marker <= 0xd7);

/** Markers with the place of their FF, in order, up to the end of the picture. */
function* markersOf(file: Uint8Array): Generator<{ readonly marker: number; readonly at: number }> {
  for (let at = file.indexOf(0xff); at >= 0; ) {
    const marker = file[at + 1];
    if (marker === undefined) return;
    // An FF before an FF is filling, and an FF before what no marker is belongs to the coded bytes.
    if (marker !== 0xff && !isInside(marker)) {
      yield { marker, at };
      if (marker === endOfImage) return;
      if (!standsAlone(marker)) at += Math.max(1, be16(file, at + 2) || 1);
    }
    at = file.indexOf(0xff, at + 1);
  }
}

export const jpeg: PictureFormat = {
  name: 'JPEG',
  begins: (head) => startsWith(head, [0xff, 0xd8, 0xff]),
  sizeOf(file) {
    for (const { marker, at } of markersOf(file)) {
      if (isFrame(marker)) return sizeFrom(be16(file, at + 7), be16(file, at + 5));
      if (marker === startOfScan) return undefined;
    }
    return undefined;
  },
  isWhole(file) {
    for (const { marker } of markersOf(file)) if (marker === endOfImage) return true;
    return false;
  },
};
