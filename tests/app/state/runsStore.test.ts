/** How runs are followed, kept, shared by tabs, read again and drawn; the database itself is tested in tests/storage. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { holdRuns } from '../../../src/app/state/heldRun.ts';
import { newPage, type PageState } from '../../../src/app/state/page.ts';
import { foldEvent, newRun, type Run } from '../../../src/app/state/run.ts';
import { concluded, newRecord, statusOf } from '../../../src/app/state/runs.ts';
import { followRuns, saveInterval, tellInterval } from '../../../src/app/state/runsStore.ts';
import { shownRuns } from '../../../src/app/state/shown.ts';
import type { TextStorage } from '../../../src/app/storage/persisted.ts';
import { noLocks, type RunLocks } from '../../../src/app/storage/runLocks.ts';
import { lonelyTab, type Tabs } from '../../../src/app/storage/tabs.ts';
import { ProblemError, sentenceOf } from '../../../src/problems/index.ts';
import type { CheckpointInfo } from '../../../src/storage/checkpoints.ts';
import { noteLimit, type RunRecord } from '../../../src/storage/runRecord.ts';
import { readRecord, writeRecord } from '../../../src/storage/runRecordSchema.ts';
import type { RunRepository } from '../../../src/storage/runRepository.ts';
import type { EventOf, RunEvent } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import { config, epoch, start, step, vitals } from '../events.ts';

const end = (outcome: 'finished' | 'failed' = 'finished'): RunEvent => ({
  type: 'end',
  runId: 'r1',
  outcome,
  step: 20,
  problem: outcome === 'failed' ? { kind: 'out-of-memory', batch: 128, smaller: 64 } : undefined,
});

const checkpointOf = (id: string): CheckpointInfo => ({
  runId: id,
  savedAt: 1,
  bytes: 10,
  config,
  step: 10,
  epoch: 1,
});

/** A repository that copies as a database does, and counts. */
function shelf() {
  const records = new Map<string, unknown>();
  const calls: string[] = [];
  const gone = new Set<string>();
  const repository: RunRepository = {
    persistent: true,
    async load() {
      const read = [...records.values()].map(readRecord);
      const runs = read.filter((run) => run !== undefined);
      return { runs, damaged: read.length - runs.length };
    },
    read: async (id) => readRecord(records.get(id)),
    async change(id, change) {
      if (gone.has(id)) return undefined;
      calls.push(`save ${id}`);
      const next = change(readRecord(records.get(id)));
      records.set(id, structuredClone(writeRecord(next)));
      return next;
    },
    async remove(id) {
      calls.push(`remove ${id}`);
      gone.add(id);
      records.delete(id);
    },
    async restore(run) {
      gone.delete(run.id);
      records.set(run.id, structuredClone(writeRecord(run)));
    },
  };
  return { records, calls, repository };
}

function visit(
  openRepository: () => Promise<RunRepository>,
  texts = new Map<string, string>(),
  locks = noLocks,
  tabs = lonelyTab,
) {
  const page = createStore<PageState>(() => newPage(defaultConfig));
  const storage: TextStorage = () => ({
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
  });
  const clock = { now: 1_000_000 };
  const runs = followRuns({ page, openRepository, storage, locks, tabs, now: () => clock.now });
  const begin = (id: string, c = config) => page.setState({ run: newRun(id, c) });
  const emit = (...events: RunEvent[]) => {
    for (const event of events) {
      const { run } = page.getState();
      if (run) page.setState({ run: foldEvent(run, { ...event, runId: run.id }) });
    }
  };
  return { ...runs, page, clock, begin, emit, state: () => runs.store.getState() };
}

const opening = (repository: RunRepository) => async () => repository;

describe('runs', () => {
  it('are kept from their first moment to their end, and are there on the next visit', async () => {
    const { repository } = shelf();
    const first = visit(opening(repository));
    first.begin('r1');
    await first.settled();
    expect(first.state().runs).toMatchObject([
      { id: 'r1', shown: true, pinned: false, startedAt: 1_000_000 },
    ]);
    first.emit(start(), step(10), vitals(10, 1, 2, 3, 4), epoch(1), step(20), epoch(2), end());
    await first.settled();

    const second = visit(opening(repository));
    await second.settled();
    expect(second.state()).toMatchObject({ loaded: true, persistent: true, damaged: 0 });
    expect(second.state().runs).toEqual(first.state().runs);
    expect(second.state().runs[0]).toMatchObject({ end: { outcome: 'finished' }, step: 20 });
    expect(second.state().runs[0]?.gradients.points).toHaveLength(1);
  });

  it('are written at every epoch and change of phase, and else every five seconds', async () => {
    const { repository, calls } = shelf();
    const { begin, emit, clock, settled } = visit(opening(repository));
    await settled();
    begin('r1');
    emit(start(), step(1));
    await settled();
    const before = calls.length;
    emit(step(2), step(3), step(4));
    clock.now += saveInterval - 1;
    emit(step(5));
    await Promise.resolve();
    expect(calls).toHaveLength(before);
    clock.now += 1;
    emit(step(6));
    emit(step(7));
    emit(epoch(1));
    emit({ type: 'phase', runId: 'r1', phase: 'paused' });
    await Promise.resolve();
    await new Promise((done) => setTimeout(done));
    expect(calls.slice(before)).toEqual(['save r1', 'save r1', 'save r1']);
  });

  it('wait for those of earlier visits, so that names and colours are new', async () => {
    const { repository } = shelf();
    const first = visit(opening(repository));
    first.begin('r1');
    await first.settled();
    let open: (repository: RunRepository) => void = () => {};
    const second = visit(() => new Promise((done) => (open = done)));
    second.begin('r2');
    expect(second.state().runs).toEqual([]);
    open(repository);
    await second.settled();
    const [one, two] = second.state().runs;
    expect([one?.id, two?.id, two?.colour]).toEqual(['r1', 'r2', 1]);
    expect(two?.name).not.toBe(one?.name);
  });

  it('are renamed, noted and pinned within their limits, also while they are under way', async () => {
    const { repository } = shelf();
    const { begin, emit, actions, state, settled } = visit(opening(repository));
    begin('r1');
    await settled();
    actions.mark('r1', { name: '  my run  ', note: 'x'.repeat(noteLimit + 5), pinned: true });
    emit(start(), epoch(1));
    expect(state().runs[0]).toMatchObject({ name: 'my run', pinned: true, note: 'x'.repeat(noteLimit) });
    actions.mark('r1', { name: '   ' });
    expect(state().runs[0]?.name).toBe('my run');
    await settled();
    const again = visit(opening(repository));
    await again.settled();
    expect(again.state().runs[0]).toMatchObject({ name: 'my run', pinned: true });
  });

  it('are deleted with a way back, and gone for good when the next is deleted or started', async () => {
    const { repository, records } = shelf();
    const { begin, emit, actions, state, settled, onDelete } = visit(opening(repository));
    const gone: string[] = [];
    onDelete((id) => gone.push(id));
    await settled();
    begin('r1');
    actions.remove(['r1']);
    expect(state().runs, 'a run under way stays').toHaveLength(1);
    emit(start(), end());
    actions.remove(['r1']);
    expect(state()).toMatchObject({ runs: [], deleted: [{ id: 'r1' }] });
    await settled();
    expect(records.size, 'and its page does not bring it back').toBe(0);

    actions.undo();
    expect(state().runs).toMatchObject([{ id: 'r1', end: { outcome: 'finished' } }]);
    expect(state().deleted).toEqual([]);
    await settled();
    expect(records.size).toBe(1);
    expect(gone).toEqual([]);

    actions.remove(['r1']);
    begin('r2');
    expect(state().deleted).toEqual([]);
    expect(gone).toEqual(['r1']);
    actions.undo();
    expect(state().runs.map(({ id }) => id)).toEqual(['r2']);
  });

  it('are deleted together with one way back for all, without those that somebody trains', async () => {
    const { repository, records, calls } = shelf();
    const { begin, emit, actions, state, store, settled, onDelete } = visit(opening(repository));
    const gone: string[] = [];
    onDelete((id) => gone.push(id));
    await settled();
    for (const id of ['r1', 'r2', 'r3']) {
      begin(id);
      emit(start(), end());
    }
    begin('r4');
    let changes = 0;
    const ids = () => state().runs.map((run) => run.id);
    store.subscribe(() => changes++);
    actions.remove(['r1', 'r3', 'r4', 'nobody']);
    expect(ids()).toEqual(['r2', 'r4']);
    expect(state().deleted.map(({ id }) => id)).toEqual(['r1', 'r3']);
    expect(changes, 'in one go').toBe(1);
    await settled();
    expect([...records.keys()].sort()).toEqual(['r2', 'r4']);
    actions.undo();
    await settled();
    expect(ids().sort()).toEqual(['r1', 'r2', 'r3', 'r4']);
    expect(records.size).toBe(4);
    expect(gone).toEqual([]);
    actions.remove(['r1', 'r3']);
    actions.forget();
    expect(gone).toEqual(['r1', 'r3']);
    await settled();
    const before = calls.length;
    actions.remove(['nobody']);
    actions.undo();
    await settled();
    expect(calls.slice(before).filter((call) => call !== 'save r4')).toEqual([]);
  });

  it('are put on the curves and taken off together', async () => {
    const { repository } = shelf();
    const { begin, emit, actions, state, store, settled } = visit(opening(repository));
    await settled();
    for (const id of ['r1', 'r2', 'r3']) {
      begin(id);
      emit(start(), end());
    }
    const shown = () => state().runs.map((run) => run.shown);
    let changes = 0;
    store.subscribe(() => changes++);
    actions.show(['r1', 'r3'], false);
    expect(shown()).toEqual([false, true, false]);
    actions.show(['r1', 'r2'], true);
    expect(shown()).toEqual([true, true, false]);
    expect(changes).toBe(2);
    await settled();
    const again = visit(opening(repository));
    await again.settled();
    expect(again.state().runs.map((run) => run.shown)).toEqual([true, true, false]);
  });

  it('are told to be unkept where the browser keeps nothing or a write fails', async () => {
    const refused = visit(() => Promise.reject(new Error('no')));
    refused.begin('r1');
    await refused.settled();
    expect(refused.state()).toMatchObject({ loaded: true, persistent: false, runs: [{ id: 'r1' }] });

    const { repository } = shelf();
    let full = true;
    const change: RunRepository['change'] = (id, how) =>
      full ? Promise.reject(new ProblemError({ kind: 'storage-full' })) : repository.change(id, how);
    const tight = visit(opening({ ...repository, change }));
    tight.begin('r1');
    await tight.settled();
    expect(tight.state().saveProblem).toEqual({ kind: 'storage-full' });
    full = false;
    tight.actions.mark('r1', { pinned: true });
    await tight.settled();
    expect(tight.state().saveProblem).toBeUndefined();
  });

  it('have finished where their page went between their last checkpoint and their end', async () => {
    const shelved = shelf();
    const { locks } = browserLocks();
    const { repository } = shelved;
    const crashed = visit(opening(repository), new Map(), locks);
    await crashed.settled();
    crashed.begin('r1');
    crashed.emit(start(), step(10), epoch(1), step(20), epoch(2));
    await crashed.settled();
    const next = async () => {
      const page = visit(opening(repository), new Map(), locks);
      await page.settled();
      const status = () => statusOf(page.state().runs[0]!, undefined, page.state().elsewhere);
      return { ...page, status };
    };
    const whole = { ...checkpointOf('r1'), step: 20, epoch: 2 };
    const under = await next();
    await under.actions.conclude([whole]);
    expect(under.state().runs[0]?.end, 'it is under way in its tab').toBeUndefined();

    locks.held = async () => [];
    const page = await next();
    // Its divergence may have been found after the epoch, and nothing been kept of it.
    for (const checkpoint of [{ ...whole, step: 15, epoch: 1 }, checkpointOf('another')])
      await page.actions.conclude([checkpoint]);
    expect(page.status()).toBe('interrupted');
    await page.actions.conclude([whole]);
    expect(page.status()).toBe('finished');
    await page.settled();
    expect(shelved.records.size).toBe(1);
    const again = await next();
    expect(again.status()).toBe('finished');
    expect(again.state().runs[0]?.end).toEqual(end());
    const before = shelved.calls.length;
    await again.actions.conclude([whole]);
    await again.settled();
    expect(shelved.calls, 'said once').toHaveLength(before);
  });

  it('have not finished where their record lacks an epoch, nor while they are under way here', async () => {
    const { repository } = shelf();
    const page = visit(opening(repository));
    await page.settled();
    page.begin('r1');
    page.emit(start(), step(10), epoch(1), step(20), epoch(2));
    const whole = { ...checkpointOf('r1'), step: 20, epoch: 2 };
    await page.actions.conclude([whole]);
    expect(page.state().runs[0]?.end).toBeUndefined();
    const { runs } = page.state();
    const lacking = { ...runs[0]!, epochs: runs[0]!.epochs.slice(0, 1) };
    expect(concluded(lacking, whole)).toBe(lacking);
    const stopped = { ...runs[0]!, end: { ...end(), outcome: 'stopped' } as EventOf<'end'> };
    expect(concluded(stopped, whole)).toBe(stopped);
  });

  it('of another tab are not called interrupted, and are read again when that tab is done with them', async () => {
    const { repository } = shelf();
    const { locks, taken } = browserLocks();
    const first = visit(opening(repository), new Map(), locks);
    await first.settled();
    first.begin('r1');
    first.emit(start());
    await first.settled();
    const second = visit(opening(repository), new Map(), locks);
    await second.settled();
    const status = () => second.state().runs.map((run) => statusOf(run, undefined, second.state().elsewhere));
    expect(status()).toEqual(['elsewhere']);
    second.actions.remove(['r1']);
    expect(status(), 'not to be deleted from here').toEqual(['elsewhere']);
    expect(await second.actions.claim('r1'), 'nor to be resumed').toBe(false);
    first.emit(epoch(1), end());
    await first.settled();
    await new Promise((done) => setTimeout(done));
    expect(status()).toEqual(['finished']);
    expect(second.state().runs[0]?.epochs).toHaveLength(1);
    expect(taken.size).toBe(0);
  });

  it('of another tab whose word is lost are looked for as long as this one trains', async () => {
    const { repository } = shelf();
    const { locks } = browserLocks();
    const first = visit(opening(repository), new Map(), locks);
    await first.settled();
    first.begin('r1');
    first.emit(start());
    await first.settled();
    const second = visit(opening(repository), new Map(), { ...locks, free: () => new Promise(() => {}) });
    await second.settled();
    second.begin('r2');
    second.emit(start());
    await second.settled();
    expect(second.state().elsewhere).toEqual(['r1']);
    first.emit(end());
    await first.settled();
    await new Promise((done) => setTimeout(done));
    expect(second.state().elsewhere).toEqual(['r1']);
    second.emit(epoch(1));
    await second.settled();
    expect(second.state().elsewhere).toEqual([]);
  });

  it('are given back to other tabs whatever came of writing them', async () => {
    const { locks, taken } = browserLocks();
    const told: string[] = [];
    const held = holdRuns(locks, (id) => told.push(id));
    expect(await held.hold('r1')).toBe(true);
    held.release(Promise.reject(new Error('the disk is full')));
    await new Promise((done) => setTimeout(done));
    expect([...taken.keys()]).toEqual([]);
    expect(told).toEqual(['r1', 'r1']);
    expect(await held.hold('r2')).toBe(true);
  });

  it('remember which results of others are drawn', async () => {
    const { repository } = shelf();
    const texts = new Map<string, string>();
    const first = visit(opening(repository), texts);
    first.actions.showReference('resnet20', true);
    first.actions.showReference('note', true);
    first.actions.showReference('resnet20', false);
    first.actions.showReference('resnet110', true);
    expect(visit(opening(repository), texts).state().references).toEqual(['note', 'resnet110']);
    texts.set(
      'resnet-playground.references',
      JSON.stringify({ state: { references: ['resnet20', 'nobody'] }, version: 1 }),
    );
    expect(visit(opening(repository), texts).state().references).toEqual(['resnet20']);
  });
});

/** Locks as a browser has them for all its tabs. */
function browserLocks(): { locks: RunLocks; taken: Map<string, Promise<void>> } {
  const taken = new Map<string, Promise<void>>();
  const locks: RunLocks = {
    async take(id) {
      if (taken.has(id)) return undefined;
      let free = () => {};
      const released = new Promise<void>((done) => {
        free = done;
      });
      taken.set(id, released);
      return () => {
        taken.delete(id);
        free();
      };
    },
    held: async () => [...taken.keys()],
    free: async (id) => taken.get(id),
  };
  return { locks, taken };
}

/** Tabs that hear one another, as those of one browser do. */
function tabsOfBrowser(): (own: string) => Tabs {
  const listeners = new Map<string, (runIds: readonly string[]) => void>();
  return (own) => ({
    own,
    tell(runIds) {
      for (const [other, listener] of listeners) if (other !== own) listener(runIds);
    },
    listen: (listener) => void listeners.set(own, listener),
  });
}

describe('two tabs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** @param deaf Where tabs cannot tell one another: each knows what it read when it was opened. */
  async function both({ deaf = false } = {}) {
    const shelved = shelf();
    const { locks } = browserLocks();
    const tabOf = tabsOfBrowser();
    const visitAs = (own: string) => {
      const mine = tabOf(own);
      const tabs = deaf ? { ...mine, listen: () => {} } : mine;
      return visit(opening(shelved.repository), new Map(), deaf ? noLocks : locks, tabs);
    };
    const before = visitAs('before');
    await before.settled();
    before.begin('old');
    before.emit(start(), step(10), end());
    await before.settled();
    const [a, b] = [visitAs('a'), visitAs('b')];
    const settled = async () => {
      for (const tab of [a, b]) await tab.settled();
      await vi.advanceTimersByTimeAsync(tellInterval);
    };
    await settled();
    const stored = () => [...shelved.records.values()].map(readRecord);
    return { a, b, settled, stored, visitAs, wipe: () => shelved.records.clear() };
  }

  it.each([false, true])('lose nothing of what either wrote (deaf: %s)', async (deaf) => {
    const { a, b, settled, stored } = await both({ deaf });
    a.actions.mark('old', { note: 'Of A.' });
    await settled();
    // Two runs of B, which hide the old one, as three others are newer.
    for (const id of ['b1', 'b2']) {
      b.clock.now++;
      b.begin(id);
      b.emit(start(), step(5), end());
      b.actions.mark('old', { pinned: id === 'b2' });
    }
    await settled();
    expect(stored().map((run) => [run?.id, run?.note, run?.pinned])).toEqual([
      ['old', 'Of A.', true],
      ['b1', '', false],
      ['b2', '', false],
    ]);
    if (deaf) return;
    expect(a.state().runs.map(({ id, note, pinned }) => [id, note, pinned])).toEqual([
      ['old', 'Of A.', true],
      ['b1', '', false],
      ['b2', '', false],
    ]);
    expect(b.state().runs[0]?.note).toBe('Of A.');
  });

  it.each([false, true])(
    'of which one goes on with a run: the other puts nothing back (deaf: %s)',
    async (deaf) => {
      const { a, b, settled, stored } = await both({ deaf });
      b.begin('r');
      b.emit(start(), step(10), epoch(1), { ...end(), outcome: 'stopped' } as RunEvent);
      await settled();
      a.begin('r');
      a.emit(start({ step: 10 }), epoch(1), step(20), epoch(2), end());
      await settled();
      b.actions.mark('r', { note: 'Of B.' });
      // What is left of the run on B's page has no say any more.
      b.page.setState({ run: { ...(b.page.getState().run as Run) } });
      await settled();
      const run = stored().find((record) => record?.id === 'r');
      expect(run).toMatchObject({ note: 'Of B.', step: 20, end: { outcome: 'finished' }, tab: 'a' });
      expect(run?.epochs).toHaveLength(2);
      const shown = b.state().runs.find(({ id }) => id === 'r');
      expect(shown).toMatchObject({ note: 'Of B.', step: 20, end: { outcome: 'finished' } });
      expect(a.state().runs.find(({ id }) => id === 'r')?.note).toBe(deaf ? '' : 'Of B.');
      // And B may go on with it again.
      b.begin('r');
      b.emit(start({ step: 20 }), step(25));
      await settled();
      expect(stored().find((record) => record?.id === 'r')).toMatchObject({ step: 25, tab: 'b' });
    },
  );

  it.each([false, true])(
    'of which one deletes a run: the other does not bring it back (deaf: %s)',
    async (deaf) => {
      const { a, b, settled, stored, visitAs } = await both({ deaf });
      const gone: (readonly string[])[] = [];
      b.onElsewhere((ids) => gone.push(ids));
      a.actions.remove(['old']);
      await settled();
      expect(b.state().runs.map(({ id }) => id)).toEqual(deaf ? ['old'] : []);
      b.actions.mark('old', { note: 'Still here?' });
      await settled();
      expect(stored()).toEqual([]);
      expect(b.state().runs, 'and it is gone there too').toEqual([]);
      if (!deaf) expect(gone).toEqual([['old']]);
      const later = visitAs('later');
      await later.settled();
      expect(later.state().runs).toEqual([]);

      a.actions.undo();
      await settled();
      expect(stored()).toHaveLength(1);
      expect(b.state().runs.map(({ id }) => id)).toEqual(deaf ? [] : ['old']);
    },
  );

  it('resume a run where nobody trains it, from where the other has brought it', async () => {
    const { a, b, settled } = await both();
    a.begin('r');
    a.emit(start(), step(5));
    await settled();
    expect(b.state().elsewhere).toEqual(['r']);
    expect(await b.actions.claim('r')).toBe(false);
    a.emit(epoch(1), { ...end(), outcome: 'stopped' } as RunEvent);
    // The first is not told yet that it is over: the lock and the record say so.
    await a.settled();
    expect(await b.actions.claim('r')).toBe(true);
    expect(b.state().runs.find(({ id }) => id === 'r')).toMatchObject({
      step: 20,
      end: { outcome: 'stopped' },
    });
    expect(await a.actions.claim('r'), 'it is taken').toBe(false);
    b.begin('r');
    b.emit(start({ step: 20 }), step(22));
    b.actions.leave('r');
    await settled();
    const statusIn = (tab: typeof a) => {
      const { runs, elsewhere } = tab.state();
      const run = runs.find(({ id }) => id === 'r');
      return run && statusOf(run, tab.page.getState().run, elsewhere);
    };
    expect([statusIn(a), statusIn(b)]).toEqual(['elsewhere', 'running']);
    // What A draws of it is what B stores, not what A had.
    const drawn = shownRuns(a.page.getState().run, a.state(), String).find(({ id }) => id === 'r');
    expect(drawn).toMatchObject({ kind: 'stored' });
    b.emit({ ...end(), step: 22 } as RunEvent);
    await settled();
    await settled();
    expect([statusIn(a), statusIn(b)]).toEqual(['finished', 'finished']);
    // At once after its end, while the lock is being given back.
    expect(await b.actions.claim('r')).toBe(true);
    b.actions.leave('r');
    await settled();
    expect(await a.actions.claim('r')).toBe(true);
  });

  it('where the browser’s data were deleted store what is under way anew', async () => {
    const { a, settled, stored, wipe } = await both();
    a.begin('r');
    a.emit(start(), step(5));
    a.actions.mark('r', { note: 'Kept.' });
    await settled();
    wipe();
    a.emit(epoch(1));
    await settled();
    expect(stored()).toMatchObject([{ id: 'r', note: 'Kept.', epochs: [{ epoch: 1 }] }]);
  });
});

describe('records', () => {
  const events = [
    start(),
    step(5, { trainLoss: Number.NaN }),
    vitals(5, 1, 2, 3, 4),
    epoch(1, { testLoss: 1 / 0 }),
  ];
  const folded = [...events, end('failed')].reduce<Run>(
    (run, event) => foldEvent(run, { ...event, runId: 'r1' }),
    newRun('r1', config),
  );
  const whole = newRecord(folded, [], 5);
  // The checksum has tests of its own; records of earlier versions have none.
  const { checksum: _, ...written } = structuredClone(writeRecord(whole));

  it('are read as they were written, losses that blew up included', () => {
    expect(readRecord(written)).toEqual(whole);
  });
  it('hold sentences in English too, which versions before read, and stand as they are where nothing else is known', () => {
    expect(written).toMatchObject({
      device: { reason: 'For a test.' },
      end: { message: sentenceOf({ kind: 'out-of-memory', batch: 128, smaller: 64 }) },
    });
    const failed = { type: 'end', runId: 'r1', outcome: 'failed', step: 20 };
    const problemAt = (end: object) => readRecord({ ...written, end: { ...failed, ...end } })?.end?.problem;
    expect(problemAt({ message: 'It broke.' })).toEqual({ kind: 'text', text: 'It broke.' });
    // Data that do not make the sentence are damaged, or of a version with other words.
    const problem = { kind: 'out-of-memory', batch: 128 };
    const message = 'The GPU has too little memory for this network at batch size 128: choose 64.';
    expect(problemAt({ message, problem })).toEqual({ kind: 'text', text: message });
    expect(problemAt({ message, problem: { kind: 'of another version' } })).toEqual({
      kind: 'text',
      text: message,
    });
    expect(problemAt({})).toBeUndefined();
  });
  it.each(['loss', 'test loss'])('of the first versions tell of a %s that exploded', (loss) => {
    const diverged = { step: 7, learningRate: 3, gentler: 0.3 };
    const message = `The ${loss} stopped being a finite number in step 7 at learning rate 3: start again with a tenth of it, 0.3.`;
    const end = { type: 'end', runId: 'r1', outcome: 'failed', step: 7, message, diverged };
    const problem = readRecord({ ...written, end })?.end?.problem;
    expect(problem).toEqual({ ...diverged, kind: 'diverged', loss: loss === 'loss' ? 'train' : 'test' });
    expect(problem && sentenceOf(problem)).toBe(message);
  });
  it('take the default for a setting that is younger than they are', () => {
    const { tuning: _tuning, ...older } = whole.config;
    expect(readRecord({ ...written, config: older })?.config).toEqual({ ...whole.config, tuning: 'auto' });
  });
  it('hold changes of live settings alone, of values that the settings may have', () => {
    const changed = (settings: unknown) => ({
      ...written,
      changes: [{ type: 'change', runId: 'r1', step: 3, settings }],
    });
    const live = { learningRate: 0.01, weightDecay: 0, augment: ['flip'] };
    expect(readRecord(changed(live))?.changes[0]?.settings).toEqual(live);
    expect(readRecord(changed({ ...live, momentum: 0.5, gone: 1 }))?.changes[0]?.settings).toEqual(live);
    expect(readRecord(changed({ augment: [] }))?.changes[0]?.settings).toEqual({ augment: [] });
    for (const bad of [{ learningRate: 'fast' }, { weightDecay: -1 }, { augment: ['spin'] }, 'none'])
      expect(readRecord(changed(bad)), JSON.stringify(bad)).toBeUndefined();
  });
  it('are obeyed where they give an optimizer and a rate', () => {
    const adamw = { ...whole.config, optimizer: 'adamw', learningRate: 0.1 };
    expect(readRecord({ ...written, config: adamw })?.config).toEqual(adamw);
  });
  it.each([
    ['nothing', undefined],
    ['another version', { ...written, version: 2 }],
    ['no id', { ...written, id: '' }],
    ['a bad setting', { ...written, config: { ...whole.config, epochs: -1 } }],
    ['a config that is none', { ...written, config: 'resnet20' }],
    ['an epoch without numbers', { ...written, epochs: [{ type: 'epoch' }] }],
    ['a curve that is none', { ...written, series: { points: 'many', stride: 1, open: 0 } }],
    ['a colour that is none', { ...written, colour: 'red' }],
  ])('are left out with %s', (_what, damaged) => {
    expect(readRecord(damaged)).toBeUndefined();
  });
  it('are counted where they are damaged, and the others are there', async () => {
    const { repository, records } = shelf();
    records.set('r1', written);
    records.set('x', { id: 'x' });
    const { state, settled } = visit(opening(repository));
    await settled();
    expect(state()).toMatchObject({ damaged: 1, runs: [{ id: 'r1' }] });
  });
});

describe('what is drawn', () => {
  const run = newRun('r2', config);
  const kept = newRecord(newRun('r1', config), [], 1);
  const own = newRecord(run, [kept], 2);
  const drawn = (runs: RunRecord[], page: Run | undefined, loaded = true) =>
    shownRuns(page, { runs, loaded, references: [] }, String).map(({ id, kind }) => `${kind} ${id}`);

  it('are the stored runs that are switched on, and the page’s own on top', () => {
    expect(drawn([kept, own], run)).toEqual(['stored r1', 'current r2']);
    expect(drawn([kept, own], undefined)).toEqual(['stored r1', 'stored r2']);
    expect(drawn([{ ...kept, shown: false }, own], run)).toEqual(['current r2']);
    expect(drawn([kept, { ...own, shown: false }], run)).toEqual(['stored r1']);
  });
  it('is the page’s own run before the records are there, but not once it is deleted', () => {
    expect(drawn([], run, false)).toEqual(['current r2']);
    expect(drawn([kept], run)).toEqual(['stored r1']);
  });
  it('keeps its objects from one update to the next', () => {
    const state = { runs: [kept], loaded: true, references: [] };
    expect(shownRuns(undefined, state, String)[0]).toBe(shownRuns(undefined, state, String)[0]);
  });
  it('are the results of others: a curve of the note, levels of the paper, and no numbers that nobody published', () => {
    const ids = ['note', 'resnet56'] as const;
    const [note, level] = shownRuns(
      undefined,
      { runs: [], loaded: true, references: ids },
      (id) => `name of ${id}`,
    );
    expect(note).toMatchObject({ id: 'note', name: 'name of note', kind: 'reference' });
    expect(note?.run.epochs).toHaveLength(20);
    expect(note?.run.epochs[4]).toMatchObject({ epoch: 5, testAccuracy: 0.7123, learningRate: Number.NaN });
    expect(level).toMatchObject({ kind: 'reference', level: 0.9303, run: { epochs: [] } });
    expect(level?.dash).not.toBe(note?.dash);
  });
});
