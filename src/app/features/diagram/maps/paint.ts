/** Feature maps as colours: numbers to pixels, by the page's ramps. Pure. */

import { heatBytes } from '../../../../base/heatColour.ts';
import { type Plane, rangeOf } from '../../../../training/featureMaps.ts';
import type { StemFilters } from '../../../../training/frames.ts';
import { signedBytes } from '../../../ui/signedColour.ts';

/**
 * `heat`: from 0, or what lies below, to `most`. `signed`: from −`most` to `most`, zero in the middle. A scale of which `most` is 0
 * shows all as zero.
 */
export interface Scale {
  readonly kind: 'heat' | 'signed';
  readonly most: number;
}

const steps = 256;
const tables = new Map<string, Uint8Array>();

/** Colours at even distances along a ramp, RGB. */
function tableOf(kind: Scale['kind'], dark: boolean): Uint8Array {
  const name = `${kind} ${dark}`;
  const known = tables.get(name);
  if (known) return known;
  const table = new Uint8Array(3 * steps);
  for (let i = 0; i < steps; i++) {
    const share = i / (steps - 1);
    table.set(kind === 'heat' ? heatBytes(share) : signedBytes(2 * share - 1, dark), 3 * i);
  }
  tables.set(name, table);
  return table;
}

/** 0…1 along the ramp. What is no number is drawn as zero. */
function positionOf(value: number, { kind, most }: Scale): number {
  const share = most > 0 && !Number.isNaN(value) ? value / most : 0;
  return Math.min(1, Math.max(0, kind === 'heat' ? share : (share + 1) / 2));
}

/** Where a plane goes in an image of `width` pixels, RGBA. */
interface Target {
  readonly image: Uint8ClampedArray;
  readonly width: number;
  readonly x: number;
  readonly y: number;
}

export function paint(plane: Plane, scale: Scale, dark: boolean, { image, width, x, y }: Target): void {
  const table = tableOf(scale.kind, dark);
  for (let row = 0; row < plane.height; row++) {
    for (let column = 0; column < plane.width; column++) {
      const value = plane.values[row * plane.width + column] ?? 0;
      const from = 3 * Math.round(positionOf(value, scale) * (steps - 1));
      const at = 4 * ((y + row) * width + x + column);
      image.set(table.subarray(from, from + 3), at);
      image[at + 3] = 255;
    }
  }
}

/** A plane by itself, RGBA. */
export function painted(plane: Plane, scale: Scale, dark: boolean): Uint8ClampedArray<ArrayBuffer> {
  const image = new Uint8ClampedArray(4 * plane.height * plane.width);
  paint(plane, scale, dark, { image, width: plane.width, x: 0, y: 0 });
  return image;
}

/** The most that a Grad-CAM covers of the picture below it. */
const opaqueAtMost = 0.8;

/** A map that lies over a picture: the more of it there is, the less of the picture shows through. RGBA. */
export function veil(plane: Plane): Uint8ClampedArray<ArrayBuffer> {
  const [, most] = rangeOf(plane.values);
  const image = painted(plane, { kind: 'heat', most }, false);
  plane.values.forEach((value, i) => {
    image[4 * i + 3] = 255 * opaqueAtMost * positionOf(value, { kind: 'heat', most });
  });
  return image;
}

/** The scale of some numbers: with a zero in the middle where one is below it. */
export function scaleOf(values: readonly Float32Array[], kind?: Scale['kind']): Scale {
  const ranges = values.map(rangeOf);
  const low = Math.min(0, ...ranges.map(([least]) => least));
  const high = Math.max(0, ...ranges.map(([, most]) => most));
  const found = kind ?? (low < 0 ? 'signed' : 'heat');
  return { kind: found, most: found === 'signed' ? Math.max(-low, high) : high };
}

/** A filter of the stem as a tile in the colours that it looks for: grey is zero, `most` and −`most` are the ends of each colour. RGBA. */
export function filterTile(
  { shape, data }: StemFilters,
  filter: number,
  most: number,
): Uint8ClampedArray<ArrayBuffer> {
  const [, channels, height, width] = shape;
  const pixels = height * width;
  const image = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let at = 0; at < pixels; at++) {
    for (let c = 0; c < 3; c++) {
      const weight = data[(filter * channels + Math.min(c, channels - 1)) * pixels + at] ?? 0;
      image[4 * at + c] = Math.round(127.5 * (1 + (most > 0 ? weight / most : 0)));
    }
  }
  return image;
}

/** A picture from what the stem is given: normalised, HWC. @returns bytes of RGB. */
export function pictureBytes(
  normalised: Float32Array,
  { mean, std }: { readonly mean: readonly number[]; readonly std: readonly number[] },
): Uint8Array {
  return Uint8Array.from(normalised, (value, i) =>
    Math.min(255, Math.max(0, Math.round(255 * (value * std[i % 3]! + mean[i % 3]!)))),
  );
}
