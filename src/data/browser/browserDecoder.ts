/**
 * Decoding in a browser or its worker. A canvas may lie: browsers that resist fingerprinting change pixels that are
 * read back from one. So the ways that avoid a canvas come first, and the loader checks the pixels of every way.
 */
import { DecodeError } from '../dataError.ts';
import { type DecodeWay, expectSprite, type ShardDecoder } from '../shardDecoder.ts';
import type { SpriteLayout } from '../sprite.ts';

const type = 'image/webp';

/** Where red, green and blue lie in the four bytes of a pixel, by VideoFrame format. */
const channelOrders: Readonly<Record<string, readonly [number, number, number]>> = {
  RGBA: [0, 1, 2],
  RGBX: [0, 1, 2],
  BGRA: [2, 1, 0],
  BGRX: [2, 1, 0],
};

function packRgb(
  from: Uint8Array | Uint8ClampedArray,
  stride: number,
  [r, g, b]: readonly [number, number, number],
  layout: SpriteLayout,
): Uint8Array {
  const { width, height, bytes } = layout;
  const rgb = new Uint8Array(bytes);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * stride; x < width; x++, at += 4) {
      rgb[to++] = from[at + r] as number;
      rgb[to++] = from[at + g] as number;
      rgb[to++] = from[at + b] as number;
    }
  }
  return expectSprite(rgb, layout);
}

function expectSize(width: number, height: number, layout: SpriteLayout): void {
  if (width !== layout.width || height !== layout.height)
    throw new DecodeError({ kind: 'other-size', width, height });
}

/** RGB of a frame, whatever order of channels the browser decodes to. Closes the frame. */
async function rgbOfFrame(frame: VideoFrame, layout: SpriteLayout): Promise<Uint8Array> {
  try {
    expectSize(frame.visibleRect?.width ?? 0, frame.visibleRect?.height ?? 0, layout);
    const native = channelOrders[frame.format ?? ''];
    // A planar frame: let the browser convert. The checksum will tell whether it did so exactly.
    const options: VideoFrameCopyToOptions = native ? {} : { format: 'RGBA' };
    const bytes = new Uint8Array(frame.allocationSize(options));
    const [plane] = await frame.copyTo(bytes, options);
    if (!plane) throw new DecodeError({ kind: 'empty-frame' });
    return packRgb(bytes.subarray(plane.offset), plane.stride, native ?? [0, 1, 2], layout);
  } finally {
    frame.close();
  }
}

const blobOf = (file: Uint8Array): Blob => new Blob([file as Uint8Array<ArrayBuffer>], { type });

const bitmapOf = (file: Uint8Array): Promise<ImageBitmap> =>
  createImageBitmap(blobOf(file), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });

const imageDecoderWay: DecodeWay = {
  name: 'ImageDecoder',
  available: () => typeof ImageDecoder !== 'undefined',
  decode: async (file, layout) => {
    const decoder = new ImageDecoder({
      data: file as Uint8Array<ArrayBuffer>,
      type,
      colorSpaceConversion: 'none',
    });
    try {
      return await rgbOfFrame((await decoder.decode()).image, layout);
    } finally {
      decoder.close();
    }
  },
};

const videoFrameWay: DecodeWay = {
  name: 'VideoFrame',
  available: () => typeof VideoFrame !== 'undefined',
  decode: async (file, layout) => {
    const bitmap = await bitmapOf(file);
    try {
      return await rgbOfFrame(new VideoFrame(bitmap, { timestamp: 0 }), layout);
    } finally {
      bitmap.close();
    }
  },
};

const canvasWay: DecodeWay = {
  name: 'canvas',
  available: () => typeof OffscreenCanvas !== 'undefined',
  decode: async (file, layout) => {
    const bitmap = await bitmapOf(file);
    try {
      const { width, height } = layout;
      expectSize(bitmap.width, bitmap.height, layout);
      const context = new OffscreenCanvas(width, height).getContext('2d', {
        willReadFrequently: true,
      });
      if (!context) throw new DecodeError({ kind: 'no-context' });
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      return packRgb(data, width * 4, [0, 1, 2], layout);
    } finally {
      bitmap.close();
    }
  },
};

export const browserDecoder: ShardDecoder = {
  ways: [imageDecoderWay, videoFrameWay, canvasWay],
  refusal: (file, attempts) => {
    const changed = attempts.some(({ fault }) => fault.kind === 'other-pixels');
    return { kind: changed ? 'pixels-changed' : 'not-decoded', file, attempts };
  },
};
