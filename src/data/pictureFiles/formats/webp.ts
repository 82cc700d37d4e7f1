/** WebP (RFC 9649): a RIFF file whose first chunk is a lossy picture, a lossless one, or the head of an extended file. */
import { be16, le16, le24, le32, letters } from '../bytes.ts';
import { type PictureFormat, type Size, sizeFrom } from './format.ts';

/** Where the data of the first chunk begin. */
const data = 20;

/** By the name of the first chunk. */
const sizes: Readonly<Record<string, (file: Uint8Array) => Size | undefined>> = {
  'VP8 ': (file) =>
    // After the three bytes of the frame's tag comes a mark of three.
    be16(file, data + 3) === 0x9d01 && file[data + 5] === 0x2a
      ? sizeFrom(le16(file, data + 6) & 0x3fff, le16(file, data + 8) & 0x3fff)
      : undefined,
  VP8L(file) {
    // Fourteen bits each, from the lowest on.
    const bits = le32(file, data + 1);
    return file[data] === 0x2f && bits >= 0
      ? sizeFrom((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
      : undefined;
  },
  VP8X: (file) => sizeFrom(le24(file, data + 4) + 1, le24(file, data + 7) + 1),
};

export const webp: PictureFormat = {
  name: 'WebP',
  begins: (head) => letters(head, 0, 4) === 'RIFF' && letters(head, 8, 4) === 'WEBP',
  sizeOf: (file) => sizes[letters(file, 12, 4)]?.(file),
  isWhole: (file) => le32(file, 4) + 8 <= file.length,
};
