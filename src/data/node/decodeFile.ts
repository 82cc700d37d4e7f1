/** Decodes a picture of somebody's own in Node, by sharp, BMP by our own code: upright as the file says, in sRGB, over white, of an animation the first frame. */
import sharp from 'sharp';
import { mostPixels } from '../own/bounds.ts';
import { type DecodeFile, decodedRgba } from '../own/decodePicture.ts';
import { decodeBmp } from './decodeBmp.ts';

export const decodeFile: DecodeFile = async (file, format) => {
  if (format === 'BMP') {
    const decoded = decodeBmp(file);
    return decoded && decodedRgba(decoded, decoded.rgba);
  }
  const { data, info } = await sharp(file, { limitInputPixels: mostPixels })
    .rotate()
    .toColourspace('srgb')
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return decodedRgba(info, data);
};
