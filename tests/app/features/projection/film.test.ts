/** The film of a run: what it shows when, and a file that others read. */
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { gif } from '../../../../src/app/features/projection/film/gif.ts';
import { picturesPerSecond, timeline } from '../../../../src/app/features/projection/film/timeline.ts';

it.each([1, 2, 3, 10, 200])(
  'a film of %i epochs shows each, in their order, and rests on the last',
  (frames) => {
    const moments = timeline(frames);
    expect(moments[0]).toEqual({ frame: 0, next: Math.min(1, frames - 1), share: 0, seconds: 0 });
    expect(new Set(moments.map(({ frame }) => frame)).size).toBe(frames);
    const way = moments.map(({ frame, share }) => frame + share);
    expect(way).toEqual(way.toSorted((a, b) => a - b));
    expect(way.slice(-20)).toEqual(new Array(20).fill(frames - 1));
    // Seconds: in no case long enough to be tired of.
    expect(moments.length / picturesPerSecond).toBeLessThan(13);
    for (const { frame, next } of moments) expect(next - frame).toBe(frame === frames - 1 ? 0 : 1);
  },
);

it('a GIF has every picture as it was drawn, also where a pixel stays', async () => {
  const [width, height] = [8, 6];
  const paint = (x: number) => {
    const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let y = 0; y < height; y++) pixels.set([248, 0, 0], 4 * (y * width + x));
    return pixels;
  };
  const pictures = [0, 3, 4].map(paint);
  const file = gif(width, height, { perSecond: 20, samples: pictures });
  for (const picture of pictures) file.add(picture);
  const bytes = file.finish();
  const { pages, delay } = await sharp(bytes, { animated: true }).metadata();
  expect(pages).toBe(3);
  expect(delay).toEqual([50, 50, 50]);
  for (const [page, picture] of pictures.entries()) {
    const read = await sharp(bytes, { page }).removeAlpha().raw().toBuffer();
    const wanted = [...picture].filter((_, i) => i % 4 < 3);
    expect([...read]).toEqual(wanted);
  }
});
