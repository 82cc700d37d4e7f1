/**
 * What a file says of itself before anything decodes it: whether it is a picture that is read here, not larger than a page can bear, and not cut short.
 * Decoding costs four bytes a pixel whatever the file weighs, so the bound is on pixels, and a small file that claims billions of them is refused unread. Pure.
 */

import type { FormatName } from '../../../../data/pictureFiles/formats/format.ts';
import { formats } from '../../../../data/pictureFiles/formats/index.ts';
import type { PictureProblem } from '../../../../problems/pictures.ts';
import { formatOf } from './kinds.ts';

/** A decoded picture of so many megapixels takes 400 MB, and Chromium half as much again, for as long as it is made smaller. */
const mostMegapixels = 100;
/** Of 2²⁰ bytes: those of a noisy PNG of 60 megapixels are 180. They are let go before it is decoded. */
const mostMegabytes = 256;

/**
 * @param head The first `headBytes` of a file, or all of a shorter one.
 * @param bytes How many it has.
 */
export function inspectHead(head: Uint8Array, bytes: number): FormatName | PictureProblem {
  const format = formatOf(head);
  const megabytes = Math.ceil(bytes / 2 ** 20);
  return typeof format === 'string' && megabytes > mostMegabytes
    ? { kind: 'file-too-large', megabytes, most: mostMegabytes }
    : format;
}

/** @returns why the picture is no use; undefined where it may be decoded. */
export function inspectFile(file: Uint8Array, format: FormatName): PictureProblem | undefined {
  if (!formats[format].isWhole(file)) return { kind: 'cut-short', format };
  const size = formats[format].sizeOf(file);
  if (!size) return { kind: 'no-size', format };
  const megapixels = Math.ceil((size.width * size.height) / 1e6);
  return megapixels > mostMegapixels
    ? { kind: 'too-many-pixels', megapixels, most: mostMegapixels }
    : undefined;
}
