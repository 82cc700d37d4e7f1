/** Gradient norms and activation scales of a step on the stock engine, against the float64 reference. */
import { describe, expect, test } from 'vitest';
import type { PresetShape } from '../../src/model/presets.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { FloatBatch } from '../../src/nn/engine.ts';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import * as tf from '../../src/nn/tf.ts';
import { blockNames, blockOf } from '../../src/nn/vitals.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import type { BlockVitals } from '../../src/training/vitals.ts';
import { makeSpec } from '../specs.ts';
import { onEachBackend } from './devices.ts';
import { expectClose, randomArray, randomNumbers } from './numbers.ts';
import { forward, type Node, Tape } from './reference.ts';
import { withDeadChannel } from './tapReference.ts';

const settings: StepSettings = { ...stepSettings(defaultConfig, 0.1), labelSmoothing: 0.1 };

const tiny = (shape: Partial<PresetShape>, rest: Partial<ModelSpec>): ModelSpec =>
  makeSpec({ block: 'basic', blocks: [1, 2], width: 3, stem: 'cifar', ...shape }, { inputSize: 7, ...rest });

const cases: readonly { name: string; spec: ModelSpec }[] = [
  { name: 'basic, projection', spec: tiny({}, {}) },
  { name: 'bottleneck, padded shortcut', spec: tiny({ block: 'bottleneck' }, { shortcut: 'identity' }) },
  { name: 'plain', spec: tiny({}, { shortcut: 'none' }) },
  { name: 'no batch norm, projection', spec: tiny({}, { norm: 'none' }) },
  { name: 'ImageNet stem', spec: tiny({ stem: 'imagenet', blocks: [1] }, { inputSize: 21, classes: 3 }) },
];

const optionsOf = (spec: ModelSpec): EngineOptions => ({
  spec,
  seed: 3,
  init: 'he',
  mean: [0, 0, 0],
  std: [1, 1, 1],
});

function batchOf(spec: ModelSpec, n: number, seed = n): FloatBatch {
  return {
    pixels: randomArray(n * spec.inputSize ** 2 * 3, randomNumbers(seed), 2),
    labels: Int32Array.from({ length: n }, (_, i) => (i * 7) % spec.classes),
  };
}

/** Share of the channels that are 0 throughout. */
function deadShare(values: Float64Array, channels: number): number {
  const alive = new Set<number>();
  values.forEach((v, i) => {
    if (v !== 0) alive.add(i % channels);
  });
  return 1 - alive.size / channels;
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, v) => total + v ** 2, 0);

describe('the block of a parameter', () => {
  const structure = structureOf(tiny({ blocks: [1, 2] }, {}));
  test.each([
    ['features.0.weight', 'stem'],
    ['features.1.bias', 'stem'],
    ['layer1.0.features.0.weight', 'layer1.0'],
    ['layer2.11.shortcut.1.weight', 'layer2.11'],
    ['classifer.bias', 'classifier'],
  ])('%s is of %s', (parameter, block) => {
    expect(blockOf(structure, parameter)).toBe(block);
  });

  test('all blocks are named in the order of the forward pass', () => {
    expect(blockNames(structure)).toEqual(['stem', 'layer1.0', 'layer2.0', 'layer2.1', 'classifier']);
  });
});

onEachBackend((backend) => {
  describe.each(cases)('$name', ({ spec }) => {
    test('vitals are those of the reference', async () => {
      const engine = createStockEngine(optionsOf(spec));
      engine.importState(withDeadChannel(await engine.exportState()));
      const { weights } = await engine.exportState();
      const batch = batchOf(spec, 5);

      const tape = new Tape();
      const leaves = new Map(weights.map((w) => [w.name, tape.leaf(w.shape, w.data)]));
      const x = tape.leaf([5, spec.inputSize, spec.inputSize, 3], batch.pixels);
      const scales = new Map<string, number>();
      const nodes = new Map<string, Node>();
      const logits = forward(tape, structureOf(spec), leaves, x, true, (block, of, node) => {
        const { data } = node;
        nodes.set(`${of} of ${block}`, node);
        if (of === 'output') scales.set(block, Math.sqrt(sum(data) / data.length));
      });
      tape.backward(tape.crossEntropy(logits, batch.labels, settings.labelSmoothing));
      const normOf = (block: string): number => {
        const prefix = { stem: 'features.', classifier: 'classifer.' }[block] ?? `${block}.`;
        const own = [...leaves].filter(([name]) => name.startsWith(prefix) && !name.includes('running'));
        expect(own.length).toBeGreaterThan(0);
        return Math.sqrt(own.reduce((total, [, leaf]) => total + sum(leaf.grad), 0));
      };

      const vitals = await engine.trainStepWithVitals(batch, settings);
      const after = await engine.exportState();
      expect(vitals.map((v) => v.name)).toEqual([...scales.keys()]);
      for (const v of vitals) {
        const { name, gradientNorm, activationScale } = v;
        const close = (what: keyof BlockVitals, expected: number | undefined): void => {
          if (expected === undefined) expect(v[what], `${what} of ${name}`).toBeUndefined();
          else expectClose([Number(v[what])], [expected], 1e-4, `${backend}: ${what} of ${name}`);
        };
        const scaleAt = (of: string): number | undefined => {
          const data = nodes.get(`${of} of ${name}`)?.data;
          return data && Math.sqrt(sum(data) / data.length);
        };
        close('branchScale', scaleAt('branch'));
        close('shortcutScale', scaleAt('shortcut'));
        const { data = new Float64Array(), shape = [] } = nodes.get(`output of ${name}`) ?? {};
        const mean = data.reduce((total, y) => total + y, 0) / data.length;
        close('activationMean', mean);
        close('activationDeviation', Math.sqrt(sum(data.map((y) => y - mean)) / data.length));
        close('deadChannels', name === 'classifier' ? undefined : deadShare(data, shape.at(-1) ?? 1));
        const own = weights.flatMap((w, i) => {
          const moved = after.weights[i]?.data ?? new Float32Array();
          const of = blockOf(structureOf(spec), w.name) === name && !w.name.includes('running');
          return of ? [...w.data].map((value, j) => [value, (moved[j] ?? 0) - value] as const) : [];
        });
        close('updateRatio', Math.sqrt(sum(own.map(([, d]) => d)) / sum(own.map(([w]) => w))));
        expectClose([gradientNorm], [normOf(name)], 1e-4, `${backend}: gradient of ${name}`);
        expectClose([activationScale ?? 0], [scales.get(name) ?? 0], 1e-4, `${backend}: output of ${name}`);
      }
      engine.dispose();
    });
  });

  test('a run is the same to the bit with vitals and without, and no tensor is left behind', async () => {
    const spec = tiny({}, {});
    const run = async (watched: boolean) => {
      const empty = tf.memory().numTensors;
      const engine = createStockEngine(optionsOf(spec));
      for (let i = 0; i < 3; i++) {
        if (watched) await engine.trainStepWithVitals(batchOf(spec, 5, i), settings);
        else engine.trainStep(batchOf(spec, 5, i), settings);
      }
      const totals = await engine.readTrainTotals();
      const state = await engine.exportState();
      engine.dispose();
      expect(tf.memory().numTensors).toBe(empty);
      return { totals, state };
    };
    expect(await run(true)).toEqual(await run(false));
  });
});
