/** The padded shortcut, the stem's max pooling and the addition as kernels, forward and backward, against float64. */
import { describe, expect, test } from 'vitest';
import { add } from '../../src/webgpu/kernels/add.ts';
import { maxPool, type PoolShape } from '../../src/webgpu/kernels/maxPool.ts';
import { maxPoolGradient } from '../../src/webgpu/kernels/maxPoolGradient.ts';
import { type PadShape, padShortcut } from '../../src/webgpu/kernels/padShortcut.ts';
import { padShortcutGradient } from '../../src/webgpu/kernels/padShortcutGradient.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { Tape } from '../nn/reference.ts';
import { cases, pick, randomInt, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

function padShapes(): PadShape[] {
  const draw = randomNumbers(61);
  const shape = (batch: number, inHeight: number, inWidth: number, stride: number) => ({
    batch,
    inHeight,
    inWidth,
    outHeight: Math.ceil(inHeight / stride),
    outWidth: Math.ceil(inWidth / stride),
    stride,
  });
  const odd = Array.from({ length: 16 }, () => ({
    ...shape(pick(draw, [1, 2, 37]), randomInt(draw, 1, 13), randomInt(draw, 1, 33), pick(draw, [1, 2, 3])),
    channels: pick(draw, [1, 3, 4, 5, 12, 16]),
    before: pick(draw, [0, 2, 3, 4, 8]),
    after: pick(draw, [0, 2, 3, 4, 8]),
  }));
  return [
    ...odd,
    { ...shape(32, 32, 32, 2), channels: 16, before: 8, after: 8 },
    { ...shape(37, 17, 15, 2), channels: 32, before: 16, after: 16 },
    { ...shape(2, 4, 4, 2), channels: 256, before: 128, after: 128 },
    { ...shape(1, 33, 33, 2), channels: 5, before: 0, after: 0 },
  ];
}

const padCases = cases(padShapes()).map((s, i) => {
  const { batch, inHeight, inWidth, channels, before, after, stride } = s;
  const name = `${batch}×${inHeight}×${inWidth}×${channels}, stride ${stride}, ${before}+${after} zeros`;
  return [name, s, i] as const;
});

describe('padded shortcut', () => {
  test.each(padCases)('%s', async (_, s, seed) => {
    const draw = randomNumbers(seed + 900);
    const x = randomArray(s.batch * s.inHeight * s.inWidth * s.channels, draw);
    const tape = new Tape();
    const leaf = tape.leaf([s.batch, s.inHeight, s.inWidth, s.channels], x);
    const expected = tape.padShortcut(leaf, s.stride, s.before, s.after);
    const dy = randomArray(expected.data.length, draw);
    tape.backward(expected, dy);

    const [y = x] = await runKernel(padShortcut(s), [x], [dy.length]);
    expect([...y]).toEqual([...expected.data]);
    const kernel = padShortcutGradient(s);
    const [dx = x] = await runKernel(kernel, [dy], [x.length]);
    expect([...dx]).toEqual([...leaf.grad]);

    if (!kernel.withAddend) throw new Error('The gradient can add nothing.');
    const [sum = x] = await runKernel(kernel.withAddend(), [dy, x], [x.length]);
    expectClose(
      sum,
      leaf.grad.map((g, i) => g + (x[i] ?? Number.NaN)),
      1e-6,
      'with an addend',
    );
  });
});

function poolShapes(): PoolShape[] {
  const draw = randomNumbers(62);
  const out = (n: number): number => Math.floor((n - 1) / 2) + 1;
  const shape = (batch: number, inHeight: number, inWidth: number, channels: number): PoolShape => ({
    batch,
    inHeight,
    inWidth,
    outHeight: out(inHeight),
    outWidth: out(inWidth),
    channels,
  });
  const odd = Array.from({ length: 18 }, () =>
    shape(
      pick(draw, [1, 2, 37]),
      randomInt(draw, 1, 9),
      randomInt(draw, 1, 33),
      pick(draw, [1, 3, 4, 5, 12, 16]),
    ),
  );
  return [
    ...odd,
    shape(2, 16, 16, 64),
    shape(1, 1, 1, 1),
    shape(1, 33, 33, 4),
    shape(3, 2, 2, 300),
    shape(4, 56, 55, 64),
  ];
}

const poolCases = cases(poolShapes()).map(
  (s, i) => [`${s.batch}×${s.inHeight}×${s.inWidth}×${s.channels}`, s, i] as const,
);

describe('max pooling', () => {
  test.each(poolCases)('%s', async (_, s, seed) => {
    const draw = randomNumbers(seed + 800);
    // Few different values, most of them negative: windows are full of ties, and padding that won would show.
    const x = Float32Array.from(
      { length: s.batch * s.inHeight * s.inWidth * s.channels },
      () => randomInt(draw, -7, 0) / 2,
    );
    const tape = new Tape();
    const leaf = tape.leaf([s.batch, s.inHeight, s.inWidth, s.channels], x);
    const expected = tape.maxPool(leaf);
    const dy = randomArray(expected.data.length, draw);
    tape.backward(expected, dy);
    const [y = x] = await runKernel(maxPool(s), [x], [dy.length]);
    expect([...y]).toEqual([...expected.data]);
    const [dx = x] = await runKernel(maxPoolGradient(s), [x, dy], [x.length]);
    expectClose(dx, leaf.grad, 1e-6, 'dx');
  });
});

test.each(cases([1, 3, 4, 255, 256, 1023, 4096, 99_999, 600_000]))(
  'the sum of %i elements',
  async (count) => {
    const draw = randomNumbers(count);
    const [a, b] = [randomArray(count, draw), randomArray(count, draw)];
    const [sum = []] = await runKernel(add(count), [a, b], [count]);
    expectClose(
      sum,
      Float64Array.from(a, (v, i) => v + (b[i] ?? Number.NaN)),
      1e-7,
      'sum',
    );
  },
);
