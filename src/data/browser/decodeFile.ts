/**
 * Decodes pictures of somebody's own in a browser: upright as the file says, in sRGB, over white, of an animation the first frame, all of it by the defaults of
 * `createImageBitmap`. Several may be decoded at once, but never more pixels together than the largest single picture may have.
 */
import { mostPixels } from '../own/bounds.ts';
import type { DecodeFile } from '../own/decodePicture.ts';
import { formats } from '../pictureFiles/formats/index.ts';
import { decodedBitmap, honestReader } from './canvasPixels.ts';
import { createShare } from './share.ts';

/** @returns undefined where the browser changes the pixels that a page reads, or has no canvas. */
export async function browserDecodeFile(): Promise<DecodeFile | undefined> {
  const read = typeof OffscreenCanvas === 'undefined' ? undefined : await honestReader();
  if (!read) return undefined;
  const memory = createShare(mostPixels);
  return async (file, format) => {
    const size = formats[format].sizeOf(file);
    const release = await memory.take(size ? size.width * size.height : 0);
    try {
      const decoded = decodedBitmap(
        await createImageBitmap(new Blob([file as Uint8Array<ArrayBuffer>])),
        read,
      );
      return {
        ...decoded,
        close() {
          decoded.close?.();
          release();
        },
      };
    } catch (error) {
      release();
      throw error;
    }
  };
}
