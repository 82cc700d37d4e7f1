/** The fused engine on packed halves against itself in float32: gradients, evaluation, loss scaling, memory. */
import { afterAll, describe, expect, it } from 'vitest';
import { type ParameterRole, parametersOf } from '../../src/model/parameters.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { Engine, EngineState, ImageBatch } from '../../src/nn/engine.ts';
import type { EngineOptions, InspectedStep } from '../../src/nn/stockEngine.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import {
  moveScale,
  scalingFields,
  steadySteps,
  unscale,
  unscaleThreads,
} from '../../src/webgpu/kernels/lossScale.ts';
import { firstScale } from '../../src/webgpu/lossScale.ts';
import { randomArray, randomNumbers } from '../nn/numbers.ts';
import { makeSpec } from '../specs.ts';
import { cases, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

const size = 9;
const settings = stepSettings(defaultConfig, 0.05);
const none = new Float32Array();

const nets: Record<string, ModelSpec> = {
  bottleneck: makeSpec({ block: 'bottleneck', stem: 'cifar', blocks: [1, 1], width: 4 }, { inputSize: size }),
  'padded shortcuts': makeSpec(
    { block: 'basic', stem: 'cifar', blocks: [2, 1], width: 4 },
    { inputSize: size, shortcut: 'identity' },
  ),
  'no batch norm': makeSpec(
    { block: 'basic', stem: 'cifar', blocks: [1, 1], width: 4 },
    { inputSize: size, norm: 'none' },
  ),
  'ImageNet stem': makeSpec({ block: 'basic', stem: 'imagenet', blocks: [1], width: 4 }, { inputSize: 16 }),
};

const optionsOf = (spec: ModelSpec, storage: EngineOptions['storage']): EngineOptions => ({
  spec,
  storage,
  seed: 3,
  init: 'pytorch',
  mean: [0.49, 0.48, 0.45],
  std: [0.25, 0.24, 0.26],
});

function batchOf(n: number, side: number): ImageBatch {
  const draw = randomNumbers(7);
  const whole = (below: number): number => Math.floor(((draw() + 1) / 2) * below) % below;
  return {
    images: Uint8Array.from({ length: n * side * side * 3 }, () => whole(256)),
    labels: Int32Array.from({ length: n }, () => whole(10)),
  };
}

const engines: Engine[] = [];
const engineOf = (spec: ModelSpec, storage: EngineOptions['storage']) => {
  const engine = createFusedEngine(optionsOf(spec, storage));
  engines.push(engine);
  return engine;
};
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

const norm = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((sum, v) => sum + v * v, 0));
const distance = (a: Float32Array, b: Float32Array): number =>
  norm(a.map((v, i) => v - (b[i] ?? Number.NaN))) / norm(b);
const all = ({ gradients }: InspectedStep): Float32Array =>
  Float32Array.from(gradients.flatMap(({ data }) => [...data]));

describe.each(cases(Object.entries(nets)))('%s', (_, spec) => {
  it('has the gradients and the evaluation of float32, as near as halves are, in less memory', async () => {
    const batch = batchOf(16, spec.inputSize);
    const [halves, floats] = [engineOf(spec, 'float16'), engineOf(spec, 'float32')];
    const [a, b] = [await halves.inspectStep(batch, settings), await floats.inspectStep(batch, settings)];
    expect(Math.abs(a.loss - b.loss)).toBeLessThan(2e-4 * b.loss);
    expect(distance(a.logits, b.logits)).toBeLessThan(2e-3);
    // Values that round to the other side of zero open or shut a ReLU: about one in two thousand a layer.
    expect(distance(all(a), all(b))).toBeLessThan(0.08);
    expect(await halves.lossScale?.read()).toEqual({ scale: firstScale, overflow: 0, steady: 1, skipped: 0 });

    for (const engine of [halves, floats]) engine.evaluateBatch(batch);
    const [c, d] = [await halves.readEvaluationTotals(), await floats.readEvaluationTotals()];
    expect(Math.abs(c.loss - d.loss)).toBeLessThan(5e-3 * d.loss);
    expect(distance(await halves.logits(batch), await floats.logits(batch))).toBeLessThan(2e-2);
    expect(halves.gpuBytes()).toBeLessThan(floats.gpuBytes());
  });
});

describe('a width that is no multiple of four', () => {
  it('stays float32, and scaling by a power of two changes no bit', async () => {
    const spec = makeSpec(
      { block: 'basic', stem: 'cifar', blocks: [2, 1], width: 5 },
      { inputSize: size, shortcut: 'identity' },
    );
    const batch = batchOf(5, size);
    const [halves, floats] = [engineOf(spec, 'float16'), engineOf(spec, 'float32')];
    for (let step = 0; step < 2; step++)
      expect(await halves.inspectStep(batch, settings)).toEqual(await floats.inspectStep(batch, settings));
  });
});

describe('loss scaling', () => {
  const spec = nets['padded shortcuts'] as ModelSpec;

  it('skips steps that overflow, each with half the scale, until one does not', async () => {
    const batch = batchOf(5, size);
    const engine = engineOf(spec, 'float16');
    const before = (await engine.exportState()).weights;
    engine.lossScale?.start({ scale: 2 ** 23, steady: 0 });
    engine.trainStep(batch, settings);
    expect(await engine.lossScale?.read()).toEqual({ scale: 2 ** 22, overflow: 1, steady: 0, skipped: 1 });
    const trainable = (weights: typeof before) => weights.filter(({ name }) => !name.includes('running'));
    expect(trainable((await engine.exportState()).weights)).toEqual(trainable(before));

    for (let step = 0; step < 20; step++) engine.trainStep(batch, settings);
    const { scale = 0, skipped = 0, overflow } = (await engine.lossScale?.read()) ?? {};
    expect(overflow).toBe(0);
    expect(scale).toBe(2 ** (23 - skipped));
    const { weights } = await engine.exportState();
    expect(trainable(weights)).not.toEqual(trainable(before));
    expect(weights.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  /** The state with the trainable tensors of one role multiplied. */
  const times = (factor: number, role: ParameterRole, { weights, ...rest }: EngineState): EngineState => {
    const names = parametersOf(structureOf(spec)).flatMap((p) => (p.role === role ? [p.name] : []));
    return {
      ...rest,
      weights: weights.map((t) =>
        names.includes(t.name) ? { ...t, data: t.data.map((w) => w * factor) } : t,
      ),
    };
  };

  it('keeps gradients that would vanish as halves', async () => {
    const batch = batchOf(16, size);
    const [halves, floats] = [engineOf(spec, 'float16'), engineOf(spec, 'float32')];
    // A faint classifier: all gradients before it are as faint.
    const state = times(2 ** -14, 'linear', await floats.exportState());
    const ofConvolutions = ({ gradients }: InspectedStep): Float32Array =>
      Float32Array.from(gradients.flatMap(({ shape, data }) => (shape.length === 4 ? [...data] : [])));
    floats.importState(state);
    const expected = ofConvolutions(await floats.inspectStep(batch, settings));
    const apart: number[] = [];
    for (const scale of [firstScale, 1]) {
      halves.importState({ ...state, lossScaling: { scale, steady: 0 } });
      apart.push(distance(ofConvolutions(await halves.inspectStep(batch, settings)), expected));
    }
    expect(apart[0]).toBeLessThan(0.08);
    expect(apart[1]).toBeGreaterThan(0.5);
  });

  it('goes on where it was in a run that is resumed, to the same bits', async () => {
    const batch = batchOf(5, size);
    const [whole, parts] = [engineOf(spec, 'float16'), engineOf(spec, 'float16')];
    whole.lossScale?.start({ scale: 2 ** 23, steady: 0 });
    for (let step = 0; step < 12; step++) whole.trainStep(batch, settings);
    const state = await whole.exportState();
    expect(state.lossScaling?.scale).toBeLessThan(2 ** 23);
    expect(state.lossScaling?.scale).not.toBe(firstScale);
    expect(state.lossScaling?.steady).toBeGreaterThan(0);
    parts.importState(state);
    for (const engine of [whole, parts]) engine.trainStep(batch, settings);
    expect(await parts.exportState()).toEqual(await whole.exportState());
    // Weights alone start anew.
    parts.importState({ weights: state.weights, slots: [], steps: 0 });
    expect((await parts.exportState()).lossScaling).toEqual({ scale: firstScale, steady: 0 });
  });

  it('cannot help where the feature maps themselves overflow: the loss is not finite, which ends a run', async () => {
    const engine = engineOf(spec, 'float16');
    engine.importState(times(1e5, 'gamma', await engine.exportState()));
    engine.trainStep(batchOf(5, size), settings);
    expect((await engine.readTrainTotals()).loss).not.toSatisfy(Number.isFinite);
  });

  it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])('finds %s', async (bad) => {
    const count = 4 * 1000;
    const gradients = randomArray(count, randomNumbers(1));
    const scaling = Float32Array.of(1024, 0, 7, 0);
    const threads = unscaleThreads(count);
    const [scaled = none, clean = none] = await runKernel(unscale(count), [scaling, gradients], [threads]);
    expect([...scaled]).toEqual([...gradients.map((g) => g / 1024)]);
    expect(clean.every((sign) => sign === 0)).toBe(true);
    gradients[3217] = bad;
    const [, signs = none] = await runKernel(unscale(count), [scaling, gradients], [threads]);
    expect(signs.filter((sign) => sign === 1)).toHaveLength(1);
    expect(signs.filter((sign) => sign === 0)).toHaveLength(threads - 1);
  });

  it('doubles the scale after many steps, and joins the windows of large networks', async () => {
    const state = (scale: number, overflow: number, steady: number, skipped: number) =>
      Float32Array.of(scale, overflow, steady, skipped);
    expect(scalingFields).toEqual(['scale', 'overflow', 'steady', 'skipped']);
    const [quiet, loud] = [new Float32Array(130), new Float32Array(130)];
    loud[129] = 1;
    const move = async (signs: Float32Array, first: boolean, last: boolean, from: Float32Array) => {
      const [to = none] = await runKernel(moveScale(130, { first, last }), [signs, from]);
      return [...to];
    };
    expect(await move(quiet, true, true, state(8, 1, steadySteps - 1, 2))).toEqual([16, 0, 0, 2]);
    expect(await move(quiet, true, true, state(8, 1, 3, 2))).toEqual([8, 0, 4, 2]);
    expect(await move(loud, true, true, state(8, 0, 3, 2))).toEqual([4, 1, 0, 3]);
    expect(await move(loud, true, false, state(8, 0, 3, 2))).toEqual([8, 1, 3, 2]);
    expect(await move(quiet, false, true, state(8, 1, 3, 2))).toEqual([4, 1, 0, 3]);
    expect(await move(quiet, false, true, state(1, 1, 3, 2))).toEqual([1, 1, 0, 3]);
  });
});
