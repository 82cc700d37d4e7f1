/** A picture that was found, read, decoded and made small: as the network would see it. */
import { xxh32 } from '../../base/xxh32.ts';
import { type DecodeFile, decodePicture, type LeftOut } from './decodePicture.ts';
import type { FoundPicture } from './found.ts';
import { type Fit, squareOf } from './square.ts';

export interface SmallOptions {
  /** Height and width of a picture in pixels. */
  readonly imageSize: number;
  readonly fit: Fit;
  readonly decode: DecodeFile;
}

export interface SmallPicture {
  /** S·S·3 bytes. */
  readonly pixels: Uint8Array;
  /** Whether it was smaller than the square. */
  readonly enlarged: boolean;
  /** A checksum of what it was made of. */
  readonly source: number;
}

/** @returns why it is left out, where nothing can be made of it. */
export async function smallPicture(
  picture: FoundPicture,
  { imageSize, fit, decode }: SmallOptions,
): Promise<SmallPicture | LeftOut> {
  const source = await picture.read().catch(() => undefined);
  if (!source) return 'unreadable';
  const checksum = xxh32('file' in source ? source.file : source.pixels.data);
  const decoded = await decodePicture(source, decode);
  if ('leftOut' in decoded) return decoded.leftOut;
  try {
    const pixels = await squareOf(decoded, imageSize, fit);
    return {
      pixels,
      enlarged: Math.min(decoded.width, decoded.height) < imageSize,
      source: checksum,
    };
  } catch {
    return 'unreadable';
  } finally {
    decoded.close?.();
  }
}
