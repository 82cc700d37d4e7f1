/** Winograd convolutions, transforms and products together, against float64 loops at odd shapes. */
import { describe, it } from 'vitest';
import { range } from '../../src/webgpu/kernel.ts';
import { type ConvShape, convElements } from '../../src/webgpu/kernels/convShape.ts';
import type { ConvPlan, Operand } from '../../src/webgpu/kernels/plan.ts';
import { tiles } from '../../src/webgpu/kernels/tiled/choice.ts';
import {
  type WinogradFilterVariant,
  type WinogradVariant,
  winogradFilterPlan,
  winogradForwardPlan,
  winogradInputPlan,
} from '../../src/webgpu/kernels/winograd/plans.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import {
  describeShape,
  filterGradientReference,
  forwardReference,
  inputGradientReference,
  shapeOf,
} from './convReference.ts';
import { cases, pick, randomInt, runKernel, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

/**
 * F(2×2) is as exact as direct sums. F(4×4) loses to the size of its coefficients: its bound here, of the largest
 * element of a result, is three times what was seen.
 */
const tolerance = { 2: 1e-5, 4: 1e-5 } as const;

/** Runs a plan one dispatch at a time, with NaN in everything that has not been written. */
async function runPlan(
  { scratch, dispatches }: ConvPlan,
  first: Float32Array,
  second: Float32Array,
  size: number,
  addend?: Float32Array,
): Promise<Float32Array> {
  const values = new Map<Operand, Float32Array>([
    ['first', first],
    ['second', second],
  ]);
  const length = (o: Operand): number => (typeof o === 'number' ? (scratch[o] ?? 0) : size);
  for (const [i, { kernel, operands }] of dispatches.entries()) {
    const inputs = operands.slice(0, -1).map((o) => values.get(o) ?? new Float32Array());
    const to = operands[operands.length - 1]!;
    const last = i === dispatches.length - 1;
    const own = last && addend ? kernel.withAddend?.() : kernel;
    if (!own) throw new Error(`${kernel.name} cannot add.`);
    const given = last && addend ? [...inputs, addend] : inputs;
    const [out = new Float32Array()] = await runKernel(own, given, [length(to)]);
    values.set(to, out);
  }
  return values.get('result') ?? new Float32Array();
}

const products = (seed: number, lanes: number): Pick<WinogradVariant, 'product'> => {
  const draw = randomNumbers(seed);
  const small = tiles.filter(({ tm, tn }) => tm * tn <= 16);
  if (seed % 2 === 1 || lanes === 0)
    return { product: { by: 'tile', tile: { ...pick(draw, small), rolled: true } } };
  const tiling = {
    rows: randomInt(draw, 1, 5),
    quads: randomInt(draw, 1, 4),
    threads: pick(draw, [8, 64]),
    lanes: Math.min(lanes, 8),
  };
  return { product: { by: 'broadcast', tiling } };
};

const filterProducts = (seed: number, lanes: number): Pick<WinogradFilterVariant, 'product'> => {
  const draw = randomNumbers(seed);
  const small = tiles.filter(({ tm, tn }) => tm * tn <= 16);
  const slices = randomInt(draw, 1, 4);
  if (seed % 2 === 1 || lanes === 0)
    return { product: { by: 'tile', tile: { ...pick(draw, small), rolled: true }, slices } };
  const tiling = { lanes, rowVectors: pick(draw, [1, 2, 4]), columnVectors: randomInt(draw, 1, 3), slices };
  return { product: { by: 'broadcast', tiling } };
};

const channels = [4, 8, 12, 20, 36] as const;

function shapes(seed: number): ConvShape {
  const draw = randomNumbers(seed + 1);
  const side = (): number => randomInt(draw, 1, 11);
  const padding = pick(draw, [1, 1, 1, 0, 2]);
  const size = [Math.max(3, side()), Math.max(3, side())] as const;
  return shapeOf(pick(draw, [1, 3]), size, pick(draw, channels), pick(draw, channels), 3, 1, padding);
}

const seeded = cases(range(12)).map((seed) => ({
  seed,
  shape: shapes(seed),
  name: `F(${seed % 4 < 2 ? 2 : 4}) ${describeShape(shapes(seed))}`,
}));

describe.each(seeded)('case $seed: $name', ({ seed, shape }) => {
  it('all three passes', async () => {
    const { subgroupSize } = trainingBackend().traits;
    const outputs = seed % 4 < 2 ? 2 : 4;
    const draw = randomNumbers(seed + 1000);
    const n = convElements(shape);
    const [x, filter, dy, addend] = [n.x, n.filter, n.y, n.x].map((k) => randomArray(k, draw)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const variant = { outputs, ...products(seed, subgroupSize) } as const;
    const y = await runPlan(winogradForwardPlan(shape, variant), x, filter, n.y);
    expectClose(y, forwardReference(shape, x, filter), tolerance[outputs], 'forward');
    const dx = await runPlan(winogradInputPlan(shape, variant), dy, filter, n.x, addend);
    const expected = inputGradientReference(shape, dy, filter).map((v, i) => v + (addend[i] ?? 0));
    expectClose(dx, expected, tolerance[outputs], 'input gradient with addend');
    const filterVariant = { outputs, ...filterProducts(seed, subgroupSize) } as const;
    const gradient = await runPlan(winogradFilterPlan(shape, filterVariant), x, dy, n.filter);
    expectClose(gradient, filterGradientReference(shape, x, dy), tolerance[outputs], 'filter gradient');
  });
});
