/** Every format of pictures that is read here. To add one: a file beside this one, its name in `format.ts`, a line here. */
import { avif } from './avif.ts';
import { bmp } from './bmp.ts';
import type { FormatName, PictureFormat } from './format.ts';
import { gif } from './gif.ts';
import { jpeg } from './jpeg.ts';
import { png } from './png.ts';
import { webp } from './webp.ts';

export const formats: Readonly<Record<FormatName, PictureFormat>> = {
  JPEG: jpeg,
  PNG: png,
  WebP: webp,
  GIF: gif,
  AVIF: avif,
  BMP: bmp,
};
