/** Taps of the fused engine against the float64 reference, and what they cost a run: nothing. */
import { describe, it } from 'vitest';
import { partsOf, structureOf } from '../../src/model/structure.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { expectKeptLogits, expectReferenceTaps, tapCases } from '../nn/tapReference.ts';
import { cases } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { optionsOf } from './stockTwin.ts';

useTrainingBackend();

describe.each(cases(tapCases))('$name', ({ spec }) => {
  it.each(['evaluation', 'training'] as const)('has the taps of the reference in %s mode', async (mode) => {
    const engine = createFusedEngine(optionsOf(spec));
    const names = partsOf(structureOf(spec)).map(({ name }) => name);
    const [first = '', last = ''] = [names.at(0), names.at(-1)];
    await expectReferenceTaps(engine, spec, mode, mode === 'training' ? [first] : [first, last]);
    engine.dispose();
  });
});

describe('an evaluation', () => {
  it.each(cases(tapCases.slice(0, 1)))('keeps the logits of its pictures', ({ spec }) =>
    expectKeptLogits(() => createFusedEngine(optionsOf(spec)), spec),
  );
});
