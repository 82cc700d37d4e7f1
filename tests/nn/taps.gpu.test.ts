/** Taps of the stock engine against the float64 reference. */
import { describe, expect, test } from 'vitest';
import type { ModelSpec } from '../../src/model/spec.ts';
import { partsOf, structureOf } from '../../src/model/structure.ts';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import * as tf from '../../src/nn/tf.ts';
import { onEachBackend } from './devices.ts';
import { expectKeptLogits, expectReferenceTaps, tapBatch, tapCases } from './tapReference.ts';

const optionsOf = (spec: ModelSpec): EngineOptions => ({
  spec,
  seed: 3,
  init: 'he',
  mean: [0, 0, 0],
  std: [1, 1, 1],
});

onEachBackend(() => {
  describe.each(tapCases)('$name', ({ spec }) => {
    test.each(['evaluation', 'training'] as const)(
      'all taps in %s mode are those of the reference',
      async (mode) => {
        const empty = tf.memory().numTensors;
        const engine = createStockEngine(optionsOf(spec));
        const names = partsOf(structureOf(spec)).map(({ name }) => name);
        const [first = '', last = ''] = [names.at(0), names.at(-1)];
        await expectReferenceTaps(engine, spec, mode, mode === 'training' ? [first] : [first, last]);
        engine.dispose();
        expect(tf.memory().numTensors).toBe(empty);
      },
    );
  });

  test('an evaluation keeps the logits of its pictures', async () => {
    const empty = tf.memory().numTensors;
    const [{ spec } = { spec: undefined }] = tapCases;
    if (!spec) throw new Error('There is no such case.');
    await expectKeptLogits(() => createStockEngine(optionsOf(spec)), spec);
    expect(tf.memory().numTensors).toBe(empty);
  });

  test('a request that the network cannot answer is refused in a sentence', async () => {
    const spec = tapCases[2]?.spec;
    if (!spec) throw new Error('There is no such case.');
    const engine = createStockEngine(optionsOf(spec));
    const batch = tapBatch(spec, 2);
    const refused = (request: Partial<Parameters<typeof engine.taps>[1]>): Promise<unknown> =>
      engine.taps(batch, { mode: 'evaluation', ...request });
    await expect(refused({ maps: [{ block: 'layer1.0', of: 'shortcut' }] })).rejects.toThrow(
      'no shortcut of layer1.0',
    );
    await expect(refused({ maps: [{ block: 'layer9.0', of: 'output' }] })).rejects.toThrow(
      'no output of layer9.0',
    );
    await expect(refused({ gradient: { block: 'stem', classes: [1] } })).rejects.toThrow('1 classes');
    await expect(refused({ gradient: { block: 'stem', classes: [1, spec.classes] } })).rejects.toThrow(
      'a class',
    );
    engine.dispose();
  });
});
