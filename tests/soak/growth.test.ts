/** Growth a run, from looks in between, and when it is too much. */
import { describe, expect, it } from 'vitest';
import type { Footprint } from './footprint.ts';
import { growthOf, memoryOf, slopeOf } from './growth.ts';

const looks = (...values: readonly number[]) => values.map((value, i) => ({ runs: 10 * i, value }));

it('is the slope of a line, and 0 of what stays as it is', () => {
  expect(slopeOf(looks(5, 25, 45, 65))).toBe(2);
  expect(slopeOf(looks(7, 7, 7))).toBe(0);
  expect(slopeOf(looks(7))).toBe(0);
});

it('is not bent by one odd look', () => {
  expect(slopeOf(looks(0, 10, 500, 30, 40, 50))).toBeCloseTo(1, 0);
  expect(slopeOf(looks(0, 0, 0, 0, 0, 900))).toBe(0);
});

describe('the memory of a soak', () => {
  /** What a run adds that is not deleted, as it was measured. */
  const history: Footprint = { heap: 14.8 * 1024, workerHeap: 100, nodes: 21, listeners: 2, gpuBytes: 0 };
  const start: Footprint = {
    heap: 12e6,
    workerHeap: 3.4e6,
    nodes: 1200,
    listeners: 1390,
    gpuBytes: 33_000,
  };
  /** Looks after so many runs; a reloaded page is some hundred kilobytes off. */
  const looksAt = (runs: number, more: Partial<Footprint> = {}) =>
    Array.from({ length: runs + 1 }, (_, n) => {
      const off = [0, -400_000, 250_000, 100_000, -150_000][n % 5]!;
      const grown = (q: keyof Footprint) => start[q] + n * (more[q] ?? history[q]);
      return {
        runs: n + 1,
        footprint: {
          heap: grown('heap') + off,
          workerHeap: grown('workerHeap') - off / 10,
          nodes: grown('nodes') + off / 5000,
          listeners: grown('listeners') + (n % 3),
          gpuBytes: grown('gpuBytes'),
        },
      };
    });

  it('is right where runs add their history and no more', () => {
    const { problems, text } = memoryOf([looksAt(20)]);
    expect(problems).toEqual([]);
    expect(text).toMatch(/^a run adds page heap KiB [\d.]+, worker heap KiB .*, GPU KiB 0$/);
    expect(growthOf(looksAt(40)).nodes).toBeCloseTo(21, 0);
  });

  it.each<[keyof Footprint, number, string]>([
    ['heap', 150_000, 'page heap KiB'],
    ['workerHeap', 80_000, 'worker heap KiB'],
    ['nodes', 60, 'nodes'],
    ['listeners', 7, 'listeners'],
    ['gpuBytes', 33_000, 'GPU KiB'],
  ])('is wrong where they leave more of %s, which is named with its bound', (quantity, each, name) => {
    const { problems } = memoryOf([looksAt(20), looksAt(25, { [quantity]: each })]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^a run adds ${name} [\\d.]+ where ${name} [\\d.]+ are allowed$`));
  });

  it('is not judged by few runs, in whichever browsers they were', () => {
    const leak = { heap: 9e6 };
    const { problems, text } = memoryOf([looksAt(19, leak), looksAt(12, leak), []]);
    expect(problems).toEqual([]);
    expect(text).toBe('memory is not judged, which takes 20 runs in one browser');
  });

  it('is judged without the looks to which a worker gave no answer', () => {
    const looks = looksAt(22).map((look, i) =>
      i % 4 === 1 ? { ...look, footprint: { ...look.footprint, workerHeap: Number.NaN } } : look,
    );
    expect(memoryOf([looks]).text).not.toContain('NaN');
  });
});
