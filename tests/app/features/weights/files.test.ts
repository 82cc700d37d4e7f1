/** Files on the page: what it asks of the worker, what it makes of the answers, and what a run that goes on begins with. */
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { fitOf } from '../../../../src/app/features/weights/fit.ts';
import { fileName } from '../../../../src/app/state/fileNames.ts';
import { createFiles } from '../../../../src/app/state/files.ts';
import { createPage } from '../../../../src/app/state/page.ts';
import { importedRun, resumedRun } from '../../../../src/app/state/resumedRun.ts';
import { foldEvent, newRun } from '../../../../src/app/state/run.ts';
import { newRecord, updatedRecord } from '../../../../src/app/state/runs.ts';
import type { Runs } from '../../../../src/app/state/runsStore.ts';
import { factsOf } from '../../../../src/data/sets/index.ts';
import type { Problem } from '../../../../src/problems/index.ts';
import type { CheckpointInfo } from '../../../../src/storage/checkpoints.ts';
import { defaultConfig } from '../../../../src/training/settings.ts';
import type { FilePreview, Reply, WorkerCommand } from '../../../../src/worker/protocol.ts';
import { text } from '../../../problems/saying.ts';
import { makeSpec } from '../../../specs.ts';
import { config, epoch, runId, start, step } from '../../events.ts';
import { recordedClient } from '../../recordedClient.ts';

const checkpointInfo = (more: Partial<CheckpointInfo> = {}): CheckpointInfo => ({
  runId,
  savedAt: 1,
  bytes: 10,
  config,
  step: 10,
  epoch: 1,
  ...more,
});
const preview: FilePreview = {
  candidates: [makeSpec('resnet20')],
  dataset: 'cifar10',
  tensors: 9,
  parameters: 9,
  steps: 3,
  metadata: [],
};
const events = [
  ...[start(), step(5), step(10), epoch(1), step(13)],
  { type: 'change', runId, step: 13, settings: { learningRate: 0.01 } } as const,
  ...[step(20), epoch(2, { testAccuracy: 0.9 })],
];
const record = () => {
  const run = events.reduce(foldEvent, newRun(runId, config));
  return updatedRecord(newRecord(newRun(runId, config), [], 0), run);
};

describe('the names of files', () => {
  it('say model, run, place and kind', () => {
    const name = (choice: Parameters<typeof fileName>[3], of = defaultConfig) =>
      fileName(of, 'agile-otter', 'step1200', choice);
    expect(name({ part: 'last', format: 'safetensors' })).toBe('resnet20-agile-otter-step1200.safetensors');
    expect(name({ part: 'last', format: 'onnx-folded' })).toBe('resnet20-agile-otter-step1200-folded.onnx');
    const plain = { ...defaultConfig, shortcut: 'none', blocks: [1, 2], width: 4 } as const;
    expect(fileName(plain, 'Ω / 小', 'epoch3', { part: 'best', format: 'pytorch' })).toBe(
      'plain-1-2-w4-Ω-小-epoch3-best-pytorch.zip',
    );
  });
});

describe('whether a file fits', () => {
  it('is told by the network, its shortcuts and its classes', () => {
    const at = (more: Partial<FilePreview>) => fitOf({ ...preview, ...more }, defaultConfig).kind;
    expect(at({})).toBe('fits');
    expect(at({ candidates: [makeSpec('resnet8')] })).toBe('other');
    const twins = (['identity', 'none'] as const).map((shortcut) => makeSpec('resnet20', { shortcut }));
    expect(at({ candidates: twins })).toBe('other');
    expect(fitOf({ ...preview, candidates: twins }, { ...defaultConfig, shortcut: 'none' }).kind).toBe(
      'fits',
    );
    // Its classifier is left out then.
    expect(at({ candidates: [makeSpec('resnet20', { classes: 100 })] })).toBe('transfer');
    expect(at({ dataset: 'own-32-10-80-20-9f86d081884c7d65' })).toBe('transfer');
    expect(at({ candidates: [makeSpec('resnet8', { classes: 100 })] })).toBe('other');
    expect(at({ candidates: [], problem: text('Why.') })).toBe('none');
  });
});

describe('a run that goes on', () => {
  it('begins with what is known up to its checkpoint', () => {
    const run = resumedRun(checkpointInfo(), record());
    expect(run).toMatchObject({ id: runId, config, step: 10, totalSteps: 20 });
    expect(run.end).toBeUndefined();
    expect(run.series.points.map((point) => point.step)).toEqual([5, 10]);
    expect(run.epochs.map((e) => e.epoch)).toEqual([1]);
    expect(run.log.map(({ type }) => type)).toEqual(['epoch']);
    const next = [start({ step: 10 }), step(12)].reduce(foldEvent, run);
    expect(next.series.points.at(-1)).toMatchObject({ step: 12, steps: 2 });
  });

  it('keeps changes by hand that its checkpoint knows of', () => {
    const run = resumedRun(checkpointInfo({ step: 14, config: { ...config, learningRate: 0.01 } }), record());
    expect(run.log.map(({ type }) => type)).toEqual(['epoch', 'change']);
    expect(run.config.learningRate).toBe(0.01);
  });

  it('from a file has its epochs under a name of its own', () => {
    const run = importedRun('new', { config, step: 10, epoch: 1, epochs: [epoch(1)] });
    expect(run.epochs).toMatchObject([{ runId: 'new', epoch: 1 }]);
    expect(run).toMatchObject({ id: 'new', step: 10 });
  });
});

/** @param stored What the database has; tests may change it. */
function setUp(stored: CheckpointInfo[] = []) {
  const { client, sent, message: tell } = recordedClient();
  const page = createPage(client, { read: () => '', write: () => {} });
  let deleted: (id: string) => void = () => {};
  let elsewhere: (gone: readonly string[]) => void = () => {};
  const told: string[] = [];
  const calls: string[] = [];
  const concluding: string[][] = [];
  const elsewhereNow: string[] = [];
  const runs = {
    store: createStore(() => ({ runs: [{ ...record(), name: 'agile-otter' }] })),
    onDelete: (listener: (id: string) => void) => {
      deleted = listener;
    },
    onElsewhere: (listener: (gone: readonly string[]) => void) => {
      elsewhere = listener;
    },
    tell: (id: string) => told.push(id),
    actions: {
      claim: async (id: string) => {
        calls.push(`claim ${id}`);
        return !elsewhereNow.includes(id);
      },
      leave: (id: string) => calls.push(`leave ${id}`),
      conclude: async (checkpoints: readonly CheckpointInfo[]) =>
        concluding.push(checkpoints.map((checkpoint) => checkpoint.runId)),
    },
  } as unknown as Runs;
  const saved: string[] = [];
  const removed: string[] = [];
  const texts = new Map<string, string>();
  const keptFacts: string[] = [];
  const files = createFiles({
    client,
    page,
    runs,
    storage: () => ({ getItem: (k) => texts.get(k) ?? null, setItem: (k, t) => void texts.set(k, t) }),
    save: (_, name) => saved.push(name),
    list: async () => stored,
    deleteCheckpoints: async (id) => void removed.push(id),
    dropCheckpoints: async (ids) => ids.filter((id) => id !== 'pinned'),
    keepFacts: async (facts) => void keptFacts.push(facts.title),
  });
  const last = () => sent[sent.length - 1] as Extract<WorkerCommand, { id: string }>;
  const answer = (made: Reply) => tell({ type: 'answer', id: last().id, answer: made });
  return {
    ...files,
    page,
    runs,
    sent,
    saved,
    removed,
    told,
    calls,
    concluding,
    elsewhereNow,
    elsewhere: (gone: readonly string[]) => elsewhere(gone),
    tell,
    last,
    answer,
    state: files.store.getState,
    deleted: () => deleted,
    keptFacts,
  };
}

describe('the page’s files', () => {
  it('exports once at a time and saves under a telling name', async () => {
    const { actions, tell, answer, saved, state, sent } = setUp();
    tell({ type: 'checkpoint', checkpoint: checkpointInfo(), evicted: [] });
    actions.exportRun(runId, { part: 'last', format: 'onnx' });
    actions.exportRun(runId, { part: 'last', format: 'tfjs' });
    expect(sent.filter(({ type }) => type === 'export')).toHaveLength(1);
    answer({ type: 'exported', bytes: new Uint8Array(3) });
    expect(saved).toEqual(['resnet20-agile-otter-step10.onnx']);
    actions.exportRun(runId, { part: 'last', format: 'tfjs' });
    answer({ type: 'failed', problem: text('It went wrong.') });
    expect(state()).toMatchObject({ exporting: undefined, exportProblem: text('It went wrong.') });
  });

  it('knows the stored checkpoints: of earlier visits, reported anew, evicted, deleted', async () => {
    const { tell, state, deleted, removed, actions, last } = setUp([
      checkpointInfo({ savedAt: 1 }),
      checkpointInfo({ runId: 'old', savedAt: 0 }),
    ]);
    tell({ type: 'checkpoint', checkpoint: checkpointInfo({ savedAt: 9, step: 15 }), evicted: [] });
    await Promise.resolve();
    await Promise.resolve();
    expect(state().checkpoints.map(({ runId: id, step: at }) => [id, at])).toEqual([
      [runId, 15],
      ['old', 10],
    ]);
    tell({
      type: 'checkpoint',
      checkpoint: checkpointInfo({ savedAt: 10 }),
      evicted: ['old'],
      problem: text('No room.'),
    });
    expect(state()).toMatchObject({ evicted: ['old'], storageProblem: text('No room.') });
    actions.dismiss('evicted');
    expect(state().evicted).toEqual([]);
    deleted()(runId);
    expect(state().checkpoints).toEqual([]);
    expect(removed).toEqual([runId]);
    await Promise.resolve();
    expect(last(), 'nothing waits for room').not.toMatchObject({ type: 'store-held' });
    tell({
      type: 'checkpoint',
      checkpoint: checkpointInfo(),
      evicted: [],
      problem: { kind: 'storage-full' },
    });
    deleted()('old');
    await Promise.resolve();
    await Promise.resolve();
    expect(last(), 'what found no room may find it now').toEqual({ type: 'store-held', runIds: [runId] });
  });

  it('says once that checkpoints find no room, until all have found some, and lets weights go that a person chose', async () => {
    const { tell, state, actions, sent, told } = setUp([
      checkpointInfo({ runId: 'old', savedAt: 0 }),
      checkpointInfo({ runId: 'pinned', savedAt: 0 }),
    ]);
    await vi.waitFor(() => expect(state().checkpoints).toHaveLength(2));
    const report = (id: string, problem?: Problem) =>
      tell({
        type: 'checkpoint',
        checkpoint: checkpointInfo({ runId: id, savedAt: 5 }),
        evicted: [],
        problem,
      });
    const full = { kind: 'storage-full' } as const;
    report('a', full);
    expect(state().storageProblem).toEqual(full);
    report('b');
    expect(state().storageProblem, 'a is in memory all the same').toEqual(full);
    actions.dismiss('storageProblem');
    report('a', full);
    expect(state().storageProblem, 'said already').toBeUndefined();
    told.length = 0;
    await actions.dropWeights(['old', 'pinned']);
    expect(
      state()
        .checkpoints.map(({ runId: id }) => id)
        .sort(),
    ).toEqual(['a', 'b', 'pinned']);
    expect(told).toEqual(['old']);
    expect(sent.filter(({ type }) => type === 'store-held')).toHaveLength(1);
    report('a');
    await actions.dropWeights(['old']);
    expect(
      sent.filter(({ type }) => type === 'store-held'),
      'nothing waits',
    ).toHaveLength(1);
    report('a', full);
    expect(state().storageProblem, 'full anew').toEqual(full);
  });

  it('begins a run with a network that is here: with its network, and the settings of the page', async () => {
    const { actions, sent, page } = setUp();
    page.actions.set('freeze', 3);
    actions.startFromNetwork(
      { kind: 'run', runId: 'kept' },
      { ...config, blocks: [2, 2], learningRate: 0.7 },
    );
    const start = sent.find(({ type }) => type === 'start');
    expect(start).toMatchObject({
      from: { kind: 'network', of: { kind: 'run', runId: 'kept' } },
      config: { blocks: [2, 2], freeze: 3, learningRate: defaultConfig.learningRate },
    });
  });

  it('learns what other tabs store and delete, and tells them what it stores', async () => {
    const stored = [checkpointInfo({ savedAt: 1 })];
    const { tell, state, told, elsewhere } = setUp(stored);
    const known = () => state().checkpoints.map(({ runId: id, step: at }) => [id, at]);
    await vi.waitFor(() => expect(known()).toEqual([[runId, 10]]));
    stored.splice(0, 1, checkpointInfo({ savedAt: 5, step: 14 }), checkpointInfo({ runId: 'theirs' }));
    elsewhere([]);
    await vi.waitFor(() =>
      expect(known()).toEqual([
        [runId, 14],
        ['theirs', 10],
      ]),
    );
    // Held in memory alone, it is newer than what is stored.
    const mine = checkpointInfo({ savedAt: 9, step: 20 });
    tell({ type: 'checkpoint', checkpoint: mine, evicted: [], problem: { kind: 'storage-full' } });
    expect(told).toEqual([runId]);
    stored.pop();
    elsewhere(['theirs']);
    await Promise.resolve();
    await Promise.resolve();
    expect(known()).toEqual([[runId, 20]]);
  });

  it('tells the records of every list of stored checkpoints, which may know of an end that they do not', async () => {
    const stored = [checkpointInfo({ epoch: 2 })];
    const { concluding, elsewhere } = setUp(stored);
    await vi.waitFor(() => expect(concluding).toEqual([[runId]]));
    stored.push(checkpointInfo({ runId: 'theirs', epoch: 2 }));
    elsewhere([]);
    await vi.waitFor(() => expect(concluding.at(-1)).toEqual([runId, 'theirs']));
  });

  it('goes on with a run that has epochs left, and with no other', async () => {
    const { tell, actions, last, sent, page, calls } = setUp();
    tell({ type: 'checkpoint', checkpoint: checkpointInfo({ epoch: 2 }), evicted: [] });
    await actions.resume(runId);
    expect(sent.filter(({ type }) => type === 'start')).toEqual([]);
    expect(calls).toEqual([`claim ${runId}`, `leave ${runId}`]);
    tell({ type: 'checkpoint', checkpoint: checkpointInfo({ config: { ...config, seed: 5 } }), evicted: [] });
    await actions.resume(runId);
    expect(last()).toMatchObject({
      type: 'start',
      runId,
      config: { seed: 5 },
      from: { kind: 'stored', runId },
    });
    expect(page.store.getState().config.seed).toBe(5);
  });

  it('goes on with another rate, as if it had been set by hand at the checkpoint', async () => {
    const { tell, actions, last, page } = setUp();
    tell({ type: 'checkpoint', checkpoint: checkpointInfo({ step: 14 }), evicted: [] });
    await actions.resume(runId, 0.007);
    expect(last()).toMatchObject({
      type: 'start',
      config: { learningRate: 0.007 },
      from: { kind: 'stored', runId },
    });
    const { config: set, run } = page.store.getState();
    expect(set.learningRate).toBe(0.007);
    expect(run?.log.at(-1)).toMatchObject({ type: 'change', step: 14, settings: { learningRate: 0.007 } });
  });

  it('goes on with no run that another tab trains, and from where that one has brought it', async () => {
    const stored = [checkpointInfo({ savedAt: 1 })];
    const { actions, sent, last, page, elsewhereNow, state } = setUp(stored);
    await vi.waitFor(() => expect(state().checkpoints).toHaveLength(1));
    elsewhereNow.push(runId);
    await actions.resume(runId);
    expect(sent.filter(({ type }) => type === 'start')).toEqual([]);
    elsewhereNow.pop();
    stored[0] = checkpointInfo({ savedAt: 9, step: 14 });
    await actions.resume(runId);
    expect(last()).toMatchObject({ type: 'start', runId });
    expect(page.store.getState().run?.step).toBe(14);
  });

  it('knows the classes of a data set by the file of a network that learned it', () => {
    const { actions, answer, keptFacts } = setUp();
    const name = 'own-32-2-8-2-00112233445566bb';
    const ownSet = { ...factsOf(name), name, title: 'Pets', classes: ['cat', '狗'] } as const;
    actions.openFile(new File(['x'], 'a.safetensors'));
    answer({ type: 'preview', preview: { ...preview, ownSet } });
    expect(factsOf(name)).toBe(ownSet);
    // Another file says otherwise, and may be anybody's.
    actions.openFile(new File(['x'], 'b.safetensors'));
    answer({ type: 'preview', preview: { ...preview, ownSet: { ...ownSet, title: 'Other' } } });
    expect(factsOf(name).title).toBe('Pets');
    expect(keptFacts).toEqual(['Pets']);
  });

  it('opens a file, and forgets the answers on one that was closed', () => {
    const { actions, answer, last, tell, state, sent } = setUp();
    const file = new File(['x'], 'a.safetensors');
    actions.openFile(file);
    const first = last().id;
    actions.closeFile();
    tell({ type: 'answer', id: first, answer: { type: 'preview', preview } });
    expect(state().open).toBeUndefined();
    actions.openFile(file);
    answer({ type: 'preview', preview });
    expect(state().open).toMatchObject({ file, preview });
    actions.openFile(file);
    answer({ type: 'preview', preview });
    actions.evaluate();
    answer({ type: 'progress', done: 1, total: 4 });
    expect(state().open?.evaluation).toMatchObject({ type: 'progress', done: 1 });
    actions.closeFile();
    expect(sent.at(-1)).toMatchObject({ type: 'stop-evaluation' });
    actions.openFile(file);
    answer({
      type: 'preview',
      preview: { ...preview, run: { config, step: 20, epoch: 2, epochs: [epoch(1)] } },
    });
    actions.goOnFromFile(7);
    expect(last()).toMatchObject({
      type: 'start',
      config: { epochs: 7 },
      from: { kind: 'checkpoint', file },
    });
    expect(state().open).toBeUndefined();
  });
});
