/** Taps of the fused engine against the float64 reference, on halves too, and what they cost a run: nothing. */
import { describe, expect, it } from 'vitest';
import { partsOf, structureOf } from '../../src/model/structure.ts';
import type { EngineOptions } from '../../src/nn/stockEngine.ts';
import type { StepSettings } from '../../src/training/settings.ts';
import type { TapRequest } from '../../src/training/taps.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { floatsOfHalves } from '../../src/webgpu/halves.ts';
import { everything, expectKeptLogits, expectReferenceTaps, tapBatch, tapCases } from '../nn/tapReference.ts';
import { fromHalves } from './halves.ts';
import { cases, expectNothingKept, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { batchOf, difference, optionsOf, settings } from './stockTwin.ts';

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

const plain = tapCases[2]?.spec;
if (!plain) throw new Error('There is no such case.');
const spec = { ...plain, shortcut: 'projection' } as const;

describe('taps of feature maps in halves', () => {
  it('are those of float32, as near as halves are', async () => {
    const make = (storage: EngineOptions['storage']) => createFusedEngine({ ...optionsOf(spec), storage });
    const [halves, floats] = [make('float16'), make('float32')];
    const batch = tapBatch(spec, 3);
    const request = everything(spec, 'evaluation', 'layer1.0', 3);
    const [a, b] = [await halves.taps(batch, request), await floats.taps(batch, request)];
    const close = (x: Float32Array | undefined, y: Float32Array | undefined, what: string): void => {
      const none = new Float32Array();
      expect(x?.length, what).toBe(y?.length);
      expect(difference(x ?? none, y ?? none), what).toBeLessThan(2e-2);
    };
    close(a.logits, b.logits, 'logits');
    a.maps.forEach((map, i) => {
      close(map.values, b.maps[i]?.values, `${map.of} of ${map.block}`);
    });
    a.pooled.forEach((pooled, i) => {
      close(pooled.values, b.pooled[i]?.values, `pooled ${pooled.block}`);
    });
    a.sizes.forEach((sizes, i) => {
      close(
        Float32Array.of(sizes.output),
        Float32Array.of(b.sizes[i]?.output ?? 0),
        `size of ${sizes.block}`,
      );
    });
    // Values that round to the other side of zero open or shut a ReLU: the bound of halves' other gradients.
    const [x, y] = [a, b].map((taps) => taps.gradient?.gradient.values ?? new Float32Array());
    const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));
    expect(x?.length).toBe(y?.length);
    expect(norm(x?.map((v, i) => v - (y?.[i] ?? 0)) ?? [])).toBeLessThan(0.08 * norm(y ?? []));
    for (const engine of [halves, floats]) engine.dispose();
  });

  it('are read as what halves are', () => {
    const words = Uint32Array.of(0x3c00_0000, 0x8000_0001, 0x7c00_fbff, 0x0400_03ff, 0xc1e0_3555);
    expect(floatsOfHalves(words.buffer)).toEqual(fromHalves(words));
    expect(floatsOfHalves(Uint32Array.of(0x7e00_0000).buffer)[1]).toBeNaN();
  });
});

describe('an evaluation', () => {
  it('keeps the logits of its pictures', () =>
    expectKeptLogits(() => createFusedEngine(optionsOf(spec)), spec));
});

describe('a run that is looked at', () => {
  const looks: readonly TapRequest[] = [
    everything(spec, 'training', 'stem', 5),
    { mode: 'evaluation', pooled: true },
  ];

  it.each([
    ['SGD', settings],
    ['AdamW', { ...settings, optimizer: 'adamw' }],
  ] as const)('goes on as if it were not, to the bit, by %s', async (_, step: StepSettings) => {
    const run = async (watched: boolean) => {
      const engine = createFusedEngine(optionsOf(spec));
      const seen: Promise<unknown>[] = [];
      for (let i = 0; i < 3; i++) {
        const batch = batchOf(5, spec.inputSize, i);
        if (watched) for (const look of looks) seen.push(engine.taps(batch, look));
        if (watched && i === 1) seen.push(engine.trainStepWithVitals(batch, step));
        else engine.trainStep(batch, step);
      }
      engine.evaluateBatch(batchOf(5, spec.inputSize, 9));
      const totals = [await engine.readTrainTotals(), await engine.readEvaluationTotals()];
      await Promise.all(seen);
      const kernels = engine.chosenKernels();
      const state = await engine.exportState();
      engine.dispose();
      return { totals, state, kernels };
    };
    expect(await run(true)).toEqual(await run(false));
  });

  it('holds on to so many looks, gives back the others, and everything in the end', async () => {
    const blocks = partsOf(structureOf(spec)).map(({ name }) => name);
    const requests = blocks.flatMap((block) =>
      (['evaluation', 'training'] as const).flatMap((mode): TapRequest[] => [
        { mode, maps: [{ block, of: 'output' }] },
        { mode, maps: [{ block, of: 'input' }], sizes: true },
      ]),
    );
    const { device } = trainingBackend();
    expect(requests.length).toBeGreaterThan(12);
    await expectNothingKept(async () => {
      const engine = createFusedEngine(optionsOf(spec));
      const batch = tapBatch(spec, 2);
      const bytes: number[] = [];
      for (const request of requests) {
        await engine.taps(batch, request);
        bytes.push(engine.gpuBytes());
      }
      // Nothing that comes later needs more than the eight looks before it did.
      expect(Math.max(...bytes.slice(8))).toBeLessThanOrEqual(1.05 * Math.max(...bytes.slice(0, 8)));
      // One that was given back is recorded anew.
      const [first] = requests;
      if (first) expect((await engine.taps(batch, first)).maps.length).toBe(1);
      engine.dispose();
    }, 2);
    await device.queue.onSubmittedWorkDone();
  });
});
