/** Decoding in Node, by sharp. */
import sharp from 'sharp';
import { DecodeError } from '../dataError.ts';
import { expectSprite, type ShardDecoder } from '../shardDecoder.ts';

/** RGB bytes of a lossless picture without alpha, row by row. */
export async function decodeRgb(file: Uint8Array): Promise<Uint8Array> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3)
    throw new DecodeError({ kind: 'other-channels', channels: info.channels, expected: 3 });
  return data;
}

export const sharpDecoder: ShardDecoder = {
  ways: [
    {
      name: 'sharp',
      available: () => true,
      decode: async (file, layout) => expectSprite(await decodeRgb(file), layout),
    },
  ],
  refusal: (file, attempts) => ({ kind: 'wrong-pictures', file, attempts }),
};
