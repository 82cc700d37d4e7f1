/** PNG (W3C, third edition): a signature, then chunks of length, name, data and checksum; the first has the size, the last is IEND. */
import { be32, letters, startsWith } from '../bytes.ts';
import { type PictureFormat, sizeFrom } from './format.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of a chunk besides its data. */
const frame = 12;

export const png: PictureFormat = {
  name: 'PNG',
  begins: (head) => startsWith(head, signature),
  sizeOf: (file) => (letters(file, 12, 4) === 'IHDR' ? sizeFrom(be32(file, 16), be32(file, 20)) : undefined),
  isWhole(file) {
    for (let at = signature.length; at + frame <= file.length; at += frame + be32(file, at))
      if (letters(file, at + 4, 4) === 'IEND') return true;
    return false;
  },
};
