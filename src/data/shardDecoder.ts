/** What turns the bytes of a shard file into pixels. Browser and Node have different means for it. */
import type { SpriteLayout } from './sprite.ts';

/** One means of decoding. It may fail, and in a browser that resists fingerprinting it may give altered pixels. */
export interface DecodeWay {
  readonly name: string;
  /** False where the platform lacks it. */
  available(): boolean;
  /** RGB bytes of the sprite, row by row. */
  decode(file: Uint8Array, layout: SpriteLayout): Promise<Uint8Array>;
}

/** A way that did not lead to the right pixels. */
export interface DecodeFault {
  readonly way: string;
  /** The way did decode, but to other pixels than the manifest's. */
  readonly altered: boolean;
  readonly reason: string;
}

export interface ShardDecoder {
  /** Best first. The loader takes the first whose pixels have the manifest's checksum. */
  readonly ways: readonly DecodeWay[];
  /** The sentence for a whole and right file that no way decoded to the right pixels. */
  refusal(file: string, faults: readonly DecodeFault[]): string;
}

/** @throws Error when a decoded sprite has not the size of one. */
export function expectSprite(pixels: Uint8Array, { bytes }: SpriteLayout): Uint8Array {
  if (pixels.length !== bytes)
    throw new Error(`the decoded picture has ${pixels.length} bytes instead of ${bytes}`);
  return pixels;
}

/** `ImageDecoder: other pixels, canvas: not there`, for the end of a sentence. */
export const describeFaults = (faults: readonly DecodeFault[]): string =>
  faults.map((f) => `${f.way}: ${f.reason}`).join(', ');
