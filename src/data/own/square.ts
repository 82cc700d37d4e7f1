/**
 * A picture of any size as the square that a network sees: its middle square, or all of it with black beside it; made smaller by the mean over areas. Reads the picture
 * in strips, so that a large one is in memory once.
 */
import { AreaMean } from '../pictureFiles/areaMean.ts';
import { centreSquare } from '../pictureFiles/centreSquare.ts';

/** `crop` takes the middle square, `whole` all of the picture. */
export type Fit = 'crop' | 'whole';
export const fits: readonly Fit[] = ['crop', 'whole'];

/** A decoded picture, over white where it is transparent. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel of a part of it, row by row; the fourth is not looked at. */
  read(x: number, y: number, width: number, height: number): Promise<Uint8Array | Uint8ClampedArray>;
  /** Lets it go. */
  close?(): void;
}

/** Pixels of a strip, about. */
const stripPixels = 2 ** 20;

async function* strips(picture: Decoded, x: number, y: number, width: number, height: number) {
  const rows = Math.max(1, Math.floor(stripPixels / width));
  for (let at = 0; at < height; at += rows) {
    const count = Math.min(rows, height - at);
    yield { at, count, rgba: await picture.read(x, y + at, width, count) };
  }
}

async function cropped(picture: Decoded, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const square = centreSquare(picture);
  const mean = new AreaMean(square.side, side);
  for await (const { rgba } of strips(picture, square.x, square.y, square.side, square.side)) mean.add(rgba);
  return mean.bytes();
}

/** The picture in the middle of a black square; one that is smaller than the result is not enlarged. */
async function whole(picture: Decoded, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = picture;
  const outer = Math.max(width, height, side);
  const left = Math.floor((outer - width) / 2);
  const top = Math.floor((outer - height) / 2);
  const mean = new AreaMean(outer, side);
  const black = new Uint8Array(outer * 4);
  for (let y = 0; y < top; y++) mean.add(black);
  for await (const { count, rgba } of strips(picture, 0, 0, width, height)) {
    const row = new Uint8Array(outer * 4);
    for (let y = 0; y < count; y++) {
      row.set(rgba.subarray(y * width * 4, (y + 1) * width * 4), left * 4);
      mean.add(row);
    }
  }
  for (let y = top + height; y < outer; y++) mean.add(black);
  return mean.bytes();
}

/** Without the fourth byte of each pixel. */
function asItIs(rgba: Uint8Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const pixels = rgba.length / 4;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    rgb[3 * i] = rgba[4 * i] as number;
    rgb[3 * i + 1] = rgba[4 * i + 1] as number;
    rgb[3 * i + 2] = rgba[4 * i + 2] as number;
  }
  return rgb;
}

/** @returns red, green and blue of every pixel, row by row. */
export async function squareOf(picture: Decoded, side: number, fit: Fit): Promise<Uint8Array<ArrayBuffer>> {
  if (picture.width === side && picture.height === side) return asItIs(await picture.read(0, 0, side, side));
  return fit === 'crop' ? cropped(picture, side) : whole(picture, side);
}
