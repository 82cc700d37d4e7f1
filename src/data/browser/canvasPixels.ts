/**
 * The pixels of a decoded picture. It goes through a small canvas in parts at its own size, so that its pixels are copied and never resampled by a browser, which would
 * each do it in its own way. Browsers that resist fingerprinting change what a page reads from a canvas: a pattern that is known tells whether this one does, and then
 * a frame is read in its place.
 */
import type { Decoded } from '../own/square.ts';

type Context = OffscreenCanvasRenderingContext2D;

/** A way to the pixels of a canvas, four bytes each, in the order red, green, blue, and one that is not looked at. */
export type CanvasReader = (context: Context) => Promise<Uint8ClampedArray | Uint8Array>;

function contextOf(width: number, height: number): Context | undefined {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  return context ?? undefined;
}

const fromCanvas: CanvasReader = async (context) =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height).data;

const fromFrame: CanvasReader = async (context) => {
  const frame = new VideoFrame(context.canvas, { timestamp: 0, alpha: 'discard' });
  try {
    const bytes = new Uint8Array(frame.allocationSize({ format: 'RGBA' }));
    await frame.copyTo(bytes, { format: 'RGBA' });
    return bytes;
  } finally {
    frame.close();
  }
};

const patternSide = 64;

/** Bytes without order in which a change of one shows, opaque. */
function pattern(): Uint8ClampedArray<ArrayBuffer> {
  let state = 1;
  return new Uint8ClampedArray(patternSide * patternSide * 4).map((_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return i % 4 === 3 ? 255 : state >>> 24;
  });
}

const isAlpha = (_: number, i: number): boolean => i % 4 === 3;

/** Whether a reader gives what was drawn. */
async function isHonest(read: CanvasReader): Promise<boolean> {
  const context = contextOf(patternSide, patternSide);
  if (!context) return false;
  const drawn = pattern();
  context.putImageData(new ImageData(drawn, patternSide, patternSide), 0, 0);
  try {
    const seen = await read(context);
    return drawn.every((byte, i) => isAlpha(byte, i) || byte === seen[i]);
  } catch {
    return false;
  }
}

/** The first way that gives what was drawn; undefined where the browser changes the pixels of all. */
export async function honestReader(): Promise<CanvasReader | undefined> {
  for (const read of [fromCanvas, fromFrame]) if (await isHonest(read)) return read;
  return undefined;
}

/**
 * The pixels of a bitmap, over white, to be read part by part. `close` lets the bitmap go.
 * @param read An honest reader.
 */
export const decodedBitmap = (bitmap: ImageBitmap, read: CanvasReader): Decoded => ({
  width: bitmap.width,
  height: bitmap.height,
  async read(x, y, width, height) {
    const context = contextOf(width, height);
    if (!context) throw new DOMException('There is no canvas.', 'NotSupportedError');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    // A clipped source and an equal target: no pixel is resampled.
    context.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
    return read(context);
  },
  close: () => bitmap.close(),
});
