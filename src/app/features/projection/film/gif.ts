/** Pictures one after the other as a GIF. All share one palette, so that nothing flickers, and a pixel that stays is not written again. */
import { applyPalette, GIFEncoder, type Palette, quantize } from 'gifenc';

/** RGBA of a picture. */
export type Pixels = Uint8ClampedArray | Uint8Array;

export interface Gif {
  add(pixels: Pixels): void;
  /** The file. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** The last place of the palette means "as before". */
const colours = 255;
/** Of hundredths of a second a viewer takes one at least. */
const leastDelay = 20;

/** @param samples Pictures that have all colours between them. */
export function gif(
  width: number,
  height: number,
  { perSecond, samples }: { readonly perSecond: number; readonly samples: readonly Pixels[] },
): Gif {
  const all = new Uint8Array(samples.length * width * height * 4);
  for (const [i, sample] of samples.entries()) all.set(sample, i * width * height * 4);
  const palette: Palette = quantize(all, colours, { format: 'rgb565' });
  while (palette.length <= colours) palette.push([0, 0, 0]);
  const encoder = GIFEncoder();
  let before: Uint8Array | undefined;
  return {
    add(pixels) {
      const places = applyPalette(pixels, palette.slice(0, colours), 'rgb565');
      const written = before ? places.map((place, i) => (place === before?.[i] ? colours : place)) : places;
      encoder.writeFrame(written, width, height, {
        ...(before ? {} : { palette }),
        delay: Math.max(leastDelay, 1000 / perSecond),
        transparent: before !== undefined,
        transparentIndex: colours,
        dispose: 1,
      });
      before = places;
    },
    finish() {
      encoder.finish();
      return encoder.bytes() as Uint8Array<ArrayBuffer>;
    },
  };
}
