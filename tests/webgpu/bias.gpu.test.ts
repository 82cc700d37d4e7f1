/** What follows a convolution without batch norm, forward and backward, at odd shapes, against float64; and packed halves. */
import { describe, expect, test } from 'vitest';
import { biasApply } from '../../src/webgpu/kernels/biasApply.ts';
import { biasBackward } from '../../src/webgpu/kernels/biasBackward.ts';
import { biasGradient } from '../../src/webgpu/kernels/biasGradient.ts';
import { normChunks } from '../../src/webgpu/kernels/moments.ts';
import type { RowTraits } from '../../src/webgpu/kernels/rows.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { expectHalves, nearestHalves } from './halves.ts';
import { cases, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

const tolerance = 1e-5;
const none = new Float32Array();

/** Odd shapes, and some that take every path: many chunks, several groups of columns, exact and ragged rows. */
const shapes: readonly (readonly [rows: number, channels: number])[] = [
  [1, 1],
  [1, 16],
  [2, 5],
  [37, 3],
  [37 * 9, 20],
  [50, 300],
  [63, 12],
  [96, 2048],
  [33, 130],
  [4 * 1024 + 1, 16],
  [9 * 1024, 4],
  [32 * 1024, 16],
  [70_001, 3],
];
const named = cases(shapes.map((shape, i) => [...shape, i] as const));

/** Every other case reduces without barriers, as devices do on which those are dear; every third is spread over many threads. */
const deviceOf = (seed: number): RowTraits => ({
  ...(seed % 2 === 1 ? { reductionLanes: 1 } : {}),
  ...(seed % 3 === 1 ? { passThreads: 65_536 } : {}),
});

/** factor · (z + bias) + residual?, behind a ReLU where there is one. */
function applied(
  z: Float32Array,
  bias: Float32Array,
  relu: boolean,
  residual?: Float32Array,
  factor = 1,
): Float64Array {
  return Float64Array.from(z, (v, i) => {
    const sum = factor * (v + (bias[i % bias.length] ?? Number.NaN)) + (residual?.[i] ?? 0);
    return relu ? Math.max(0, sum) : sum;
  });
}

/** Of a gradient where it passes, its sums by channel. */
function gradients(dy: Float32Array, y: Float32Array | undefined, channels: number) {
  const g = Float64Array.from(dy, (v, i) => (y && !((y[i] ?? Number.NaN) > 0) ? 0 : v));
  const dbias = new Float64Array(channels);
  g.forEach((v, i) => {
    dbias[i % channels] = (dbias[i % channels] ?? Number.NaN) + v;
  });
  return { g, dbias };
}

const options = [
  { relu: true, residual: true },
  { relu: true, residual: false },
  { relu: false, residual: true },
  { relu: false, residual: false },
] as const;

describe('forward', () => {
  test.each(named)('%i × %i', async (rows, channels, seed) => {
    const { relu, residual } = options[seed % options.length] ?? options[0];
    const draw = randomNumbers(seed + 7);
    const [z, added] = [randomArray(rows * channels, draw, 2), randomArray(rows * channels, draw)];
    const bias = randomArray(channels, draw);
    const kernel = biasApply(rows, channels, { relu, residual, ...deviceOf(seed) });
    const [y = none] = await runKernel(kernel, [z, bias, ...(residual ? [added] : [])], [z.length]);
    expectClose(y, applied(z, bias, relu, residual ? added : undefined), tolerance, 'y');
  });

  test.each([0, 1.25])('times %d', async (factor) => {
    const draw = randomNumbers(3);
    const [z, added, bias] = [
      randomArray(37 * 12, draw, 2),
      randomArray(37 * 12, draw),
      randomArray(12, draw),
    ];
    const kernel = biasApply(37, 12, { relu: true, residual: true, factor: true });
    const [y = none] = await runKernel(kernel, [z, bias, Float32Array.of(factor), added], [z.length]);
    expectClose(y, applied(z, bias, true, added, factor), tolerance, 'y');
  });
});

async function backward(
  [rows, channels]: readonly [number, number],
  relu: boolean,
  dy: Float32Array,
  y: Float32Array,
  device: RowTraits,
  storage: 'float32' | 'float16' = 'float32',
) {
  const { chunks } = normChunks(rows, channels, device);
  const [partials = none, g] = await runKernel(
    biasBackward(rows, channels, { relu, storage }, device),
    relu ? [dy, y] : [dy],
    [chunks * channels, ...(relu ? [dy.length] : [])],
  );
  const [dbias = none] = await runKernel(
    biasGradient(chunks, channels, device.reductionLanes),
    [partials],
    [channels],
  );
  return { dbias, g };
}

describe('backward', () => {
  test.each(named)('%i × %i', async (rows, channels, seed) => {
    const draw = randomNumbers(seed + 29);
    // Off zero, so that sums are not of the size of their rounding.
    const dy = randomArray(rows * channels, draw, 1, 0.3);
    const y = randomArray(rows * channels, draw).map((v) => Math.max(0, v));
    for (const relu of [true, false]) {
      const { dbias, g } = await backward([rows, channels], relu, dy, y, deviceOf(seed));
      const expected = gradients(dy, relu ? y : undefined, channels);
      expectClose(dbias, expected.dbias, tolerance, `dbias, ReLU ${relu}`);
      // Not computed: dy itself, or zero.
      expect(g).toEqual(relu ? Float32Array.from(expected.g) : undefined);
    }
  });
});

test.each([0, 1.25])('backward times %d', async (factor) => {
  const [rows, channels] = [37 * 9, 20];
  const draw = randomNumbers(41);
  const dy = randomArray(rows * channels, draw, 1, 0.3);
  const y = randomArray(rows * channels, draw).map((v) => Math.max(0, v));
  const { chunks } = normChunks(rows, channels);
  const kernel = biasBackward(rows, channels, { relu: true, factor: true });
  const sizes = [chunks * channels, dy.length, dy.length];
  const [partials = none, g, dz = none] = await runKernel(kernel, [dy, y, Float32Array.of(factor)], sizes);
  const [dbias = none] = await runKernel(biasGradient(chunks, channels), [partials], [channels]);
  const expected = gradients(dy, y, channels);
  expect(g).toEqual(Float32Array.from(expected.g));
  const times = (values: Float64Array): Float64Array => values.map((v) => factor * v);
  expectClose([...dz, 1], [...times(expected.g), 1], 1e-7, 'dz');
  expectClose([...dbias, 1], [...times(expected.dbias), 1], tolerance, 'dbias');
});

describe.each([
  [37 * 9, 20],
  [1025, 16],
] as const)('in halves: %i × %i', (rows, channels) => {
  const draw = randomNumbers(rows);
  const map = (scale = 1): Float32Array => nearestHalves(randomArray(rows * channels, draw, scale, 0.3));

  test('forward', async () => {
    const [z, residual, bias] = [map(2), map(), randomArray(channels, draw)];
    const kernel = biasApply(rows, channels, { relu: true, residual: true, storage: 'float16' });
    const [y = none] = await runKernel(kernel, [z, bias, residual], [z.length]);
    expectHalves(y, applied(z, bias, true, residual), 1e-5, 'y');
  });

  test('backward', async () => {
    const [dy, y] = [map(), map().map((v) => Math.max(0, v))];
    const { dbias, g = none } = await backward([rows, channels], true, dy, y, {}, 'float16');
    const expected = gradients(dy, y, channels);
    expectClose(dbias, expected.dbias, tolerance, 'dbias');
    expectHalves(g, expected.g, 0, 'g');
  });
});
