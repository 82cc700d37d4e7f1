/** The batch norm kernels, forward and backward, at odd shapes, against float64. */
import { describe, expect, test } from 'vitest';
import { normMomentum } from '../../src/model/norm.ts';
import { normChunks } from '../../src/webgpu/kernels/moments.ts';
import { normApply } from '../../src/webgpu/kernels/normApply.ts';
import { normBackwardApply } from '../../src/webgpu/kernels/normBackwardApply.ts';
import { normBackwardFinalise } from '../../src/webgpu/kernels/normBackwardFinalise.ts';
import { normBackwardReduce } from '../../src/webgpu/kernels/normBackwardReduce.ts';
import { normFinalise } from '../../src/webgpu/kernels/normFinalise.ts';
import { normInference } from '../../src/webgpu/kernels/normInference.ts';
import { normInferenceGradient } from '../../src/webgpu/kernels/normInferenceGradient.ts';
import { normSquare } from '../../src/webgpu/kernels/normSquare.ts';
import { normPartialsSize, normStatistics } from '../../src/webgpu/kernels/normStatistics.ts';
import type { ReluMask } from '../../src/webgpu/kernels/reluMask.ts';
import type { RowTraits } from '../../src/webgpu/kernels/rows.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { cases, pick, randomInt, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { moments, type Norm, normalise, normGradients } from './references.ts';

useTrainingBackend();

const tolerance = 1e-5;

interface Shape {
  readonly rows: number;
  readonly channels: number;
}

/** Odd shapes, and some that take every path: many chunks, several groups of columns, exact and ragged rows. */
function shapes(): Shape[] {
  const draw = randomNumbers(1);
  const odd = Array.from({ length: 14 }, () => {
    const size = randomInt(draw, 1, 33);
    return {
      rows: pick(draw, [1, 2, 37]) * size * randomInt(draw, 1, Math.min(size, 9)),
      channels: pick(draw, [1, 3, 4, 5, 7, 12, 16, 20, 64]),
    };
  });
  return [
    ...odd,
    { rows: 1, channels: 16 },
    { rows: 2, channels: 5 },
    { rows: 32 * 1024, channels: 16 },
    { rows: 4 * 1024 + 1, channels: 16 },
    { rows: 50, channels: 300 },
    { rows: 96, channels: 2048 },
    { rows: 33, channels: 130 },
    { rows: 70_001, channels: 3 },
  ];
}

const name = ({ rows, channels }: Shape): string => `${rows} × ${channels}`;
const named = cases(shapes()).map((shape, i) => [name(shape), shape, i] as const);

/** Channels of different means and spreads. */
function inputs({ rows, channels }: Shape, seed: number, centre = 1) {
  const draw = randomNumbers(seed + 100);
  const centres = randomArray(channels, draw, centre);
  const spreads = randomArray(channels, draw, 1, 1.5);
  const z = Float32Array.from(
    { length: rows * channels },
    (_, i) => (centres[i % channels] ?? 0) + (spreads[i % channels] ?? 0) * draw(),
  );
  return {
    draw,
    z,
    gamma: randomArray(channels, draw, 1, 0.5),
    beta: randomArray(channels, draw),
    like: () => randomArray(rows * channels, draw),
  };
}

/** Statistics as the kernels hand them on, in float32, and the same numbers for the reference. */
function statistics(
  z: Float32Array,
  gamma: Float32Array,
  beta: Float32Array,
): { stats: Float32Array; norm: Norm } {
  const channels = gamma.length;
  const { mean, squares } = moments(z, channels);
  const rows = z.length / channels;
  const stats = Float32Array.from([...mean, ...squares.map((s) => 1 / Math.sqrt(s / rows + 1e-5))]);
  return { stats, norm: { mean: stats.slice(0, channels), inverse: stats.slice(channels), gamma, beta } };
}

/** Every other case reduces without barriers, as devices do on which those are dear; every third is spread over many threads. */
const deviceOf = (seed: number): RowTraits => ({
  ...(seed % 2 === 1 ? { reductionLanes: 1 } : {}),
  ...(seed % 3 === 1 ? { passThreads: 65_536 } : {}),
});

async function runStatistics(
  { rows, channels }: Shape,
  z: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  device: RowTraits = {},
) {
  const [partials = z] = await runKernel(
    normStatistics(rows, channels, device),
    [z],
    [normPartialsSize(rows, channels, device)],
  );
  const [newMean = z, newVariance = z, stats = z] = await runKernel(
    normFinalise(rows, channels, normChunks(rows, channels, device), device.reductionLanes),
    [partials, mean, variance],
    [2 * channels],
  );
  return { partials, newMean, newVariance, stats };
}

describe('statistics', () => {
  test.each(named)('%s', async (_, shape, seed) => {
    const { rows, channels } = shape;
    const { z, draw } = inputs(shape, seed);
    const runningMean = randomArray(channels, draw);
    const runningVariance = randomArray(channels, draw, 1, 2);
    const device = deviceOf(seed);
    const result = await runStatistics(shape, z, runningMean, runningVariance, device);

    const { chunks, chunkRows } = normChunks(rows, channels, device);
    expect(chunks).toBeLessThanOrEqual((device.passThreads ?? 16_384) / 256);
    for (let p = 0; p < chunks; p++) {
      const part = moments(z, channels, p * chunkRows, Math.min(rows, (p + 1) * chunkRows));
      const at = p * 2 * channels;
      expectClose(result.partials.slice(at, at + channels), part.mean, tolerance, `mean of chunk ${p}`);
      const squares = result.partials.slice(at + channels, at + 2 * channels);
      if (rows > 1) expectClose(squares, part.squares, tolerance, `squares of chunk ${p}`);
    }
    const { mean, squares } = moments(z, channels);
    const inverse = squares.map((s) => 1 / Math.sqrt(s / rows + 1e-5));
    expectClose(result.stats.slice(0, channels), mean, tolerance, 'mean');
    expectClose(result.stats.slice(channels), inverse, tolerance, 'inverse');
    const follow = (running: Float32Array, batch: Float64Array) =>
      batch.map((b, c) => (1 - normMomentum) * (running[c] ?? 0) + normMomentum * b);
    expectClose(result.newMean, follow(runningMean, mean), tolerance, 'running mean');
    const unbiased = squares.map((s) => s / Math.max(1, rows - 1));
    expectClose(result.newVariance, follow(runningVariance, unbiased), tolerance, 'running variance');
  });

  test.each(cases([37, 4096]))('of %i rows without moving the running ones, to the bit', async (rows) => {
    const shape = { rows, channels: 12 };
    const { z } = inputs(shape, 5);
    const ones = new Float32Array(12).fill(1);
    const { partials, stats } = await runStatistics(shape, z, ones, ones);
    const kernel = normFinalise(rows, 12, normChunks(rows, 12), undefined, true);
    expect(await runKernel(kernel, [partials], [24])).toEqual([stats]);
  });

  test.each([
    { rows: 32 * 32 * 9, channels: 16 },
    { rows: 999, channels: 5 },
    { rows: 20_000, channels: 12 },
  ])('a mean a thousand times the spread: %o', async (shape) => {
    const { rows, channels } = shape;
    const { z } = inputs(shape, 7, 0.1);
    const far = z.map((v, i) => 1000 * (1 + (i % channels)) + v * (1 + (i % channels)));
    const ones = new Float32Array(channels).fill(1);
    const { stats } = await runStatistics(shape, far, ones, ones);
    const { mean, squares } = moments(far, channels);
    const inverse = squares.map((s) => 1 / Math.sqrt(s / rows + 1e-5));
    expectClose(stats.slice(0, channels), mean, 1e-6, 'mean');
    expectClose(stats.slice(channels), inverse, tolerance, 'inverse');
    const [y = stats] = await runKernel(
      normApply(rows, channels, { relu: false, residual: false }),
      [far, stats, ones, new Float32Array(channels)],
      [rows * channels],
    );
    const norm = { mean, inverse, gamma: ones, beta: new Float32Array(channels) };
    // The mean itself is a float32: a thousandth of its last digit is what y can be off.
    expectClose(y, normalise(far, norm, false), 2e-4, 'y');
  });

  test('the first row far from all others', async () => {
    const shape = { rows: 4096, channels: 16 };
    const { z } = inputs(shape, 3);
    z.fill(-300, 0, 16);
    const ones = new Float32Array(16).fill(1);
    const { partials } = await runStatistics(shape, z, ones, ones);
    const { chunkRows } = normChunks(shape.rows, shape.channels);
    const part = moments(z, 16, 0, chunkRows);
    expectClose(partials.slice(16, 32), part.squares, tolerance, 'squares');
  });
});

/** Every shape takes one of the options, in turn: a pipeline for each combination would take minutes to compile. */
const turn = <T>(options: readonly T[], seed: number): T => options[seed % options.length] as T;

const forwards = [
  { relu: true, residual: true },
  { relu: true, residual: false },
  { relu: false, residual: true },
  { relu: false, residual: false },
];

describe('forward', () => {
  test.each(named)('%s', async (_, shape, seed) => {
    const options = turn(forwards, seed);
    const { rows, channels } = shape;
    const { z, gamma, beta, draw, like } = inputs(shape, seed);
    const residual = options.residual ? [like()] : [];
    const { stats, norm } = statistics(z, gamma, beta);
    const [y = z] = await runKernel(
      normApply(rows, channels, { ...options, ...deviceOf(seed) }),
      [z, stats, gamma, beta, ...residual],
      [z.length],
    );
    expectClose(y, normalise(z, norm, options.relu, residual[0]), tolerance, 'training');

    const mean = randomArray(channels, draw);
    const variance = randomArray(channels, draw, 1, 1.1);
    const [inferred = z] = await runKernel(
      normInference(rows, channels, options),
      [z, mean, variance, gamma, beta, ...residual],
      [z.length],
    );
    const inverse = Float64Array.from(variance, (v) => 1 / Math.sqrt(v + 1e-5));
    const expected = normalise(z, { mean, inverse, gamma, beta }, options.relu, residual[0]);
    expectClose(inferred, expected, tolerance, 'inference');
  });
});

describe('the mean square of the output', () => {
  test.each(named)('%s', async (_, shape, seed) => {
    const { z, gamma, beta } = inputs(shape, seed);
    const { stats, norm } = statistics(z, gamma, beta);
    const [square] = await runKernel(normSquare(shape.channels), [stats, gamma, beta], [1]);
    const y = normalise(z, norm, false);
    const expected = y.reduce((sum, v) => sum + v * v, 0) / y.length;
    expectClose(square ?? [], [expected], tolerance, 'square');
  });
});

describe('backward by the running statistics', () => {
  test.each(named)('%s', async (_, shape, seed) => {
    const options = turn(forwards, seed);
    const { rows, channels } = shape;
    const { draw, gamma, like } = inputs(shape, seed);
    const [dy, y] = [like(), like().map((v) => Math.max(0, v))];
    const variance = randomArray(channels, draw, 1, 1.1);
    // Without a ReLU the residual's gradient is dy.
    const residual = options.residual && options.relu;
    const results = await runKernel(
      normInferenceGradient(rows, channels, { ...options, residual, ...deviceOf(seed) }),
      [dy, ...(options.relu ? [y] : []), gamma, variance],
      residual ? [dy.length, dy.length] : [dy.length],
    );
    const masked = dy.map((v, i) => (options.relu && !((y[i] ?? 0) > 0) ? 0 : v));
    const expected = Float64Array.from(masked, (v, i) => {
      const c = i % channels;
      return ((gamma[c] ?? 0) / Math.sqrt((variance[c] ?? 0) + 1e-5)) * v;
    });
    expectClose(results.pop() ?? [], expected, tolerance, 'dz');
    if (residual) expectClose(results[0] ?? [], masked, 1e-7, 'dresidual');
  });
});

const backwards: readonly { mask: ReluMask; residual: boolean }[] = [
  { mask: 'y', residual: true },
  { mask: 'y', residual: false },
  { mask: 'z', residual: false },
  { mask: 'none', residual: true },
  { mask: 'none', residual: false },
];

describe('backward', () => {
  test.each(named)('%s', async (_, shape, seed) => {
    const { rows, channels } = shape;
    const options = turn(backwards, seed);
    const device = deviceOf(seed);
    const { mask } = options;
    const { z, gamma, beta, like } = inputs(shape, seed);
    const dy = like();
    const { stats, norm } = statistics(z, gamma, beta);
    const y = mask === 'y' ? Float32Array.from(normalise(z, norm, true, like())) : normalise(z, norm, true);
    const passes = (i: number): boolean => mask === 'none' || (y[i] ?? 0) > 0;
    const expected = normGradients(dy, passes, z, norm);

    const masks = y instanceof Float32Array ? [dy, y] : [dy];
    const shift = mask === 'z' ? [beta] : [];
    const [partials = z] = await runKernel(
      normBackwardReduce(rows, channels, mask, device),
      [...masks, z, stats, ...(mask === 'z' ? [gamma] : []), ...shift],
      [normPartialsSize(rows, channels, device)],
    );
    const [dgamma = z, dbeta = z, sums = z] = await runKernel(
      normBackwardFinalise(rows, channels, normChunks(rows, channels, device), device.reductionLanes),
      [partials],
      [channels, channels, 2 * channels],
    );
    // Of one or two rows all terms cancel: what is left is measured against what it is made of.
    const floor = rows <= 2 ? 1 : 0;
    const close = (actual: Float32Array, values: Float64Array, what: string): void =>
      expectClose([...actual, floor], [...values, floor], tolerance, what);
    close(dgamma, expected.dgamma, 'dgamma');
    expectClose(dbeta, expected.dbeta, tolerance, 'dbeta');
    expectClose(
      sums.slice(0, channels),
      expected.dbeta.map((v) => v / rows),
      tolerance,
      'mean of dy',
    );

    const results = await runKernel(
      normBackwardApply(rows, channels, { ...options, ...device }),
      [...masks, z, stats, gamma, ...shift, sums],
      options.residual ? [z.length, z.length] : [z.length],
    );
    const dz = results.pop() ?? z;
    // 1/√ε for a single row.
    const spread = Math.max(...stats.slice(channels));
    close(
      dz.map((v) => v / spread),
      expected.dz.map((v) => v / spread),
      'dz',
    );
    if (options.residual) expectClose(results[0] ?? z, expected.masked, 1e-7, 'dresidual');
  });
});
