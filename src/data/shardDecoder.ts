/** What turns the bytes of a shard file into pixels. Browser and Node have different means for it. */
import { spriteBytes } from './sprite.ts';

/** One means of decoding. It may fail, and in a browser that resists fingerprinting it may give altered pixels. */
export interface DecodeWay {
  readonly name: string;
  /** False where the platform lacks it. */
  available(): boolean;
  /** RGB bytes of the sprite, 800·1280·3, row by row. */
  decode(file: Uint8Array): Promise<Uint8Array>;
}

export interface ShardDecoder {
  /** Best first. The loader takes the first whose pixels have the manifest's checksum. */
  readonly ways: readonly DecodeWay[];
  /** Sentence for the case that a whole and right file gives wrong pixels in every way. `details` lists what was tried. */
  readonly mismatch: (file: string, details: string) => string;
}

/** @throws Error when a decoded sprite has not the size of one. */
export function expectSprite(pixels: Uint8Array): Uint8Array {
  if (pixels.length !== spriteBytes)
    throw new Error(`the decoded picture has ${pixels.length} bytes instead of ${spriteBytes}`);
  return pixels;
}
