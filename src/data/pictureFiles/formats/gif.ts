/**
 * GIF (CompuServe, 89a): a screen, perhaps a table of colours, extensions, then frames. The first frame counts: its place on the screen,
 * and its coded bytes in blocks, each led by its length, up to one of length 0.
 */
import { le16, letters } from '../bytes.ts';
import { type PictureFormat, sizeFrom } from './format.ts';

const extension = 0x21;
const frame = 0x2c;

/** Bytes of a table of colours, as the flags beside it tell. */
const tableBytes = (flags = 0): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Behind the blocks that begin at a place; undefined where the file ends before them. */
function behindBlocks(file: Uint8Array, from: number): number | undefined {
  let at = from;
  for (let length = file[at]; length !== undefined; length = file[at]) {
    at += length + 1;
    if (length === 0) return at;
  }
  return undefined;
}

/** Where the first frame begins. */
function firstFrame(file: Uint8Array): number | undefined {
  let at: number | undefined = 13 + tableBytes(file[10]);
  while (at !== undefined && file[at] === extension) at = behindBlocks(file, at + 2);
  return at !== undefined && file[at] === frame ? at : undefined;
}

export const gif: PictureFormat = {
  name: 'GIF',
  begins: (head) => ['GIF87a', 'GIF89a'].includes(letters(head, 0, 6)),
  sizeOf(file) {
    const at = firstFrame(file);
    if (at === undefined) return undefined;
    // Browsers make the screen as large as a first frame that lies beyond it.
    return sizeFrom(
      Math.max(le16(file, 6), le16(file, at + 1) + le16(file, at + 5)),
      Math.max(le16(file, 8), le16(file, at + 3) + le16(file, at + 7)),
    );
  },
  isWhole(file) {
    const at = firstFrame(file);
    // After ten bytes of the frame and its own colours comes the smallest size of a code.
    return at !== undefined && behindBlocks(file, at + 11 + tableBytes(file[at + 9])) !== undefined;
  },
};
