/** The stock engine without some of its blocks. */
import { describe, expect, test } from 'vitest';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import * as tf from '../../src/nn/tf.ts';
import { optionsOf } from '../webgpu/stockTwin.ts';
import { onEachBackend } from './devices.ts';
import {
  expectEvaluatedWithout,
  expectReferenceWithout,
  expectUntouched,
  withoutCases,
} from './withoutBlocks.ts';

onEachBackend((backend) => {
  // What the walk leaves out does not depend on the backend.
  describe.each(backend === 'cpu' ? withoutCases : withoutCases.slice(0, 1))('$name', ({ spec }) => {
    test('says what the reference says that computes nothing of those blocks', async () => {
      const empty = tf.memory().numTensors;
      const engine = createStockEngine(optionsOf(spec));
      await expectReferenceWithout(engine, spec);
      await expectEvaluatedWithout(engine, spec);
      engine.dispose();
      expect(tf.memory().numTensors).toBe(empty);
    });
    test('trains on as if nobody had asked, to the bit', () =>
      expectUntouched(() => createStockEngine(optionsOf(spec)), spec));
  });
});
