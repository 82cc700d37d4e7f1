/** The worker that reads one picture. A photo of 60 megapixels takes 240 MB here and some time, while the page goes on; with the worker, all of it is gone. */

import { decodedBitmap, honestReader } from '../../../../data/browser/canvasPixels.ts';
import { squareOf } from '../../../../data/own/square.ts';
import type { FormatName } from '../../../../data/pictureFiles/formats/format.ts';
import type { PictureProblem } from '../../../../problems/pictures.ts';
import type { ReadAnswer, ReadRequest } from '../../../state/ownPicture.ts';
import { inspectFile, inspectHead } from './inspect.ts';
import { headBytes } from './kinds.ts';

/** A file that was moved, changed or taken away since, or that is none but a folder, cannot be read. */
async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** The format of a file that may be decoded, or why it may not. Its bytes are let go before it is. */
async function inspect(file: Blob): Promise<FormatName | PictureProblem> {
  const head = await bytesOf(file.slice(0, headBytes));
  if (!head) return { kind: 'file-gone' };
  const format = inspectHead(head, file.size);
  if (typeof format !== 'string') return format;
  const bytes = await bytesOf(file);
  if (!bytes) return { kind: 'file-gone' };
  return inspectFile(bytes, format) ?? format;
}

async function decode(file: Blob): Promise<ImageBitmap | PictureProblem> {
  const format = await inspect(file);
  if (typeof format !== 'string') return format;
  try {
    // Upright as the file says, in sRGB, of an animation the first frame: all of it by the specification's defaults.
    return await createImageBitmap(file);
  } catch {
    return { kind: 'not-decoded', format };
  }
}

async function read({ source, side }: ReadRequest): Promise<ReadAnswer> {
  if (typeof OffscreenCanvas === 'undefined') return { problem: { kind: 'no-reader' } };
  const bitmap = source instanceof Blob ? await decode(source) : source;
  if (!(bitmap instanceof ImageBitmap)) return { problem: bitmap };
  try {
    const reader = await honestReader();
    if (!reader) return { problem: { kind: 'pixels-changed' } };
    const size = { width: bitmap.width, height: bitmap.height };
    return { pixels: await squareOf(decodedBitmap(bitmap, reader), side, 'crop'), side, size };
  } finally {
    bitmap.close();
  }
}

addEventListener('message', async ({ data }: MessageEvent<ReadRequest>) => {
  let answer: ReadAnswer;
  try {
    answer = await read(data);
  } catch {
    // What throws here asked for room: for the bytes of the file, a strip of it, or a canvas.
    answer = { problem: { kind: 'no-memory' } };
  }
  postMessage(answer);
});
