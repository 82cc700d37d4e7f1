/** Whole tiny networks: loss, logits and every gradient on the CPU and on WebGPU against the float64 reference. */
import { describe, expect, test } from 'vitest';
import type { PresetShape } from '../../src/model/presets.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { FloatBatch, NamedTensor } from '../../src/nn/engine.ts';
import { createStockEngine, type StockEngine } from '../../src/nn/stockEngine.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { makeSpec } from '../specs.ts';
import { onEachBackend } from './devices.ts';
import { expectClose, randomArray, randomNumbers } from './numbers.ts';
import { forward, Tape } from './reference.ts';

const settings: StepSettings = { ...stepSettings(defaultConfig, 0.1), labelSmoothing: 0.1 };

const tiny = (shape: Partial<PresetShape>, rest: Partial<ModelSpec>): ModelSpec =>
  makeSpec({ block: 'basic', blocks: [1, 1], width: 5, stem: 'cifar', ...shape }, { inputSize: 8, ...rest });

const cases: readonly { name: string; batch: number; spec: ModelSpec }[] = [
  { name: 'basic, projection', batch: 5, spec: tiny({ blocks: [1, 2] }, {}) },
  { name: 'basic, projection, one picture', batch: 1, spec: tiny({ width: 3 }, {}) },
  { name: 'bottleneck, projection', batch: 3, spec: tiny({ block: 'bottleneck', width: 3 }, {}) },
  { name: 'bottleneck, identity', batch: 5, spec: tiny({ block: 'bottleneck' }, { shortcut: 'identity' }) },
  {
    name: 'basic, identity, odd size',
    batch: 37,
    spec: tiny({ blocks: [1, 1, 1], width: 3 }, { shortcut: 'identity', inputSize: 7 }),
  },
  { name: 'plain', batch: 3, spec: tiny({ width: 12 }, { shortcut: 'none' }) },
  { name: 'basic, projection, no batch norm', batch: 5, spec: tiny({ blocks: [1, 2] }, { norm: 'none' }) },
  {
    name: 'bottleneck, identity, no batch norm',
    batch: 3,
    spec: tiny({ block: 'bottleneck', width: 3 }, { shortcut: 'identity', norm: 'none' }),
  },
  { name: 'plain, no batch norm', batch: 3, spec: tiny({ width: 4 }, { shortcut: 'none', norm: 'none' }) },
  { name: 'ImageNet stem', batch: 3, spec: tiny({ stem: 'imagenet' }, { inputSize: 21, classes: 3 }) },
];

function batchOf(spec: ModelSpec, n: number): FloatBatch {
  const draw = randomNumbers(n);
  return {
    pixels: randomArray(n * spec.inputSize ** 2 * 3, draw, 2),
    labels: Int32Array.from({ length: n }, (_, i) => (i * 7) % spec.classes),
  };
}

/** Running statistics, gammas and betas away from 0 and 1, so that nothing hides behind them. */
async function shake(engine: StockEngine): Promise<readonly NamedTensor[]> {
  const draw = randomNumbers(5);
  const state = await engine.exportState();
  const weights = state.weights.map((tensor) =>
    tensor.shape.length === 1 ? { ...tensor, data: tensor.data.map((v) => v + 0.3 * draw()) } : tensor,
  );
  engine.importState({ ...state, weights });
  return weights;
}

onEachBackend((backend) => {
  describe.each(cases)('$name, batch $batch', ({ spec, batch: n }) => {
    test('loss, logits and gradients of a training step', async () => {
      const engine = createStockEngine({ spec, seed: 3, init: 'he', mean: [0, 0, 0], std: [1, 1, 1] });
      const weights = await shake(engine);
      const batch = batchOf(spec, n);

      const run = (training: boolean) => {
        const tape = new Tape();
        const leaves = new Map(weights.map((w) => [w.name, tape.leaf(w.shape, w.data)]));
        const x = tape.leaf([n, spec.inputSize, spec.inputSize, 3], batch.pixels);
        const logits = forward(tape, structureOf(spec), leaves, x, training);
        return { tape, leaves, logits };
      };
      const inference = run(false);
      expectClose(await engine.logits(batch), inference.logits.data, 1e-5, 'logits of evaluation');
      const plainLoss = inference.tape.crossEntropy(inference.logits, batch.labels, 0);
      engine.evaluateBatch(batch);
      const totals = await engine.readEvaluationTotals();
      expectClose([totals.loss / n], plainLoss.data, 1e-5, 'loss of evaluation');

      const { tape, leaves, logits } = run(true);
      const loss = tape.crossEntropy(logits, batch.labels, settings.labelSmoothing);
      tape.backward(loss);
      const step = await engine.inspectStep(batch, settings);
      expectClose([step.loss], loss.data, 1e-5, 'loss');
      expectClose(step.logits, logits.data, 1e-4, 'logits');
      const trained = weights.filter((w) => !w.name.includes('running'));
      expect(step.gradients.map((g) => g.name)).toEqual(trained.map((w) => w.name));
      for (const { name, shape, data } of step.gradients) {
        const leaf = leaves.get(name);
        expect(shape).toEqual(leaf?.shape);
        expectClose(data, leaf?.grad ?? [], 2e-4, `${backend}: gradient of ${name}`);
      }
      engine.dispose();
    });
  });
});
