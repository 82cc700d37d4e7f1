/**
 * What a convolution reduces of its own result, against float64: statistics for the batch norm that follows, and the sums for
 * the one before in the backward pass, in parts and as they are joined.
 */
import { describe, expect, test } from 'vitest';
import { convPlan } from '../../src/webgpu/convPlan.ts';
import type { Kernel } from '../../src/webgpu/kernel.ts';
import { type ConvShape, convElements, convStorage } from '../../src/webgpu/kernels/convShape.ts';
import { normBackwardFinalise } from '../../src/webgpu/kernels/normBackwardFinalise.ts';
import { normFinalise } from '../../src/webgpu/kernels/normFinalise.ts';
import type { ConvPlan, Operand } from '../../src/webgpu/kernels/plan.ts';
import type { ReluMask } from '../../src/webgpu/kernels/reluMask.ts';
import { type Tile, tileName } from '../../src/webgpu/kernels/tiled/tile.ts';
import type { TileOutputs } from '../../src/webgpu/kernels/winograd/matrices.ts';
import type { Storage } from '../../src/webgpu/storage.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { describeShape, forwardReference, inputGradientReference, shapeOf } from './convReference.ts';
import { expectHalves, nearestHalves } from './halves.ts';
import { cases, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { moments, type Norm, normalise, normGradients } from './references.ts';

useTrainingBackend();

const tolerance = 1e-5;
const tile = (bm: number, bn: number, tm: number, tn: number): Tile => ({
  bm,
  bn,
  bk: 16,
  tm,
  tn,
  rolled: true,
});
const halves = (s: ConvShape): ConvShape => ({ ...s, storage: 'float16' });

/** Whole and ragged tiles, channels in fours and not, less than a tile of either, strides, hundreds of parts. */
const forwards: readonly (readonly [ConvShape, Tile, TileOutputs?])[] = [
  [shapeOf(2, [9, 7], 5, 20, 3, 1), tile(32, 16, 4, 4)],
  [shapeOf(2, [8, 8], 16, 16, 3, 1), tile(64, 16, 4, 4)],
  [shapeOf(37, [3, 5], 3, 7, 3, 2), tile(32, 32, 4, 4)],
  [shapeOf(1, [33, 31], 4, 36, 1, 1), tile(64, 32, 4, 4)],
  [shapeOf(1, [1, 3], 8, 70, 1, 1), tile(32, 64, 4, 4)],
  [halves(shapeOf(2, [9, 7], 12, 20, 3, 1)), tile(32, 32, 4, 4)],
  [shapeOf(3, [9, 13], 12, 68, 3, 1), tile(64, 64, 8, 4)],
  [shapeOf(1, [150, 151], 1, 5, 1, 1), tile(32, 16, 4, 4)],
  [shapeOf(3, [8, 6], 8, 68, 3, 1), tile(32, 32, 4, 4), 2],
  [shapeOf(37, [4, 8], 12, 20, 3, 1), tile(32, 16, 4, 4), 4],
  [halves(shapeOf(2, [10, 12], 8, 20, 3, 1)), tile(32, 16, 4, 4), 2],
];
const byWinograd = (outputs?: TileOutputs): string => (outputs ? ` and Winograd of ${outputs}` : '');

/** A plan for one tile, or by Winograd's F(m×m, 3×3) with a product in such tiles. */
const planOf = (s: ConvShape, pass: 'forward' | 'inputGradient', t: Tile, outputs?: TileOutputs): ConvPlan =>
  convPlan(
    s,
    pass,
    outputs
      ? { family: 'winograd', outputs, product: { by: 'tile', tile: t } }
      : { family: 'tiled', tile: t, splits: 1 },
  );

/** Runs a plan, with another kernel in place of the last one, which is given more. @returns what that one writes. */
async function runPlan(
  { scratch, dispatches }: ConvPlan,
  last: Kernel | undefined,
  inputs: readonly [Float32Array, Float32Array],
  more: readonly (readonly Float32Array[])[],
  sizes: readonly number[],
): Promise<Float32Array[]> {
  if (!last) throw new Error('The kernel does not offer to reduce.');
  const kept = new Map<Operand, Float32Array>([
    ['first', inputs[0]],
    ['second', inputs[1]],
  ]);
  for (const { kernel, operands } of dispatches.slice(0, -1)) {
    const to = operands.at(-1)!;
    const given = operands.slice(0, -1).map((o) => kept.get(o)!);
    const [written] = await runKernel(kernel, given, [scratch[to as number]!]);
    kept.set(to, written!);
  }
  const given = dispatches
    .at(-1)!
    .operands.slice(0, -1)
    .map((o) => kept.get(o)!);
  return runKernel(last, [...given, ...more.flat()], sizes);
}

/** The convolution with statistics, and what normFinalise makes of them. */
async function runForward(
  s: ConvShape,
  t: Tile,
  x: Float32Array,
  filter: Float32Array,
  outputs?: TileOutputs,
) {
  const plan = planOf(s, 'forward', t, outputs);
  const reducing = plan.dispatches.at(-1)?.kernel.withStatistics?.();
  if (!reducing) throw new Error('The kernel offers no statistics.');
  const { kernel, chunks, chunkRows } = reducing;
  const channels = s.outChannels;
  const { y: size } = convElements(s);
  const sizes = [size, chunks * 2 * channels];
  const [z = x, partials = x] = await runPlan(plan, kernel, [x, filter], [], sizes);
  const ones = new Float32Array(channels).fill(1);
  const joined = await runKernel(
    normFinalise(size / channels, channels, reducing),
    [partials, ones, ones],
    [2 * channels],
  );
  return { z, partials, chunks, chunkRows, stats: joined.at(-1) ?? x };
}

describe('statistics of a forward pass', () => {
  test.each(
    cases(forwards).map(
      ([s, t, outputs], i) =>
        [describeShape(s), `${tileName(t)}${byWinograd(outputs)}`, s, t, i, outputs] as const,
    ),
  )('%s by %s', async (_, __, s, t, seed, outputs) => {
    const draw = randomNumbers(seed + 40);
    const { x: xs, filter: filters } = convElements(s);
    const storage = convStorage(s);
    const rounded = (n: number, kind: 'x' | 'filter'): Float32Array =>
      storage[kind] === 'float16' ? nearestHalves(randomArray(n, draw)) : randomArray(n, draw);
    const [x, filter] = [rounded(xs, 'x'), rounded(filters, 'filter')];
    const { z, partials, chunks, chunkRows, stats } = await runForward(s, t, x, filter, outputs);
    const expected = forwardReference(s, x, filter);
    if (storage.y === 'float16') expectHalves(z, expected, tolerance, 'z');
    else expectClose(z, expected, tolerance, 'z');

    const channels = s.outChannels;
    const rows = expected.length / channels;
    // A mean may be next to nothing: its error is measured against the values that it is of.
    const size = expected.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    const closeMeans = (actual: Float32Array, means: Float64Array, what: string): void =>
      expectClose([...actual, size], [...means, size], tolerance, what);
    expect(chunks).toBe(Math.ceil(rows / chunkRows));
    // The rows of a part are side by side, but for Winograd, where a part is of tiles.
    for (let p = 0; p < (outputs ? 0 : chunks); p++) {
      const [start, end] = [p * chunkRows, Math.min(rows, (p + 1) * chunkRows)];
      const part = moments(expected, channels, start, end);
      const at = p * 2 * channels;
      closeMeans(partials.slice(at, at + channels), part.mean, `mean of part ${p}`);
      const squares = partials.slice(at + channels, at + 2 * channels);
      if (end - start > 1) expectClose(squares, part.squares, tolerance, `squares of part ${p}`);
      else expect(Math.max(...squares)).toBeLessThan(1e-12);
    }
    const { mean, squares } = moments(expected, channels);
    const inverse = squares.map((q) => 1 / Math.sqrt(q / rows + 1e-5));
    closeMeans(stats.slice(0, channels), mean, 'mean');
    expectClose(stats.slice(channels), inverse, tolerance, 'inverse');
  });

  test('keep their spread where a mean is a thousand times as large', async () => {
    const s = shapeOf(3, [23, 21], 4, 12, 1, 1);
    const draw = randomNumbers(3);
    const { x: xs, filter: filters } = convElements(s);
    // The first input is constant, and the weights by which it counts are large.
    const x = randomArray(xs, draw).map((v, i) => (i % 4 === 0 ? 1 : v));
    const filter = randomArray(filters, draw).map((v, i) => (i < 12 ? 1000 * (1 + i) : v * (1 + (i % 12))));
    const { z, stats } = await runForward(s, tile(32, 16, 4, 4), x, filter);
    const { mean, squares } = moments(z, 12);
    const inverse = squares.map((q) => 1 / Math.sqrt(q / (z.length / 12) + 1e-5));
    expectClose(stats.slice(0, 12), mean, 1e-6, 'mean');
    expectClose(stats.slice(12), inverse, tolerance, 'inverse');
  });
});

type Backward = readonly [ConvShape, Tile, ReluMask, adds: boolean, outputs?: TileOutputs];
/** Each mask, with an addend and without, strides whose classes of pixels have unlike numbers of rows, one tap, halves. */
const backwards: readonly Backward[] = [
  [shapeOf(2, [9, 7], 12, 5, 3, 1), tile(32, 16, 4, 4), 'z', false],
  [shapeOf(2, [9, 13], 20, 8, 3, 2), tile(32, 32, 4, 4), 'y', true],
  [shapeOf(1, [5, 7], 16, 8, 1, 2), tile(32, 16, 4, 4), 'none', true],
  [shapeOf(1, [1, 3], 4, 8, 3, 2), tile(32, 16, 4, 4), 'y', false],
  [halves(shapeOf(2, [9, 7], 36, 12, 3, 1)), tile(32, 32, 4, 4), 'y', true],
  [halves(shapeOf(1, [11, 6], 16, 8, 3, 2)), tile(64, 16, 4, 4), 'z', false],
  [shapeOf(3, [9, 13], 68, 12, 3, 1), tile(64, 64, 8, 4), 'z', false],
  [shapeOf(3, [8, 6], 68, 8, 3, 1), tile(32, 16, 4, 4), 'y', true, 2],
  [shapeOf(37, [4, 8], 20, 12, 3, 1), tile(32, 16, 4, 4), 'z', false, 4],
  [halves(shapeOf(2, [10, 12], 20, 8, 3, 1)), tile(32, 16, 4, 4), 'none', true, 2],
];

describe('sums of an input gradient', () => {
  test.each(
    cases(backwards).map(
      ([s, t, mask, adds, outputs], i) =>
        [`${describeShape(s)}${byWinograd(outputs)}`, mask, adds, s, t, i, outputs] as const,
    ),
  )('%s, mask %s, addend: %s', async (_, mask, adds, s, t, seed, outputs) => {
    const draw = randomNumbers(seed + 60);
    const { x: xs, filter: filters, y: ys } = convElements(s);
    const storage = convStorage(s);
    const channels = s.inChannels;
    const like = (n: number, stored: Storage): Float32Array =>
      stored === 'float16' ? nearestHalves(randomArray(n, draw)) : randomArray(n, draw);
    const [dy, filter] = [like(ys, storage.y), like(filters, storage.filter)];
    const addend = adds ? [like(xs, storage.x)] : [];
    const [z, y] = [like(xs, storage.x), like(xs, storage.x)];
    const vector = (centre: number): Float32Array => randomArray(channels, draw, 0.5, centre);
    const [mean, inverse, gamma, beta] = [vector(0), vector(1), vector(1), vector(0)];

    const plan = planOf(s, 'inputGradient', t, outputs);
    const plain = plan.dispatches.at(-1)?.kernel;
    const reducing = (adds ? plain?.withAddend?.() : plain)?.withReduction?.(mask);
    if (!reducing) throw new Error('The kernel offers no sums.');
    const { kernel, chunks } = reducing;
    const stats = Float32Array.from([...mean, ...inverse]);
    const masks = { none: [z, stats], y: [y, z, stats], z: [z, stats, gamma, beta] }[mask];
    const sizes = [xs, chunks * 2 * channels];
    const [dx = z, partials = z] = await runPlan(plan, kernel, [dy, filter], [addend, masks], sizes);
    const gradient = inputGradientReference(s, dy, filter).map((v, i) => v + (addend[0]?.[i] ?? 0));
    if (storage.x === 'float16') expectHalves(dx, gradient, tolerance, 'dx');
    else expectClose(dx, gradient, tolerance, 'dx');

    const norm: Norm = { mean, inverse, gamma, beta };
    const output = mask === 'y' ? y : normalise(z, norm, true);
    const passes = (i: number): boolean => mask === 'none' || (output[i] ?? 0) > 0;
    const expected = normGradients(Float32Array.from(gradient), passes, z, norm);
    const finalise = normBackwardFinalise(xs / channels, channels, { chunks: 1 }).withChunks?.(chunks);
    if (!finalise) throw new Error('The sums cannot be joined.');
    const [dgamma = z, dbeta = z] = await runKernel(finalise, [partials], [channels, channels, 2 * channels]);
    expectClose(dgamma, expected.dgamma, tolerance, 'dgamma');
    expectClose(dbeta, expected.dbeta, tolerance, 'dbeta');
  });
});
