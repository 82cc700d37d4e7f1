/** BMP (Microsoft, BITMAPFILEHEADER and the headers after it): rows of pixels at a given place, from below or, with a negative height, from above. */
import { le16, le32, letters } from '../bytes.ts';
import { type PictureFormat, type Size, sizeFrom } from './format.ts';

/** Lengths of the second header. The oldest has numbers of two bytes. */
const oldest = 12;
const headers = [oldest, 16, 40, 52, 56, 64, 108, 124];

const headerOf = (file: Uint8Array): number => le32(file, 14);
const isOld = (file: Uint8Array): boolean => headerOf(file) === oldest;

function sizeOf(file: Uint8Array): Size | undefined {
  if (isOld(file)) return sizeFrom(le16(file, 18), le16(file, 20));
  const height = le32(file, 22);
  return sizeFrom(le32(file, 18), Math.abs(height >= 2 ** 31 ? height - 2 ** 32 : height));
}

export const bmp: PictureFormat = {
  name: 'BMP',
  begins: (head) => letters(head, 0, 2) === 'BM' && headers.includes(headerOf(head)),
  sizeOf,
  isWhole(file) {
    const { width, height } = sizeOf(file) ?? { width: 0, height: 0 };
    const bits = le16(file, isOld(file) ? 24 : 28);
    // 1, 2, 4 and 5: rows whose length the size does not tell.
    const packed = !isOld(file) && [1, 2, 4, 5].includes(le32(file, 30));
    if (packed) return le32(file, 2) <= file.length;
    // A row ends at a multiple of four bytes.
    return le32(file, 10) + Math.ceil((width * bits) / 32) * 4 * height <= file.length;
  },
};
