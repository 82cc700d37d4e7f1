/** What turns the bytes of a shard file into pixels. Browser and Node have different means for it. */
import type { DataProblem, DecodeAttempt } from '../problems/data.ts';
import { DecodeError } from './dataError.ts';
import type { SpriteLayout } from './sprite.ts';

/** One means of decoding. It may fail, and in a browser that resists fingerprinting it may give altered pixels. */
export interface DecodeWay {
  readonly name: string;
  /** False where the platform lacks it. */
  available(): boolean;
  /** RGB bytes of the sprite, row by row. */
  decode(file: Uint8Array, layout: SpriteLayout): Promise<Uint8Array>;
}

export interface ShardDecoder {
  /** Best first. The loader takes the first whose pixels have the manifest's checksum. */
  readonly ways: readonly DecodeWay[];
  /** What is to be said of a whole and right file that no way decoded to the right pixels. */
  refusal(file: string, attempts: readonly DecodeAttempt[]): DataProblem;
}

/** @throws DecodeError when a decoded sprite has not the size of one. */
export function expectSprite(pixels: Uint8Array, { bytes }: SpriteLayout): Uint8Array {
  if (pixels.length !== bytes)
    throw new DecodeError({ kind: 'other-length', bytes: pixels.length, expected: bytes });
  return pixels;
}
