/** Pooling, classifier, loss and their gradients as kernels, at odd shapes, against float64. */
import { expect, test } from 'vitest';
import { classifierInputGradient } from '../../src/webgpu/kernels/classifierInputGradient.ts';
import { classifierLogits } from '../../src/webgpu/kernels/classifierLogits.ts';
import { type ClassifierShape, classifierLoss } from '../../src/webgpu/kernels/classifierLoss.ts';
import { classifierWeightGradient } from '../../src/webgpu/kernels/classifierWeightGradient.ts';
import { lossReduce } from '../../src/webgpu/kernels/lossReduce.ts';
import { workgroupOf } from '../../src/webgpu/limits.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { cases, pick, randomInt, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { classify, crossEntropy, type Matrix, matrix, multiply, transpose } from './references.ts';

useTrainingBackend();

const tolerance = 1e-5;

/** Fewer and more than the 16 threads that share a softmax, than a workgroup has threads and than the channels; the bounds. */
const classCounts = [2, 3, 7, 10, 17, 100, 257, 999, 1000];

function shapes(): ClassifierShape[] {
  const draw = randomNumbers(5);
  // Twice each number of classes: their number is odd, so that one of both has a single lane.
  const odd = [...classCounts, ...classCounts].map((classes) => ({
    batch: pick(draw, [1, 2, 37]),
    area: randomInt(draw, 1, 9) * randomInt(draw, 1, 9),
    channels: pick(draw, [1, 3, 5, 12, 16, 64, 100]),
    classes,
  }));
  return [
    ...odd,
    { batch: 32, area: 64, channels: 64, classes: 10 },
    { batch: 2, area: 16, channels: 2048, classes: 10 },
    { batch: 2, area: 4, channels: 2048, classes: 1000 },
    { batch: 1, area: 2, channels: 514, classes: 1000 },
    { batch: 3, area: 49, channels: 300, classes: 257 },
    // More channels than workgroup memory holds, in whole pieces and not; with a class or more for every thread too.
    { batch: 2, area: 3, channels: 4096, classes: 10 },
    { batch: 1, area: 2, channels: 8196, classes: 1000 },
    { batch: 1, area: 2, channels: 2051, classes: 7 },
  ];
}

const name = (s: ClassifierShape): string =>
  `batch ${s.batch}, ${s.area} pixels, ${s.channels} channels, ${s.classes} classes`;
const named = cases(shapes()).map((s, i) => [name(s), s, i] as const);

function inputs({ batch, area, channels, classes }: ClassifierShape, seed: number) {
  const draw = randomNumbers(seed + 300);
  return {
    draw,
    x: randomArray(batch * area * channels, draw, 1, 0.3),
    weight: randomArray(channels * classes, draw, 3 / Math.sqrt(channels)),
    bias: randomArray(classes, draw),
    labels: Int32Array.from({ length: batch }, () => randomInt(draw, 0, classes - 1)),
  };
}

/** Every other case has a single lane, as devices have on which barriers are dear. */
const lanesOf = (seed: number): number | undefined => (seed % 2 === 1 ? 1 : undefined);

test.each(named)('forward: %s', async (_, s, seed) => {
  const { batch, channels, classes } = s;
  const { x, weight, bias, labels } = inputs(s, seed);
  const smoothing = [0, 0.1, 0.3][seed % 3] ?? 0;
  const [pooled = x, logits = x, dlogits = x, pictures = x] = await runKernel(
    classifierLoss(s, smoothing, lanesOf(seed)),
    [x, weight, bias, labels],
    [batch * channels, batch * classes, batch * classes, 2 * batch],
  );
  expect(workgroupOf(classifierLoss(s, smoothing, lanesOf(seed))).bytes).toBeLessThanOrEqual(16_384);
  const expected = classify(x, matrix(weight, classes), bias, s.area);
  expectClose(pooled, expected.pooled.data, tolerance, 'pooled');
  expectClose(logits, expected.logits.data, tolerance, 'logits');
  const loss = crossEntropy(expected.logits, labels, smoothing);
  expectClose(dlogits, loss.dlogits.data, tolerance, 'dlogits');
  expectClose(
    pictures.filter((_v, i) => i % 2 === 0),
    loss.losses,
    tolerance,
    'losses',
  );
  expect([...pictures.filter((_v, i) => i % 2 === 1)]).toEqual(loss.correct);

  const [pooledOnly = x, logitsOnly = x] = await runKernel(
    classifierLogits(s, lanesOf(seed)),
    [x, weight, bias],
    [batch * channels, batch * classes],
  );
  expectClose(pooledOnly, expected.pooled.data, tolerance, 'pooled alone');
  expectClose(logitsOnly, expected.logits.data, tolerance, 'logits alone');
});

test.each(named)('backward: %s', async (_, s, seed) => {
  const { batch, area, channels, classes } = s;
  const { draw, weight } = inputs(s, seed);
  const pooled = randomArray(batch * channels, draw);
  const dlogits = randomArray(batch * classes, draw);
  const dloss = 0.75;
  const [dweight = pooled, dbias = pooled] = await runKernel(
    classifierWeightGradient(s),
    [pooled, dlogits, Float32Array.of(dloss)],
    [channels * classes, classes],
  );
  const scaled = matrix(
    Float64Array.from(dlogits, (v) => dloss * v),
    classes,
  );
  expectClose(dweight, multiply(transpose(matrix(pooled, channels)), scaled).data, tolerance, 'dweight');
  const ones = matrix(new Float64Array(batch).fill(1), batch);
  expectClose(dbias, multiply(ones, scaled).data, tolerance, 'dbias');

  const [dx = pooled] = await runKernel(
    classifierInputGradient(s, lanesOf(seed)),
    [dlogits, weight, Float32Array.of(dloss)],
    [batch * area * channels],
  );
  const each: Matrix = multiply(scaled, transpose(matrix(weight, classes)));
  const spread = Float64Array.from(dx, (_v, i) => {
    const picture = Math.floor(i / channels / area);
    return (each.data[picture * channels + (i % channels)] ?? Number.NaN) / area;
  });
  expectClose(dx, spread, tolerance, 'dx');
});

test('of equal logits the first counts as the answer', async () => {
  const s = { batch: 3, area: 1, channels: 1, classes: 20 };
  const bias = new Float32Array(20);
  bias.fill(2, 3, 5);
  bias[19] = 2;
  const outputs = [3, 60, 60, 6];
  const run = (labels: number[]): Promise<Float32Array[]> =>
    runKernel(
      classifierLoss(s, 0),
      [new Float32Array(3), new Float32Array(20), bias, Int32Array.from(labels)],
      outputs,
    );
  const pictures = (await run([3, 4, 19]))[3] ?? [];
  expect([pictures[1], pictures[3], pictures[5]]).toEqual([1, 0, 0]);
});

test('logits far apart neither overflow nor lose the loss', async () => {
  const s = { batch: 2, area: 1, channels: 4, classes: 3 };
  const bias = Float32Array.of(-500, 0, 800);
  const [, , dlogits, pictures] = await runKernel(
    classifierLoss(s, 0),
    [new Float32Array(8), new Float32Array(12), bias, Int32Array.of(0, 2)],
    [8, 6, 6, 4],
  );
  // A zero may have either sign.
  expect([...(pictures ?? [])].map((v) => v + 0)).toEqual([1300, 0, 0, 1]);
  expect([...(dlogits ?? [])].map((v) => v + 0)).toEqual([-0.5, 0, 0.5, 0, 0, 0]);
});

test.each(cases([1, 2, 31, 32, 33, 500]))('the batch of %i pictures', async (batch) => {
  const draw = randomNumbers(batch);
  const pictures = Float32Array.from({ length: 2 * batch }, (_, i) =>
    i % 2 === 0 ? 2 + draw() : Number(draw() > 0),
  );
  const sum = (offset: number): number =>
    pictures.reduce((total, v, i) => total + (i % 2 === offset ? v : 0), 0);
  const totals = Float32Array.of(1.5, 7);
  const [added, loss, correct] = await runKernel(lossReduce(batch, true), [pictures, totals], [1, 1]);
  expectClose(added ?? [], [1.5 + sum(0), 7 + sum(1)], 1e-6, 'totals');
  expectClose(loss ?? [], [sum(0) / batch], 1e-6, 'loss');
  expect([...(correct ?? [])]).toEqual([sum(1)]);
  const [only, alsoCorrect] = await runKernel(lossReduce(batch, false), [pictures], [1, 1]);
  expect([only, alsoCorrect]).toEqual([loss, correct]);
});
