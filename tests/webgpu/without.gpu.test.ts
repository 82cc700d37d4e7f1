/** The fused engine without some of its blocks, on halves too. */
import { describe, expect, it } from 'vitest';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { tapBatch } from '../nn/tapReference.ts';
import {
  expectEvaluatedWithout,
  expectReferenceWithout,
  expectUntouched,
  withoutCases,
} from '../nn/withoutBlocks.ts';
import { cases, expectNothingKept } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { difference, optionsOf } from './stockTwin.ts';

useTrainingBackend();

describe.each(cases(withoutCases))('$name', ({ spec }) => {
  it('says what the reference says that computes nothing of those blocks', async () => {
    const engine = createFusedEngine(optionsOf(spec));
    await expectReferenceWithout(engine, spec);
    await expectEvaluatedWithout(engine, spec);
    engine.dispose();
  });
});

const [residual, , , , plain] = withoutCases.map(({ spec }) => spec);
if (!residual || !plain) throw new Error('There is no such case.');

describe('a network that is looked at without its blocks', () => {
  it.each([
    ['residual', residual],
    ['plain', plain],
  ])('trains on as if nobody had asked, to the bit: %s', (_, spec) =>
    expectUntouched(() => createFusedEngine(optionsOf(spec)), spec),
  );

  it('keeps nothing on the device', () =>
    expectNothingKept(async () => {
      const engine = createFusedEngine(optionsOf(residual));
      await engine.without(['layer1.0', 'layer2.1'], () => engine.logits(tapBatch(residual, 2)));
      engine.dispose();
    }, 1));

  it('answers in halves too', async () => {
    const spec = { ...residual, width: 4 };
    const [halves, floats] = (['float16', 'float32'] as const).map((storage) =>
      createFusedEngine({ ...optionsOf(spec), storage }),
    );
    if (!halves || !floats) throw new Error('There are two.');
    const batch = tapBatch(spec, 3);
    const asked = (engine: typeof halves) => engine.without(['layer2.0'], () => engine.logits(batch));
    expect(difference(await asked(halves), await asked(floats))).toBeLessThan(2e-2);
    for (const engine of [halves, floats]) engine.dispose();
  });
});
