/**
 * The passes of a convolution on packed halves, at odd shapes, against float64 from the same rounded inputs: every family,
 * through the plans that the engine runs.
 */
import { describe, expect, test } from 'vitest';
import { convPlan, type Operand } from '../../src/webgpu/convPlan.ts';
import { type ConvShape, convElements, convStorage } from '../../src/webgpu/kernels/convShape.ts';
import type { Tile } from '../../src/webgpu/kernels/tiled/tile.ts';
import { winogradServes } from '../../src/webgpu/kernels/winograd/plans.ts';
import type { ConvPass, Variant } from '../../src/webgpu/variants.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import {
  describeShape,
  filterGradientReference,
  forwardReference,
  inputGradientReference,
  shapeOf,
} from './convReference.ts';
import { expectHalves, nearestHalves } from './halves.ts';
import { cases, runKernel, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

/** Channels in fours, one side that is not, strides, one tap, ragged rows. */
const shapes: readonly ConvShape[] = [
  shapeOf(2, [9, 7], 12, 20, 3, 1),
  shapeOf(1, [11, 6], 16, 8, 3, 2),
  shapeOf(3, [5, 7], 3, 16, 3, 1),
  shapeOf(2, [6, 5], 8, 5, 3, 1),
  shapeOf(1, [7, 9], 20, 36, 1, 2),
  shapeOf(2, [10, 12], 32, 32, 3, 1),
].map((s) => ({ ...s, storage: 'float16' }));

const tile: Tile = { bm: 32, bn: 32, bk: 16, tm: 4, tn: 4, rolled: true };
const tiled: Variant = { family: 'tiled', tile, splits: 3 };
const direct = (lanes: number, quads: number): Variant => ({
  family: 'direct',
  tiling: { pixels: 2, quads, threads: 8, lanes },
});
/** One, two and four vectors: loaded by halves, words and pairs of words. */
const filter = (lanes: number, outVectors: number, inVectors: number): Variant => ({
  family: 'direct-filter',
  tiling: { lanes, outVectors, inVectors, pixels: 2, slices: 2 },
});

/** One form of Winograd's by tiles and one by broadcasts, where the shape has any. */
function winograd(s: ConvShape, pass: ConvPass): Variant[] {
  if (!winogradServes(s)) return [];
  const lanes = Math.min(8, trainingBackend().traits.subgroupSize);
  if (pass === 'filterGradient') {
    const tiling = { lanes, rowVectors: 2, columnVectors: 1, slices: 2 };
    const broadcast: Variant = {
      family: 'winograd-filter',
      outputs: 2,
      product: { by: 'broadcast', tiling },
    };
    return [
      { family: 'winograd-filter', outputs: 4, product: { by: 'tile', tile, slices: 2 } },
      ...(lanes > 0 ? [broadcast] : []),
    ];
  }
  const tiling = { rows: 2, quads: 2, threads: 8, lanes };
  return [
    { family: 'winograd', outputs: 4, product: { by: 'tile', tile } },
    ...(lanes > 0 ? [{ family: 'winograd', outputs: 2, product: { by: 'broadcast', tiling } } as const] : []),
  ];
}

function variants(s: ConvShape, pass: ConvPass, seed: number): Variant[] {
  const { subgroupSize } = trainingBackend().traits;
  if (pass !== 'filterGradient')
    return [
      tiled,
      direct(seed % 2 === 0 ? 0 : Math.min(8, subgroupSize), 1 + (seed % 2)),
      ...winograd(s, pass),
    ];
  const vectors =
    (
      [
        [2, 1],
        [1, 2],
        [4, 1],
      ] as const
    )[seed % 3] ?? ([1, 1] as const);
  const sliced = subgroupSize > 0 ? [filter(subgroupSize, vectors[0], vectors[1])] : [];
  return [tiled, ...sliced, ...winograd(s, pass)];
}

/** The result of a pass by its plan; with an addend where the last kernel can add. */
async function run(
  s: ConvShape,
  pass: ConvPass,
  variant: Variant,
  inputs: readonly [Float32Array, Float32Array],
  elements: number,
  addend?: Float32Array,
): Promise<Float32Array> {
  const { scratch, dispatches } = convPlan(s, pass, variant);
  const kept = new Map<Operand, Float32Array>([
    ['first', inputs[0]],
    ['second', inputs[1]],
  ]);
  for (const [i, { kernel, operands }] of dispatches.entries()) {
    const adding = addend && i === dispatches.length - 1 ? kernel.withAddend?.() : undefined;
    const target = operands.at(-1) ?? 'result';
    const given = operands.slice(0, -1).map((operand) => kept.get(operand) ?? new Float32Array());
    const size = typeof target === 'number' ? (scratch[target] ?? 0) : elements;
    const [result = new Float32Array()] = await runKernel(
      adding ?? kernel,
      adding && addend ? [...given, addend] : given,
      [size],
    );
    kept.set(target, result);
  }
  return kept.get('result') ?? new Float32Array();
}

describe.each(cases(shapes.map((s, i) => [describeShape(s), s, i] as const)))('%s', (_, s, seed) => {
  const draw = randomNumbers(seed + 70);
  const n = convElements(s);
  const storage = convStorage(s);
  const rounded = (count: number, kind: 'x' | 'filter' | 'y'): Float32Array => {
    const values = randomArray(count, draw);
    return storage[kind] === 'float16' ? nearestHalves(values) : values;
  };
  const [x, weights, dy] = [rounded(n.x, 'x'), rounded(n.filter, 'filter'), rounded(n.y, 'y')];
  const compare = (kind: 'x' | 'y', actual: Float32Array, expected: Float64Array, what: string): void =>
    storage[kind] === 'float16'
      ? expectHalves(actual, expected, 1e-5, what)
      : expectClose(actual, expected, 1e-5, what);

  test('forward', async () => {
    for (const v of variants(s, 'forward', seed))
      compare('y', await run(s, 'forward', v, [x, weights], n.y), forwardReference(s, x, weights), v.family);
  });

  test('input gradient', async () => {
    const expected = inputGradientReference(s, dy, weights);
    const sum = expected.map((v, i) => v + (x[i] ?? Number.NaN));
    for (const [i, v] of variants(s, 'inputGradient', seed).entries()) {
      // Every other family adds to what is there.
      const adds = (seed + i) % 2 === 0;
      const dx = await run(s, 'inputGradient', v, [dy, weights], n.x, adds ? x : undefined);
      compare('x', dx, adds ? sum : expected, v.family);
    }
  });

  test('filter gradient, in float32', async () => {
    for (const v of variants(s, 'filterGradient', seed)) {
      const gradient = await run(s, 'filterGradient', v, [x, dy], n.filter);
      expectClose(gradient, filterGradientReference(s, x, dy), 1e-5, v.family);
    }
  });
});

test('halves are half the bytes', () => {
  const [s] = shapes;
  if (!s) throw new Error('There is no shape.');
  const bytes = (shape: ConvShape): number =>
    convPlan(shape, 'forward', tiled).dispatches.reduce((sum, { kernel }) => sum + kernel.bytes, 0);
  expect(bytes({ ...s, storage: 'float32' })).toBe(2 * bytes(s));
});
