/** The tuner: finds right variants, lets no wrong one win, keeps what it found. */
import { describe, expect, it, vi } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { convPlan, type PlannedDispatch } from '../../src/webgpu/convPlan.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { type TunedPass, tune } from '../../src/webgpu/tuner.ts';
import type { TextStore } from '../../src/webgpu/tuningCache.ts';
import { loadTuning, saveTuning } from '../../src/webgpu/tuningCache.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { tuningKey, type Variant, variantsOf } from '../../src/webgpu/variants.ts';
import { makeSpec } from '../specs.ts';
import { trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { optionsOf, settings } from './stockTwin.ts';

useTrainingBackend();

const spec = makeSpec({ block: 'basic', stem: 'cifar', blocks: [1], width: 4 }, { inputSize: 7 });
const tasks = tuningTasks(structureOf(spec), 3, { precision: 'fast' });
const quiet = { budgetMs: 60_000, onProgress: () => undefined };

describe('the tuner', () => {
  it('asks for each pass of each shape once, and not for the gradient of the pictures', () => {
    const keys = tasks.map((t) => tuningKey(t.shape, t.pass));
    expect(new Set(keys).size).toBe(keys.length);
    expect(tasks.map((t) => `${t.shape.inChannels} ${t.pass}`).sort()).toEqual([
      '3 filterGradient',
      '3 forward',
      '4 filterGradient',
      '4 forward',
      '4 inputGradient',
    ]);
  });

  it.each(['float32', 'float16'] as const)(
    'puts one of the candidates in the table for every task, in %s',
    async (storage) => {
      const backend = trainingBackend();
      const tasks = tuningTasks(structureOf(spec), 3, { storage, precision: 'fast' });
      backend.tuning = new Map();
      const two: typeof variantsOf = (s, pass, traits) => variantsOf(s, pass, traits).slice(0, 2);
      const told: [number, number][] = [];
      const { late } = backend.pipelines;
      await tune(backend, tasks, { ...quiet, candidates: two, onProgress: (...p) => told.push(p) });
      for (const { shape, pass } of tasks) {
        expect(two(shape, pass, backend.traits)).toContainEqual(backend.tuning.get(tuningKey(shape, pass)));
      }
      expect(told[told.length - 1]).toEqual([tasks.length, tasks.length]);
      expect(backend.pipelines.late, 'pipelines that JavaScript waited for').toBe(late);
      backend.tuning = new Map();
    },
  );

  it('sends no inputs to the device and reads back some samples alone', async () => {
    const backend = trainingBackend();
    const { device } = backend;
    backend.tuning = new Map();
    const sent = vi.spyOn(device.queue, 'writeBuffer');
    const made = vi.spyOn(device, 'createBuffer');
    const one: typeof variantsOf = (s, pass, traits) => variantsOf(s, pass, traits).slice(0, 1);
    await tune(backend, tasks, { ...quiet, candidates: one });
    expect(backend.tuning.size).toBe(tasks.length);
    expect(sent).not.toHaveBeenCalled();
    const buffers = made.mock.calls.map(([descriptor]) => descriptor);
    expect(buffers.some((b) => b.mappedAtCreation)).toBe(false);
    const read = buffers.filter((b) => b.usage & GPUBufferUsage.MAP_READ).map((b) => b.size);
    expect(read.length).toBeGreaterThanOrEqual(tasks.length);
    expect(Math.max(...read)).toBeLessThanOrEqual(4 * 26);
    vi.restoreAllMocks();
    backend.tuning = new Map();
  });

  it('tunes halves for runs in halves alone', () => {
    const backend = trainingBackend();
    const half = tuningTasks(structureOf(spec), 3, { storage: 'float16' });
    const { shape, pass } = half.find((t) => t.pass === 'forward' && t.shape.inChannels === 4)!;
    const slow: Variant = { family: 'direct', tiling: { pixels: 1, quads: 1, threads: 8, lanes: 0 } };
    backend.tuning = new Map([[tuningKey(shape, pass), slow]]);
    const used = (['float16', 'float32'] as const).map((storage) => {
      const engine = createFusedEngine({ ...optionsOf(spec), storage });
      const { kernels } = engine.trainingStep('drawn', 3, settings).graph;
      engine.dispose();
      const { code } = convPlan({ ...shape, storage }, pass, slow).dispatches[0]!.kernel;
      return kernels.some((k) => k.code === code);
    });
    expect(used).toEqual([true, false]);
    backend.tuning = new Map();
  });

  it('lets no variant win that computes something else', async () => {
    const backend = trainingBackend();
    const { subgroupSize } = backend.traits;
    expect(subgroupSize, 'lanes of this adapter').toBeGreaterThan(1);
    backend.tuning = new Map();
    // As if subgroups were twice as wide: the channels of the upper lanes are missing, and there are some.
    const width = 1.5 * subgroupSize;
    const tiling = { lanes: 2 * subgroupSize, outVectors: 1, inVectors: 1, pixels: 1, slices: 1 };
    const wrong: Variant = { family: 'direct-filter', tiling };
    const wide = tuningTasks(structureOf({ ...spec, width }), 1, { precision: 'fast' }).filter(
      (t) => t.pass === 'filterGradient',
    );
    await tune(backend, wide, { ...quiet, candidates: () => [wrong] });
    expect(backend.tuning.size).toBe(0);
  });

  it.each([
    ['runs nothing', 0],
    ['is refused by the device', 2 ** 22],
  ])('lets no variant win whose dispatch %s, though it seems to be the fastest', async (_, workgroups) => {
    const backend = trainingBackend();
    backend.tuning = new Map();
    // Large enough that work which was not done is faster by far.
    const [task] = tuningTasks(structureOf({ ...spec, width: 16, inputSize: 32 }), 8, { precision: 'fast' });
    if (!task) throw new Error('There is no task.');
    const [right, other] = variantsOf(task.shape, task.pass, backend.traits);
    if (!right || !other) throw new Error('The test needs two variants.');
    const planOf: typeof convPlan = (s, pass, v) => {
      const plan = convPlan(s, pass, v);
      const spoil = (d: PlannedDispatch): PlannedDispatch => ({
        ...d,
        kernel: { ...d.kernel, workgroups: [workgroups, 1, 1] },
      });
      return v === other ? { ...plan, dispatches: plan.dispatches.map(spoil) } : plan;
    };
    await tune(backend, [task], { ...quiet, candidates: () => [right, other], planOf });
    expect(backend.tuning.get(tuningKey(task.shape, task.pass))).toEqual(right);
    backend.tuning = new Map();
  });

  it('stops at the end of its budget', async () => {
    const backend = trainingBackend();
    backend.tuning = new Map();
    await tune(backend, tasks, { ...quiet, budgetMs: -1 });
    expect(backend.tuning.size).toBe(0);
  });
});

describe('the cache', () => {
  const memory = (): TextStore & { texts: Map<string, string> } => {
    const texts = new Map<string, string>();
    return { texts, get: async (k) => texts.get(k), set: async (k, t) => void texts.set(k, t) };
  };

  it('gives back what was kept for a device, and nothing that is no candidate', async () => {
    const { traits } = trainingBackend();
    const store = memory();
    const table = new Map(
      tasks.map(({ shape, pass }): [string, TunedPass] => {
        const [first, ...rest] = variantsOf(shape, pass, traits) as [Variant, ...Variant[]];
        return [tuningKey(shape, pass), { variant: first, open: rest, looks: 1 }];
      }),
    );
    await saveTuning(store, traits, table);
    expect(await loadTuning(store, traits, tasks)).toEqual(table);
    expect(await loadTuning(store, { ...traits, key: 'another device' }, tasks)).toEqual(new Map());
    for (const [key, text] of store.texts)
      store.texts.set(key, text.replaceAll(/"(threads|bm)":/g, '"$1":9'));
    const tampered = await loadTuning(store, traits, tasks);
    for (const [key, tuned] of tampered) {
      expect(table.get(key)?.variant).toEqual(tuned.variant);
      for (const variant of tuned.open) expect(table.get(key)?.open).toContainEqual(variant);
    }
    expect(tampered.size).toBeLessThan(table.size);
    for (const key of store.texts.keys()) store.texts.set(key, 'not JSON');
    expect(await loadTuning(store, traits, tasks)).toEqual(new Map());
  });

  it.each(['null', '7', '{"variant":null}', '{"open":[],"looks":1}'])(
    'takes %s for nothing',
    async (text) => {
      const { traits } = trainingBackend();
      const entries = tasks.map(({ shape, pass }) => `${JSON.stringify(tuningKey(shape, pass))}:${text}`);
      const store: TextStore = { get: async () => `{${entries.join()}}`, set: async () => undefined };
      expect(await loadTuning(store, traits, tasks)).toEqual(new Map());
    },
  );

  it('takes no record of a pass whose fields are of the wrong kind', async () => {
    const { traits } = trainingBackend();
    const [{ shape, pass }] = tasks as [(typeof tasks)[number]];
    const [variant] = variantsOf(shape, pass, traits);
    for (const wrong of [{ open: 'all' }, { looks: -1 }, { looks: '1' }]) {
      const record = { variant, open: [], looks: 1, ...wrong };
      const text = JSON.stringify({ [tuningKey(shape, pass)]: record });
      const store: TextStore = { get: async () => text, set: async () => undefined };
      expect(await loadTuning(store, traits, tasks)).toEqual(new Map());
    }
  });

  it('does without when nothing can be kept', async () => {
    const { traits } = trainingBackend();
    const broken: TextStore = {
      get: () => Promise.reject(new Error('no')),
      set: () => Promise.reject(new Error('no')),
    };
    await saveTuning(broken, traits, new Map());
    expect(await loadTuning(broken, traits, tasks)).toEqual(new Map());
  });
});
