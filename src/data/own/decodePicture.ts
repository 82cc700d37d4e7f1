/** A picture of somebody's own, as a file or as pixels, decoded: what its bytes say of it is looked at before, so that a small file that claims a billion pixels costs nothing. */
import type { FormatName, Size } from '../pictureFiles/formats/format.ts';
import { formats } from '../pictureFiles/formats/index.ts';
import { mostPixels } from './bounds.ts';
import type { PictureSource, Pixels } from './found.ts';
import type { Decoded } from './square.ts';
import type { CountedKind } from './tally.ts';

/** Decodes the file of a picture, upright and in sRGB, over white. The platform brings it. @returns undefined for a format that it does not read. @throws for damage. */
export type DecodeFile = (file: Uint8Array, format: FormatName) => Promise<Decoded | undefined>;

/** Why a picture is left out. */
export type LeftOut = Extract<CountedKind, 'unreadable' | 'too-many-pixels' | 'other-pictures'>;

function toRgba({ data, channels }: Pixels): Uint8Array {
  if (channels === 4) return data;
  const pixels = data.length / channels;
  const rgba = new Uint8Array(pixels * 4);
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = data[channels * i + (channels === 1 ? 0 : c)] as number;
  return rgba;
}

/** Part of pixels that lie in memory, four bytes each. */
export function decodedRgba({ width, height }: Size, rgba: Uint8Array): Decoded {
  return {
    width,
    height,
    async read(x, y, w, h) {
      if (x === 0 && w === width) return rgba.subarray(y * width * 4, (y + h) * width * 4);
      const part = new Uint8Array(w * h * 4);
      for (let row = 0; row < h; row++) {
        const from = ((y + row) * width + x) * 4;
        part.set(rgba.subarray(from, from + w * 4), row * w * 4);
      }
      return part;
    },
  };
}

/** What is wrong with the bytes of a picture file, or its format. */
function checked(file: Uint8Array): FormatName | { readonly leftOut: LeftOut } {
  const format = Object.values(formats).find((known) => known.begins(file));
  if (!format) return { leftOut: 'other-pictures' };
  const size = format.sizeOf(file);
  if (!size || !format.isWhole(file)) return { leftOut: 'unreadable' };
  return size.width * size.height > mostPixels ? { leftOut: 'too-many-pixels' } : format.name;
}

export async function decodePicture(
  source: PictureSource,
  decode: DecodeFile,
): Promise<Decoded | { readonly leftOut: LeftOut }> {
  if ('pixels' in source) {
    const { pixels } = source;
    if (pixels.width * pixels.height > mostPixels) return { leftOut: 'too-many-pixels' };
    return decodedRgba(pixels, toRgba(pixels));
  }
  const format = checked(source.file);
  if (typeof format !== 'string') return format;
  try {
    return (await decode(source.file, format)) ?? { leftOut: 'other-pictures' };
  } catch {
    return { leftOut: 'unreadable' };
  }
}
