/**
 * Kernels on feature maps of packed halves, at odd shapes, against float64 from the same rounded inputs. That they do right
 * in float32 is shown elsewhere; what is stored differs, and what is computed does not.
 */
import { describe, expect, test } from 'vitest';
import { makeKernel, read, writeElements } from '../../src/webgpu/kernel.ts';
import { add } from '../../src/webgpu/kernels/add.ts';
import { maxPool } from '../../src/webgpu/kernels/maxPool.ts';
import { maxPoolGradient } from '../../src/webgpu/kernels/maxPoolGradient.ts';
import { normApply } from '../../src/webgpu/kernels/normApply.ts';
import { normBackwardApply } from '../../src/webgpu/kernels/normBackwardApply.ts';
import { normBackwardReduce } from '../../src/webgpu/kernels/normBackwardReduce.ts';
import { normPartialsSize, normStatistics } from '../../src/webgpu/kernels/normStatistics.ts';
import { padShortcut } from '../../src/webgpu/kernels/padShortcut.ts';
import { padShortcutGradient } from '../../src/webgpu/kernels/padShortcutGradient.ts';
import { sumSquares } from '../../src/webgpu/kernels/sumSquares.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { Tape } from '../nn/reference.ts';
import { expectHalves, fromHalves, nearestHalves, toHalves } from './halves.ts';
import { runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { moments, normalise, normGradients } from './references.ts';

useTrainingBackend();

const none = new Float32Array();

test('values become the nearest halves, whatever the device rounds to', async () => {
  const draw = randomNumbers(5);
  const exact = fromHalves(Uint32Array.from({ length: 0x7c00 / 2 }, (_, i) => 2 * i + ((2 * i + 1) << 16)));
  // Between two neighbours, just below and just above the middle, and random ones of all sizes.
  const between = Array.from(exact).flatMap((h, i) => {
    const middle = (h + (exact[i + 1] ?? 65_536)) / 2;
    return i % 7 === 0 ? [middle, middle * (1 - 2 ** -20), middle * (1 + 2 ** -20)] : [h];
  });
  const random = Float32Array.from({ length: 5000 }, () => draw() * 2 ** (16 * draw()));
  const special = [
    0,
    -0,
    65_519,
    65_520,
    -65_520,
    1e30,
    -1e30,
    Number.POSITIVE_INFINITY,
    2 ** -14,
    -(2 ** -14),
  ];
  const all = [...between, ...random, ...special];
  while (all.length % 4 > 0) all.push(0);
  const values = Float32Array.from(all);
  const kernel = makeKernel({
    name: 'pack',
    bindings: [read('x', 'array<vec4f>'), writeElements('y', 'vec4f', 'float16')],
    body: `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < ${values.length / 4}u) { store_y(id.x, x[id.x]); }
}\n`,
    workgroups: [Math.ceil(values.length / 256), 1, 1],
    flops: 0,
    bytes: 0,
  });
  const [halves = none] = await runKernel(kernel, [values], [values.length]);
  const wrong = [...halves].flatMap((h, i) => {
    const v = values[i] ?? Number.NaN;
    const [expected = Number.NaN] = nearestHalves([v]);
    return Object.is(h, expected) ? [] : [{ v, h, expected }];
  });
  expect(wrong).toEqual([]);
});

test('single halves cannot be written', () => {
  expect(() => writeElements('y', 'f32', 'float16')).toThrow('share words');
});

describe.each([
  { rows: 37 * 9, channels: 20 },
  { rows: 1025, channels: 16 },
  { rows: 2, channels: 300 },
])('norm: $rows × $channels', ({ rows, channels }) => {
  const draw = randomNumbers(rows);
  const map = (scale = 1, centre = 0): Float32Array =>
    nearestHalves(randomArray(rows * channels, draw, scale, centre));
  const [gamma, beta] = [randomArray(channels, draw, 1, 0.5), randomArray(channels, draw)];
  const z = map(2, 0.7);
  const { mean, squares } = moments(z, channels);
  const stats = Float32Array.from([...mean, ...squares.map((s) => 1 / Math.sqrt(s / rows + 1e-5))]);
  const norm = { mean: stats.slice(0, channels), inverse: stats.slice(channels), gamma, beta };
  const storage = 'float16';

  test('forward', async () => {
    const statistics = normStatistics(rows, channels, undefined, storage);
    const [partials = none] = await runKernel(statistics, [z], [normPartialsSize(rows, channels)]);
    const first = moments(z, channels, 0, Math.min(rows, rows / (partials.length / channels / 2)));
    if (partials.length === 2 * channels) expectClose(partials.slice(0, channels), first.mean, 1e-5, 'mean');
    const residual = map();
    const apply = normApply(rows, channels, { relu: true, residual: true, storage });
    const [y = none] = await runKernel(apply, [z, stats, gamma, beta, residual], [z.length]);
    expectHalves(y, normalise(z, norm, true, residual), 1e-5, 'y');
  });

  test('backward', async () => {
    const dy = map();
    const y = nearestHalves(normalise(z, norm, true, map()));
    const expected = normGradients(dy, (i) => (y[i] ?? 0) > 0, z, norm);
    const reduce = normBackwardReduce(rows, channels, 'y', undefined, storage);
    const [partials = none] = await runKernel(reduce, [dy, y, z, stats], [normPartialsSize(rows, channels)]);
    const chunks = partials.length / channels / 2;
    const sums = Float64Array.from({ length: 2 * channels }, (_, i) => {
      let sum = 0;
      for (let chunk = 0; chunk < chunks; chunk++) sum += partials[chunk * 2 * channels + i] ?? Number.NaN;
      return sum;
    });
    expectClose(sums.slice(0, channels), expected.dbeta, 1e-5, 'dbeta');
    const means = Float32Array.from([...expected.dbeta, ...expected.dgamma], (v) => v / rows);
    const apply = normBackwardApply(rows, channels, { mask: 'y', residual: true, storage });
    const [dresidual = none, dz = none] = await runKernel(
      apply,
      [dy, y, z, stats, gamma, means],
      [z.length, z.length],
    );
    expectHalves(dresidual, expected.masked, 0, 'dresidual');
    // Of two rows all terms cancel.
    if (rows > 2) expectHalves(dz, expected.dz, 1e-5, 'dz');
  });
});

test.each([
  { channels: 16, before: 8, after: 8 },
  { channels: 4, before: 2, after: 2 },
  { channels: 5, before: 1, after: 2 },
  { channels: 8, before: 1, after: 2 },
])('padded shortcut: %o', async (pad) => {
  const s = { batch: 3, inHeight: 7, inWidth: 5, outHeight: 4, outWidth: 3, stride: 2, ...pad };
  const draw = randomNumbers(s.channels);
  const x = nearestHalves(randomArray(s.batch * s.inHeight * s.inWidth * s.channels, draw));
  const tape = new Tape();
  const leaf = tape.leaf([s.batch, s.inHeight, s.inWidth, s.channels], x);
  const expected = tape.padShortcut(leaf, s.stride, s.before, s.after);
  const dy = nearestHalves(randomArray(expected.data.length, draw));
  tape.backward(expected, dy);
  const [y = none] = await runKernel(padShortcut(s, 'float16'), [x], [dy.length]);
  expect([...y]).toEqual([...expected.data]);
  const gradient = padShortcutGradient(s, 'float16');
  const [sum = none] = await runKernel(gradient.withAddend?.() ?? gradient, [dy, x], [x.length]);
  expectHalves(
    sum,
    leaf.grad.map((g, i) => g + (x[i] ?? Number.NaN)),
    1e-6,
    'with an addend',
  );
});

test('max pooling', async () => {
  const s = { batch: 2, inHeight: 9, inWidth: 6, outHeight: 5, outWidth: 3, channels: 12 };
  const draw = randomNumbers(8);
  const x = nearestHalves(randomArray(s.batch * s.inHeight * s.inWidth * s.channels, draw));
  const tape = new Tape();
  const leaf = tape.leaf([s.batch, s.inHeight, s.inWidth, s.channels], x);
  const expected = tape.maxPool(leaf);
  const dy = nearestHalves(randomArray(expected.data.length, draw));
  tape.backward(expected, dy);
  const [y = none] = await runKernel(maxPool(s, 'float16'), [x], [dy.length]);
  expect([...y]).toEqual([...expected.data]);
  const [dx = none] = await runKernel(maxPoolGradient(s, 'float16'), [x, dy], [x.length]);
  expectHalves(dx, leaf.grad, 1e-6, 'gradient');
});

test('sums', async () => {
  const draw = randomNumbers(9);
  const [a, b] = [nearestHalves(randomArray(52, draw)), nearestHalves(randomArray(52, draw))];
  const [sum = none] = await runKernel(add(52, 'float16'), [a, b], [52]);
  expectHalves(
    sum,
    a.map((v, i) => v + (b[i] ?? Number.NaN)),
    0,
    'sum',
  );
  const pieces = new Int32Array([0, 13]);
  const [squares = none] = await runKernel(sumSquares([[0, 52]], 'float16'), [a, pieces], [1]);
  expectClose(squares, [a.reduce((total, v) => total + v * v, 0)], 1e-6, 'squares');
  expect([...fromHalves(toHalves(a))]).toEqual([...a]);
});
