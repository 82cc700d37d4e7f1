/** What an engine says of a network without some of its blocks, against the float64 reference, and that it goes on as if nobody had asked. */
import { expect } from 'vitest';
import type { PresetShape } from '../../src/model/presets.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { Engine } from '../../src/nn/engine.ts';
import { makeSpec } from '../specs.ts';
import { batchOf, settings } from '../webgpu/stockTwin.ts';
import { expectClose } from './numbers.ts';
import { forward, Tape } from './reference.ts';
import { expectReferenceTaps, moved, tapBatch } from './tapReference.ts';

const tiny = (shape: Partial<PresetShape>, shortcut: ModelSpec['shortcut']): ModelSpec =>
  makeSpec({ block: 'basic', blocks: [1, 2], width: 3, stem: 'cifar', ...shape }, { inputSize: 7, shortcut });

/** Both blocks, all shortcuts, channels in fours and not; every case has blocks that keep the shape and one that changes it. */
export const withoutCases: readonly { name: string; spec: ModelSpec }[] = [
  { name: 'basic, projection', spec: tiny({}, 'projection') },
  { name: 'bottleneck, projection', spec: tiny({ block: 'bottleneck' }, 'projection') },
  { name: 'basic, padded shortcut', spec: tiny({ width: 4 }, 'identity') },
  { name: 'bottleneck, padded shortcut', spec: tiny({ block: 'bottleneck', blocks: [2] }, 'identity') },
  { name: 'basic, plain', spec: tiny({}, 'none') },
  { name: 'bottleneck, plain', spec: tiny({ block: 'bottleneck', blocks: [2] }, 'none') },
  { name: 'no batch norm, projection', spec: { ...tiny({}, 'projection'), norm: 'none' } },
];

const blocksOf = (spec: ModelSpec): string[] =>
  structureOf(spec).stages.flatMap(({ blocks }) => blocks.map(({ name }) => name));

/** Every block by itself and all together: logits; and all that can be tapped without the first, the last, and both. */
export async function expectReferenceWithout(engine: Engine, spec: ModelSpec): Promise<void> {
  const names = blocksOf(spec);
  const [first = '', last = ''] = [names[0], names.at(-1)];
  await expectReferenceTaps(engine, spec, 'evaluation', [first], 1e-4, [first]);
  await expectReferenceTaps(engine, spec, 'evaluation', ['stem'], 1e-4, [last, first, last]);
  await expectReferenceTaps(engine, spec, 'training', [last], 1e-4, [last]);
  const { weights } = await engine.exportState();
  const batch = tapBatch(spec, 3);
  const whole = await engine.logits(batch);
  for (const without of [...names.map((name) => [name]), names]) {
    const tape = new Tape();
    const leaves = new Map(weights.map((w) => [w.name, tape.leaf(w.shape, w.data)]));
    const x = tape.leaf([3, spec.inputSize, spec.inputSize, 3], batch.pixels);
    const expected = forward(tape, structureOf(spec), leaves, x, false, undefined, without);
    const logits = await engine.without(without, () => engine.logits(batch));
    expectClose(logits, expected.data, 1e-4, `without ${without}`);
    expect(logits).not.toEqual(whole);
  }
  expect(await engine.logits(batch)).toEqual(whole);
  expect(() => engine.without(['layer9.0'], () => 0)).toThrow('no block called layer9.0');
}

/** Steps, sums and state are those of an engine that nobody asked, to the bit, also where the asking broke. */
export async function expectUntouched(make: () => Engine, spec: ModelSpec): Promise<void> {
  const names = blocksOf(spec);
  const run = async (asked: boolean) => {
    const engine = make();
    engine.importState(moved(await engine.exportState()));
    const seen: Promise<unknown>[] = [];
    for (let step = 0; step < 2; step++) {
      engine.trainStep(batchOf(5, spec.inputSize, step), settings);
      if (!asked) continue;
      // Enqueued between two steps, without a wait.
      const batch = tapBatch(spec, 3);
      for (const without of [names.slice(0, 1), names, []])
        seen.push(engine.without(without, () => engine.taps(batch, { mode: 'evaluation', pooled: true })));
      await engine.without(names, () => engine.warmUpTaps(2, { mode: 'evaluation', sizes: true }));
      const broken = (): never =>
        engine.without(names, () => {
          throw new Error('Nobody listens.');
        });
      expect(broken).toThrow('Nobody listens.');
    }
    engine.evaluateBatch(batchOf(5, spec.inputSize, 9));
    const totals = [await engine.readTrainTotals(), await engine.readEvaluationTotals()];
    await Promise.all(seen);
    const state = await engine.exportState();
    engine.dispose();
    return { totals, state };
  };
  expect(await run(true)).toEqual(await run(false));
}

/** An evaluation without blocks is one of a network whose branches end in zeros. */
export async function expectEvaluatedWithout(engine: Engine, spec: ModelSpec): Promise<void> {
  const names = blocksOf(spec);
  const batch = { ...tapBatch(spec, 5), labels: Int32Array.of(1, 2, 0, 1, 2) };
  const logits = await engine.without(names, () => engine.logits(batch));
  engine.keepEvaluationLogits(10);
  engine.without(names, () => engine.evaluateBatch(batch));
  engine.evaluateBatch(batch);
  const kept = await engine.readEvaluationLogits();
  expect(kept.subarray(0, logits.length)).toEqual(logits);
  expect(kept.subarray(logits.length)).toEqual(await engine.logits(batch));
  expect(await engine.readEvaluationTotals()).toMatchObject({ images: 10 });
}
