/** The fused engine as a whole against the stock one: gradients, curves, replay, state, memory. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { PresetShape } from '../../src/model/presets.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { Engine } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { Network } from '../../src/nn/network.ts';
import { predict } from '../../src/nn/predictions.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import * as tf from '../../src/nn/tf.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { FusedOps } from '../../src/webgpu/fusedOps.ts';
import { makeSpec } from '../specs.ts';
import { cases, expectNothingKept, sparing, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { batchOf, difference, expectLikeStock, optionsOf, settings } from './stockTwin.ts';

useTrainingBackend();

const size = 9;
const shape = (blocks: number[], width: number, more: Partial<PresetShape> = {}): PresetShape => ({
  block: 'basic',
  stem: 'cifar',
  blocks,
  width,
  ...more,
});
const nets: Record<string, ModelSpec> = {
  'resnet8-like, projection': makeSpec(shape([1, 1, 1], 4), { inputSize: size }),
  bottleneck: makeSpec(shape([1, 1], 4, { block: 'bottleneck' }), { inputSize: size }),
  'plain, 257 classes': makeSpec(shape([1, 2], 4), { inputSize: size, shortcut: 'none', classes: 257 }),
  'identity shortcuts': makeSpec(shape([2, 1], 5), { inputSize: size, shortcut: 'identity' }),
  'ImageNet stem, 1000 classes': makeSpec(shape([1], 4, { stem: 'imagenet' }), {
    inputSize: 16,
    classes: 1000,
  }),
  'no batch norm, projection, 2 classes': makeSpec(shape([1, 2], 4), {
    inputSize: size,
    norm: 'none',
    classes: 2,
  }),
  'no batch norm, bottleneck, identity, 999 classes': makeSpec(shape([1, 1], 3, { block: 'bottleneck' }), {
    inputSize: size,
    norm: 'none',
    shortcut: 'identity',
    classes: 999,
  }),
  'seven classes': makeSpec(shape([1, 1], 4), { inputSize: size, classes: 7 }),
};

const engines: Engine[] = [];
const keep = <E extends Engine>(engine: E): E => {
  engines.push(engine);
  return engine;
};
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

describe.each(cases(Object.entries(nets)))('%s', (_, spec) => {
  it('has the gradients, logits and evaluation of the stock engine', () => expectLikeStock(spec));
});

describe('a large batch of a thin network', () => {
  it('is computed, not lost in a dispatch that the device refuses', async () => {
    const spec = makeSpec(shape([1], 4));
    const engine = keep(createFusedEngine(optionsOf(spec)));
    const batch = batchOf(512, spec.inputSize, 3);
    engine.evaluateBatch(batch);
    const { loss, images } = await engine.readEvaluationTotals();
    expect(loss / images).toBeGreaterThan(1.5);
  });
});

describe('the recorded step', () => {
  const spec = nets['resnet8-like, projection'] as ModelSpec;

  it('gives bit for bit what the same kernels give one by one', async () => {
    const backend = trainingBackend();
    const { traits } = backend;
    // Only what is recorded merges reductions into convolutions, which changes the order of sums: not here.
    Object.assign(backend, { traits: { ...traits, fusedReductions: false } });
    onTestFinished(() => {
      Object.assign(backend, { traits });
    });
    const batch = batchOf(5, size, 7);
    const options = optionsOf(spec);
    const replayed = await keep(createFusedEngine(options)).inspectStep(batch, settings);

    const ops = new FusedOps(options);
    const structure = structureOf(spec);
    const network = new Network(structure, ops, initialWeights(structure, options.init, options.seed));
    const trainable = network.parameters.filter((p) => p.info.trainable);
    const labels = tf.tensor1d(batch.labels, 'int32');
    const x = ops.augment(batch.images, 5, size, batch.draws);
    const { value, grads } = tf.variableGrads(
      () => network.loss(x, labels, settings.labelSmoothing, true).loss,
      trainable.map((p) => p.variable),
    );
    expect((await value.data())[0]).toBe(replayed.loss);
    for (const p of trainable.filter((q) => q.info.shape.length === 1)) {
      const own = await grads[p.variable.name]?.data();
      expect(own, p.info.name).toEqual(replayed.gradients.find((g) => g.name === p.info.name)?.data);
    }
    tf.dispose([value, labels, x, ...Object.values(grads)]);
    network.dispose();
  });

  it('is the same to the bit in two runs, and after state has moved to another engine', async () => {
    const run = async (from?: Awaited<ReturnType<Engine['exportState']>>, first = 0) => {
      const engine = keep(createFusedEngine(optionsOf(spec)));
      if (from) engine.importState(from);
      for (let i = first; i < 6; i++) {
        // An odd last batch in between: another recording on the same memory.
        engine.trainStep(batchOf(i === 2 ? 3 : 5, size, i), settings);
        if (i === 3 && !from) engine.evaluateBatch({ ...batchOf(4, size, 9), draws: undefined });
        if (i === 3 && first === 0) middle = await engine.exportState();
      }
      const state = await engine.exportState();
      // One weight alone is read as all are.
      const [stem] = state.weights;
      if (stem) expect(await engine.readWeight(stem.name)).toEqual(stem);
      return state;
    };
    let middle: Awaited<ReturnType<Engine['exportState']>> | undefined;
    const a = await run();
    const b = await run();
    expect(b).toEqual(a);
    expect(a.slots.length).toBeGreaterThan(0);
    const c = await run(middle, 4);
    expect(c).toEqual(a);
  });

  it('says of pictures what the stock engine says, at odd counts, and trains on as if nobody had asked', async () => {
    const stock = keep(createStockEngine(optionsOf(spec)));
    const run = async (ask: boolean) => {
      const engine = keep(createFusedEngine(optionsOf(spec)));
      const answers: Promise<void>[] = [];
      for (let i = 0; i < 4; i++) {
        engine.trainStep(batchOf(5, size, i), settings);
        if (!ask) continue;
        const state = await engine.exportState();
        const count = [7, 1, 3, 1][i] ?? 0;
        const { images } = batchOf(count, size, 50 + i);
        if (i !== 1) await engine.warmUpLogits(count);
        // The three of the third question in two parts.
        const answer = predict(engine, images, count, i === 2 ? 2 : count);
        // What is enqueued after the question does not reach its answer.
        if (i === 2) engine.evaluateBatch({ ...batchOf(4, size, 9), draws: undefined });
        stock.importState(state);
        const expected = await predict(stock, images, count);
        answers.push(
          answer.then((said) => {
            expect(said.length).toBe(count * 10);
            expect(difference(said, expected)).toBeLessThan(1e-4);
          }),
        );
      }
      await Promise.all(answers);
      expect(answers.length).toBe(ask ? 4 : 0);
      return engine.exportState();
    };
    expect(await run(true)).toEqual(await run(false));
  });

  it('takes no input gradient of the pictures and adds where gradients meet without a pass of its own', () => {
    const engine = keep(createFusedEngine(optionsOf(spec)));
    const names = engine.trainingStep('drawn', 5, settings).graph.kernels.map((k) => k.name);
    const count = (pattern: RegExp): number => names.filter((n) => pattern.test(n)).length;
    expect(count(/^conv.*_forward/)).toBe(9);
    expect(count(/^conv.*_input_gradient/)).toBe(8);
    expect(count(/^add$/)).toBe(0);
    const { counts } = trainingBackend();
    engine.trainStep(batchOf(5, size, 1), settings);
    const before = counts.dispatches;
    engine.trainStep(batchOf(5, size, 1), settings);
    expect(counts.dispatches - before).toBeLessThanOrEqual(99);
  });

  it('refuses a batch that does not fit, with the largest that does', async () => {
    const wide = makeSpec(shape([1], 64), { inputSize: 32 });
    const engine = keep(createFusedEngine(optionsOf(wide)));
    const most = Math.floor(trainingBackend().traits.maxBindingBytes / (4 * 32 * 32 * 64));
    await expect(engine.warmUp(most + 1, settings, () => undefined)).rejects.toThrow(`at most ${most}.`);
  });

  it('profiles kernels far below the tick of a browser', async () => {
    const engine = keep(createFusedEngine(optionsOf(spec)));
    engine.trainStep(batchOf(3, size, 1), settings);
    const { graph } = engine.trainingStep('drawn', 3, settings);
    // Rounded as Chrome does, to 100 µs.
    const { getMappedRange } = GPUBuffer.prototype;
    GPUBuffer.prototype.getMappedRange = function (...range) {
      const stamps = new BigUint64Array(getMappedRange.apply(this, range));
      return stamps.map((ns) => ns - (ns % 100_000n)).buffer;
    };
    const times = await graph.profile().finally(() => {
      GPUBuffer.prototype.getMappedRange = getMappedRange;
    });
    const readings = times.map(({ ms }) => 10 * ms);
    const whole = readings.filter((ticks) => Math.abs(ticks - Math.round(ticks)) < 1e-6);
    expect(whole.length).toBeLessThan(times.length / 4);
  });

  // Many steps of kernels that have all run above.
  if (sparing) return;

  it('follows the stock engine for twenty steps, SGD and AdamW', async () => {
    for (const optimizer of ['sgd', 'adamw'] as const) {
      const s = { ...settings, optimizer, learningRate: optimizer === 'sgd' ? 0.02 : 1e-3 };
      const [fused, stock] = [
        keep(createFusedEngine(optionsOf(spec))),
        keep(createStockEngine(optionsOf(spec))),
      ];
      for (let step = 0; step < 20; step++) {
        const batch = batchOf(8, size, 100 + (step % 4));
        fused.trainStep(batch, s);
        stock.trainStep(batch, s);
        const [a, b] = [await fused.readTrainTotals(), await stock.readTrainTotals()];
        expect(Math.abs(a.loss - b.loss), `${optimizer} step ${step}`).toBeLessThan(2e-3 * b.loss);
      }
    }
  });

  it('gives everything back: many runs keep the same bytes and tensors', () =>
    expectNothingKept(async () => {
      const engine = createFusedEngine(optionsOf(spec));
      engine.trainStep(batchOf(3, size, 1), settings);
      await engine.readTrainTotals();
      engine.dispose();
    }, 100));
});
