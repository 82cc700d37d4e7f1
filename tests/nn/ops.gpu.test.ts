/** Every operation of the stock engine and its gradients, on the CPU and on WebGPU, against the float64 reference. */
import { afterAll, describe, expect, test } from 'vitest';
import { normMomentum } from '../../src/model/norm.ts';
import { toDeviceLayout, toPyTorchLayout } from '../../src/nn/layout.ts';
import type { NetworkOps } from '../../src/nn/ops.ts';
import { stockOps } from '../../src/nn/stockOps.ts';
import * as tf from '../../src/nn/tf.ts';
import { onEachBackend } from './devices.ts';
import { expectClose, randomArray, randomNumbers } from './numbers.ts';
import { type Node, Tape } from './reference.ts';

const tolerance = 2e-5;
const ops: NetworkOps = stockOps({ mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] });

interface Input {
  /** NHWC, OIHW, [out, in] or a vector. */
  readonly shape: number[];
  readonly data: Float32Array;
  /** True for what PyTorch lays out otherwise. */
  readonly weight: boolean;
}

const draw = randomNumbers(11);
const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const values = (...shape: number[]): Input => ({
  shape,
  data: randomArray(size(shape), draw),
  weight: false,
});
const weight = (...shape: number[]): Input => ({ ...values(...shape), weight: true });
const around = (input: Input, centre: number, scale: number): Input => ({
  ...input,
  data: input.data.map((v) => centre + scale * v),
});

const onDevice = ({ shape, data, weight }: Input): tf.Tensor =>
  weight
    ? tf.tensor(
        toDeviceLayout({ shape }, data),
        shape.length === 4
          ? [shape[2] ?? 1, shape[3] ?? 1, shape[1] ?? 1, shape[0] ?? 1]
          : [...shape].reverse(),
      )
    : tf.tensor(data, shape);

/** Compares value and all gradients of Σ seed·f. */
async function compare(
  inputs: readonly Input[],
  device: (inputs: tf.Tensor[]) => tf.Tensor,
  reference: (tape: Tape, inputs: Node[]) => Node,
): Promise<void> {
  const tape = new Tape();
  const leaves = inputs.map(({ shape, data }) => tape.leaf(shape, data));
  const expected = reference(tape, leaves);
  const seed = randomArray(expected.data.length, draw);
  tape.backward(expected, seed);

  const tensors = inputs.map(onDevice);
  const dy = tf.tensor(seed, [...expected.shape]);
  const { value, grads } = tf.valueAndGrads((...xs: tf.Tensor[]) => device(xs))(tensors, dy);
  expect(value.shape, 'shape').toEqual(expected.shape);
  expectClose(await value.data(), expected.data, tolerance, 'value');
  for (const [i, gradient] of grads.entries()) {
    const { shape, weight } = inputs[i] as Input;
    const data = (await gradient.data()) as Float32Array;
    expectClose(
      weight ? toPyTorchLayout({ shape }, data) : data,
      (leaves[i] as Node).grad,
      tolerance,
      `gradient of input ${i}`,
    );
  }
  tf.dispose([value, grads, tensors, dy]);
}

onEachBackend(() => {
  const variables: tf.Variable[] = [];
  const running = (data: Float32Array): tf.Variable => {
    const variable = tf.variable(tf.tensor1d(data), false);
    variables.push(variable);
    return variable;
  };
  afterAll(() => tf.dispose(variables));

  describe.each([
    [1, 5, 3, 5, 3, 1, 1],
    [3, 7, 5, 12, 3, 2, 1],
    [5, 8, 12, 5, 3, 2, 1],
    [5, 8, 12, 12, 1, 2, 0],
    [3, 5, 12, 5, 1, 1, 0],
    [37, 4, 3, 12, 3, 1, 1],
    [2, 9, 3, 5, 7, 2, 3],
  ])('batch %i, size %i, %i to %i channels, kernel %i, stride %i, padding %i', (...shape) => {
    const [n, pixels, input, channels, kernel, stride, padding] = shape;
    const rows = Math.floor((pixels + 2 * padding - kernel) / stride) + 1;
    const inputs = [
      values(n, pixels, pixels, input),
      weight(channels, input, kernel, kernel),
      around(values(channels), 1, 0.5),
      values(channels),
    ];
    const residual = values(n, rows, rows, channels);

    test.each([
      { training: true, relu: true, withResidual: true },
      { training: true, relu: false, withResidual: false },
      { training: false, relu: false, withResidual: false },
      { training: false, relu: true, withResidual: true },
    ])('convNorm $training $relu $withResidual', async ({ training, relu, withResidual }) => {
      const mean = randomArray(channels, draw);
      const variance = randomArray(channels, draw, 0.5, 1);
      const onDeviceRunning = { mean: running(mean), variance: running(variance) };
      let statistics: ReturnType<Tape['statistics']> | undefined;
      await compare(
        withResidual ? [...inputs, residual] : inputs,
        ([x, filter, gamma, beta, r]) =>
          ops.convNorm(
            x as tf.Tensor4D,
            {
              filter: filter as tf.Tensor4D,
              gamma: gamma as tf.Tensor1D,
              beta: beta as tf.Tensor1D,
              ...onDeviceRunning,
            },
            { stride, padding, relu, training },
            r as tf.Tensor4D | undefined,
          ),
        (tape, [x, filter, gamma, beta, r]) => {
          const conv = tape.conv(x as Node, filter as Node, stride, padding);
          statistics = tape.statistics(conv);
          const given = { mean: tape.leaf([channels], mean), variance: tape.leaf([channels], variance) };
          const norm = tape.norm(conv, gamma as Node, beta as Node, training ? undefined : given);
          const sum = r ? tape.add(norm, r) : norm;
          return relu ? tape.relu(sum) : sum;
        },
      );
      if (!statistics) throw new Error('The reference did not run.');
      const { mean: batchMean, variance: batchVariance, count } = statistics;
      const follow = (before: Float32Array, batch: ArrayLike<number>) =>
        Array.from(before, (v, c) =>
          training ? (1 - normMomentum) * v + normMomentum * (batch[c] ?? Number.NaN) : v,
        );
      const unbiased = batchVariance.map((v) => (v * count) / (count - 1));
      expectClose(await onDeviceRunning.mean.data(), follow(mean, batchMean), 1e-6, 'running mean');
      expectClose(
        await onDeviceRunning.variance.data(),
        follow(variance, unbiased),
        1e-6,
        'running variance',
      );
    });
  });

  describe.each([
    [1, 5, 3, 5, 3, 1, 1],
    [5, 8, 12, 5, 3, 2, 1],
    [37, 4, 3, 12, 1, 1, 0],
  ])('batch %i, size %i, %i to %i channels, kernel %i, stride %i, padding %i', (...shape) => {
    const [n, pixels, input, channels, kernel, stride, padding] = shape;
    const rows = Math.floor((pixels + 2 * padding - kernel) / stride) + 1;
    const inputs = [
      values(n, pixels, pixels, input),
      weight(channels, input, kernel, kernel),
      values(channels),
    ];
    const residual = values(n, rows, rows, channels);

    test.each([
      { relu: true, withResidual: true },
      { relu: false, withResidual: false },
    ])('convBias $relu $withResidual', async ({ relu, withResidual }) => {
      await compare(
        withResidual ? [...inputs, residual] : inputs,
        ([x, filter, bias, r]) =>
          ops.convBias(
            x as tf.Tensor4D,
            { filter: filter as tf.Tensor4D, bias: bias as tf.Tensor1D },
            { stride, padding, relu },
            r as tf.Tensor4D | undefined,
          ),
        (tape, [x, filter, bias, r]) => {
          const shifted = tape.bias(tape.conv(x as Node, filter as Node, stride, padding), bias as Node);
          const sum = r ? tape.add(shifted, r) : shifted;
          return relu ? tape.relu(sum) : sum;
        },
      );
    });
  });

  test('batch norm of one value a channel gives no NaN and leaves the running variance finite', async () => {
    const p = {
      filter: tf.ones([1, 1, 3, 5]) as tf.Tensor4D,
      gamma: tf.ones([5]) as tf.Tensor1D,
      beta: tf.fill([5], 0.25) as tf.Tensor1D,
      mean: running(new Float32Array(5)),
      variance: running(new Float32Array(5).fill(1)),
    };
    const f = (x: tf.Tensor) =>
      ops.convNorm(x as tf.Tensor4D, p, { stride: 1, padding: 0, relu: false, training: true });
    const x = tf.tensor4d([1, 2, 3], [1, 1, 1, 3]);
    const { value, grad } = tf.valueAndGrad(f)(x);
    expect(Array.from(await value.data())).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
    expect(Array.from(await grad.data())).toEqual([0, 0, 0]);
    expectClose(await p.variance.data(), [0.9, 0.9, 0.9, 0.9, 0.9], 1e-6, 'running variance');
    expectClose(await p.mean.data(), [0.6, 0.6, 0.6, 0.6, 0.6], 1e-6, 'running mean');
  });

  test('batch norm keeps its digits far from zero', async () => {
    // Variance 1/3 around a mean of 1000: E[x²] − E[x]² would lose it to rounding in float32.
    const x = around(values(5, 6, 6, 3), 1000, 1);
    const filter = tf.tensor4d([1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 1, 3, 3]);
    const tape = new Tape();
    const vector = (v: number) => tape.leaf([3], [v, v, v]);
    const expected = tape.norm(tape.leaf(x.shape, x.data), vector(1), vector(0));
    const value = ops.convNorm(
      onDevice(x) as tf.Tensor4D,
      {
        filter,
        gamma: tf.ones([3]),
        beta: tf.zeros([3]),
        mean: running(new Float32Array(3)),
        variance: running(new Float32Array(3)),
      },
      { stride: 1, padding: 0, relu: false, training: true },
    );
    expectClose(await value.data(), expected.data, 5e-4, 'value');
  });

  test.each([
    [1, 5, 3, 2, 1, 2],
    [3, 8, 5, 2, 2, 3],
    [37, 3, 12, 2, 6, 6],
    [3, 5, 5, 1, 7, 8],
  ])('padShortcut, batch %i, size %i, %i channels, stride %i, +%i +%i', async (...shape) => {
    const [n, pixels, channels, stride, before, after] = shape;
    await compare(
      [values(n, pixels, pixels, channels)],
      ([x]) => ops.padShortcut(x as tf.Tensor4D, stride, before, after),
      (tape, [x]) => tape.padShortcut(x as Node, stride, before, after),
    );
  });

  test.each([
    [1, 5, 3],
    [3, 8, 5],
    [37, 4, 12],
    [5, 1, 3],
  ])('maxPool of negative values too, batch %i, size %i, %i channels', async (n, pixels, channels) => {
    await compare(
      [around(values(n, pixels, pixels, channels), -1, 0.9)],
      ([x]) => ops.maxPool(x as tf.Tensor4D),
      (tape, [x]) => tape.maxPool(x as Node),
    );
  });

  test.each([
    [1, 5, 3, 2],
    [37, 3, 12, 257],
    [3, 1, 5, 3],
  ])('classify, batch %i, size %i, %i features, %i classes', async (n, pixels, features, classes) => {
    await compare(
      [values(n, pixels, pixels, features), weight(classes, features), values(classes)],
      ([x, w, b]) => ops.classify(x as tf.Tensor4D, w as tf.Tensor2D, b as tf.Tensor1D),
      (tape, [x, w, b]) => tape.classify(x as Node, w as Node, b as Node),
    );
  });

  test.each([
    [1, 0, 2],
    [5, 0.1, 999],
    [37, 0.3, 10],
  ])('classifyLoss, batch %i, label smoothing %f, %i classes', async (n, smoothing, classes) => {
    const labels = Int32Array.from({ length: n }, (_, i) => (i * 7) % classes);
    const inputs = [values(n, 3, 3, 12), around(weight(classes, 12), 0, 4), values(classes)];
    const loss = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      ops.classifyLoss(
        x as tf.Tensor4D,
        w as tf.Tensor2D,
        b as tf.Tensor1D,
        tf.tensor1d(labels, 'int32'),
        smoothing,
      );
    const tape = new Tape();
    let logits: Node | undefined;
    const leaves = inputs.map(({ shape, data }) => tape.leaf(shape, data));
    logits = tape.classify(leaves[0] as Node, leaves[1] as Node, leaves[2] as Node);
    const best = labels.filter((label, i) => {
      const row = logits.data.subarray(i * classes, (i + 1) * classes);
      return row.indexOf(Math.max(...row)) === label;
    });
    const [x, w, b] = inputs.map(onDevice) as [tf.Tensor, tf.Tensor, tf.Tensor];
    expect((await loss(x, w, b).correct.data())[0], 'correct').toBe(best.length);
    await compare(
      inputs,
      ([a, c, d]) => loss(a as tf.Tensor, c as tf.Tensor, d as tf.Tensor).loss,
      (t, [a, c, d]) => t.crossEntropy(t.classify(a as Node, c as Node, d as Node), labels, smoothing),
    );
  });

  test('the loss of a confident, wrong answer is finite and exact', async () => {
    const weights = tf.tensor2d([1000, -1000], [1, 2]);
    const { loss, correct } = ops.classifyLoss(
      tf.ones([1, 1, 1, 1]),
      weights,
      tf.zeros([2]),
      tf.tensor1d([1], 'int32'),
      0,
    );
    expect((await loss.data())[0]).toBe(2000);
    expect((await correct.data())[0]).toBe(0);
  });
});
