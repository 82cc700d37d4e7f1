/** Augmentation draws: in range, evenly spread, and a matter of seed, epoch and picture alone. */
import { describe, expect, it } from 'vitest';
import { type DrawOptions, drawsFor as draw } from '../../src/data/draws.ts';
import { range } from '../../src/data/random.ts';
import { drawsPerPicture } from '../../src/training/augmentation.ts';

/** Of pictures of 32 pixels, where a test names no other size. */
const drawsFor = (options: Omit<DrawOptions, 'imageSize'> & Partial<DrawOptions>) =>
  draw({ imageSize: 32, ...options });

const all = ['crop', 'flip', 'cutout'] as const;
const n = 20_000;
const draws = drawsFor({ seed: 7, epoch: 3, pictures: range(n), augment: all });
const column = (c: number, from = draws) =>
  Array.from({ length: from.length / 5 }, (_, i) => from[i * 5 + c]!);

/** Chi-square of values against an even spread over low…high. */
function chiSquare(values: number[], low: number, high: number): number {
  const counts = new Array<number>(high - low + 1).fill(0);
  for (const value of values) {
    if (!(value >= low && value <= high)) expect.fail(`${value} is not within ${low}…${high}`);
    counts[value - low]!++;
  }
  const expected = values.length / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('drawsFor', () => {
  it('lays out five numbers a picture, as the engines read them', () => {
    expect(drawsPerPicture).toBe(5);
    expect(draws.length).toBe(n * drawsPerPicture);
  });

  it('places cutouts anywhere in a picture of another size', () => {
    const large = drawsFor({ seed: 7, epoch: 3, pictures: range(n), augment: ['cutout'], imageSize: 64 });
    for (const at of [3, 4]) {
      const freedom = 63;
      expect(chiSquare(column(at, large), 0, 63)).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom) + 5);
    }
  });

  it.each([
    ['shift y', 0, -4, 4],
    ['shift x', 1, -4, 4],
    ['mirror', 2, 0, 1],
    ['cutout y', 3, 0, 31],
    ['cutout x', 4, 0, 31],
  ])('spreads %s evenly', (_, at, low, high) => {
    const freedom = high - low;
    // Five standard deviations above the mean of the chi-square distribution.
    expect(chiSquare(column(at), low, high)).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom) + 5);
  });

  it('draws the five independently', () => {
    for (let a = 0; a < 5; a++)
      for (let b = 0; b < a; b++) expect(Math.abs(correlation(column(a), column(b)))).toBeLessThan(0.035);
  });

  it('draws anew every epoch and for every seed', () => {
    const other = drawsFor({ seed: 7, epoch: 4, pictures: range(n), augment: all });
    const seeded = drawsFor({ seed: 8, epoch: 3, pictures: range(n), augment: all });
    for (const later of [other, seeded])
      for (let c = 0; c < 5; c++)
        expect(Math.abs(correlation(column(c), column(c, later)))).toBeLessThan(0.035);
  });

  it('gives a picture the same draws in whatever batch it is', () => {
    const pictures = [19, 4, 12_345, 4];
    const some = drawsFor({ seed: 7, epoch: 3, pictures, augment: all });
    pictures.forEach((picture, i) => {
      expect(some.subarray(i * 5, i * 5 + 5)).toEqual(draws.subarray(picture * 5, picture * 5 + 5));
    });
  });

  it('leaves alone what is switched off, without moving the rest', () => {
    const some = (augment: readonly (typeof all)[number][]) =>
      drawsFor({ seed: 7, epoch: 3, pictures: range(200), augment });
    const pick = (c: number) => column(c).slice(0, 200);
    const fixed = (value: number) => new Array<number>(200).fill(value);
    const none = some([]);
    expect([0, 1, 2, 3, 4].map((c) => column(c, none))).toEqual([0, 0, 0, -1, -1].map(fixed));
    const flip = some(['flip']);
    expect([0, 1, 2, 3, 4].map((c) => column(c, flip))).toEqual([
      fixed(0),
      fixed(0),
      pick(2),
      fixed(-1),
      fixed(-1),
    ]);
    const two = some(['crop', 'cutout']);
    expect([0, 1, 2, 3, 4].map((c) => column(c, two))).toEqual([
      pick(0),
      pick(1),
      fixed(0),
      pick(3),
      pick(4),
    ]);
  });
});

function correlation(a: number[], b: number[]): number {
  const mean = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: number[], mx: number, y: number[], my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}
