/** The optimizer kernels over several steps, against PyTorch's formulas in float64. */
import { describe, expect, test } from 'vitest';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { adamW, adamWUpdate } from '../../src/webgpu/kernels/adamW.ts';
import { scalingFields } from '../../src/webgpu/kernels/lossScale.ts';
import { hyperValues } from '../../src/webgpu/kernels/optimizerHyper.ts';
import { sgd, sgdUpdate } from '../../src/webgpu/kernels/sgd.ts';
import { stepSizes } from '../../src/webgpu/kernels/stepSizes.ts';
import { type Pieces, pieceTable } from '../../src/webgpu/kernels/sumSquares.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { cases, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { adamWStep, type OptimizerNumbers, sgdStep } from './references.ts';

useTrainingBackend();

const tolerance = 1e-5;
const steps = 4;

/** Small ones, ragged ones, and enough for several vectors a thread. */
const counts: [count: number, decayCount: number][] = [
  [4, 0],
  [4, 4],
  [12, 8],
  [256, 100],
  [260, 256],
  [4096, 1024],
  [65_536, 65_532],
  [300_004, 200_000],
  [600_000, 0],
];

const base: OptimizerNumbers = {
  learningRate: 0.05,
  weightDecay: 0.1,
  momentum: 0.9,
  nesterov: false,
  decayAll: true,
};
/** Every count takes one of the settings, in turn. */
const sgdSettings: OptimizerNumbers[] = [
  { ...base, nesterov: true },
  { ...base, decayAll: false },
  { ...base, momentum: 0 },
  { ...base, nesterov: true, weightDecay: 0 },
  { ...base, nesterov: true, decayAll: false, momentum: 0.5 },
];
const adamSettings: OptimizerNumbers[] = [
  base,
  { ...base, decayAll: false },
  { ...base, momentum: 0.5, weightDecay: 0 },
];

/** What is of no use must not matter. */
const useless = { labelSmoothing: Number.NaN };

const hyperOf = ({ decayAll, ...numbers }: OptimizerNumbers, t: number): Float32Array =>
  hyperValues(
    { ...stepSettings(defaultConfig), ...numbers, decay: decayAll ? 'all' : 'weights', ...useless },
    t,
  );

/** Parameters and gradients with stretches of zeros, as lie between parameters. */
function inputs(count: number, seed: number) {
  const draw = randomNumbers(seed + 700);
  const padding = (i: number): boolean => i % 97 > 90;
  const zeroed = (values: Float32Array): Float32Array => values.map((v, i) => (padding(i) ? 0 : v));
  return {
    padding,
    weights: zeroed(randomArray(count, draw)),
    gradients: Array.from({ length: steps }, () => zeroed(randomArray(count, draw))),
  };
}

describe('SGD', () => {
  test.each(cases(counts).map((c, i) => [...c, i] as const))(
    '%i elements, %i decay',
    async (count, decayCount, i) => {
      const s = sgdSettings[i % sgdSettings.length] ?? base;
      const { weights, gradients, padding } = inputs(count, i);
      const kernel = sgd(count, decayCount);
      const expected = { weights: Float64Array.from(weights), velocity: new Float64Array(count) };
      let [w, v]: [Float32Array, Float32Array] = [weights, new Float32Array(count)];
      for (const [step, gradient] of gradients.entries()) {
        sgdStep(expected, gradient, s, decayCount);
        [w = w, v = v] = await runKernel(kernel, [gradient, hyperOf(s, step + 1), w, v]);
      }
      expectClose(w, expected.weights, tolerance, 'weights');
      expectClose(v, expected.velocity, tolerance, 'velocity');
      expect(w.every((value, k) => !padding(k) || value === 0)).toBe(true);
    },
  );
});

describe('AdamW', () => {
  test.each(cases(counts).map((c, i) => [...c, i] as const))(
    '%i elements, %i decay',
    async (count, decayCount, i) => {
      const s = adamSettings[i % adamSettings.length] ?? base;
      const { weights, gradients, padding } = inputs(count, i);
      const kernel = adamW(count, decayCount);
      const expected = {
        weights: Float64Array.from(weights),
        first: new Float64Array(count),
        second: new Float64Array(count),
      };
      let [w, m, v]: [Float32Array, Float32Array, Float32Array] = [
        weights,
        new Float32Array(count),
        new Float32Array(count),
      ];
      for (const [step, gradient] of gradients.entries()) {
        adamWStep(expected, gradient, s, decayCount, step + 1);
        [w = w, m = m, v = v] = await runKernel(kernel, [gradient, hyperOf(s, step + 1), w, m, v]);
      }
      expectClose(w, expected.weights, tolerance, 'weights');
      expectClose(m, expected.first, tolerance, 'first moment');
      expectClose(v, expected.second, tolerance, 'second moment');
      expect(w.every((value, k) => !padding(k) || value === 0)).toBe(true);
    },
  );
});

describe('the size of a step', () => {
  const pieces: Pieces = [
    [0, 8],
    [64, 20_000],
    [20_000, 20_004],
    [20_032, 65_536],
  ];
  const squares = (values: ArrayLike<number>, [start, end]: Pieces[number]): number =>
    Array.from(values)
      .slice(start, end)
      .reduce((sum, v) => sum + v * v, 0);

  test.each(cases(['SGD', 'SGD, scaled', 'SGD, overflowed', 'AdamW', 'AdamW, scaled']))(
    'of %s',
    async (name) => {
      const [count, decayCount, t] = [65_536, 10_000, 3];
      const draw = randomNumbers(51);
      const s: OptimizerNumbers = { ...base, decayAll: false, nesterov: name === 'SGD' };
      const [weights, first] = [randomArray(count, draw), randomArray(count, draw)];
      const [gradient, second] = [randomArray(count, draw), randomArray(count, draw, 0.5, 0.6)];
      const after = Float64Array.from(weights);
      const sgd = name.startsWith('SGD');
      if (sgd) sgdStep({ weights: after, velocity: Float64Array.from(first) }, gradient, s, decayCount);
      else {
        const state = { weights: after, first: Float64Array.from(first), second: Float64Array.from(second) };
        adamWStep(state, gradient, s, decayCount, t);
      }
      const change = after.map((w, i) => (name.endsWith('overflowed') ? 0 : w - (weights[i] ?? 0)));
      const expected = pieces.flatMap((p) => [squares(gradient, p), squares(weights, p), squares(change, p)]);

      const scaled = name.includes(',');
      const scaling = scalingFields.map((f) => (f === 'overflow' ? Number(name.endsWith('overflowed')) : 8));
      const update = (sgd ? sgdUpdate : adamWUpdate)(decayCount);
      const [sums = []] = await runKernel(
        stepSizes(update, pieces, scaled),
        [
          gradient,
          hyperOf(s, t),
          ...(scaled ? [Float32Array.from(scaling)] : []),
          weights,
          ...(sgd ? [first] : [first, second]),
          pieceTable(pieces),
        ],
        [expected.length],
      );
      expect(sums.length).toBe(expected.length);
      expected.forEach((e, i) => {
        expectClose([sums[i] ?? Number.NaN], [e], tolerance, `sum ${i}`);
      });
    },
  );
});
