/** The queue: what follows what, what an end means for the rest, and what a tab that is loaded anew makes of it. */
import { describe, expect, it } from 'vitest';
import { createPage, type Page } from '../../../src/app/state/page.ts';
import { createQueue, type Queue, type QueueEntry } from '../../../src/app/state/queue.ts';
import { newRun } from '../../../src/app/state/run.ts';
import { followRuns, type Runs } from '../../../src/app/state/runsStore.ts';
import { addressOf } from '../../../src/app/state/url.ts';
import type { TextStorage } from '../../../src/app/storage/persisted.ts';
import type { RunLocks } from '../../../src/app/storage/runLocks.ts';
import type { Problem } from '../../../src/problems/index.ts';
import type { RunRecord } from '../../../src/storage/runRecord.ts';
import { readRecord, writeRecord } from '../../../src/storage/runRecordSchema.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';
import { end, epoch, phase, start, step } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

const seeded = (seed: number): RunConfig => ({ ...defaultConfig, epochs: 4, seed });
const seeds = (n: number) => Array.from({ length: n }, (_, i) => seeded(i + 1));
const diverged = {
  kind: 'diverged',
  loss: 'test',
  because: 'not-finite',
  step: 3,
  learningRate: 0.1,
} as unknown as Problem;

const texts = (map: Map<string, string>): TextStorage => {
  return () => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
  });
};

/** What the tabs of a browser share. */
function newBrowser() {
  const stored = new Map<string, string>();
  const records = new Map<string, unknown>();
  const held = new Map<string, () => void>();
  const waiting = new Map<string, (() => void)[]>();
  /** Of one tab, which lets go of all when it is gone. */
  const locksOf = () => {
    const mine = new Set<string>();
    const letGo = (id: string) => {
      if (!mine.delete(id)) return;
      held.delete(id);
      for (const hear of waiting.get(id)?.splice(0) ?? []) hear();
    };
    const locks: RunLocks = {
      take: async (id) => {
        if (held.has(id)) return undefined;
        mine.add(id);
        held.set(id, () => {});
        return () => letGo(id);
      },
      held: async () => [...held.keys()],
      free: (id) =>
        new Promise((resolve) => {
          if (!held.has(id)) return resolve();
          waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
        }),
    };
    return { locks, leave: () => [...mine].forEach(letGo) };
  };
  return {
    stored,
    records,
    locksOf,
    /** Runs with a checkpoint to go on from. */ checkpoints: new Set<string>(),
    /** What writes of records wait for. */
    written: Promise.resolve(),
  };
}
type Browser = ReturnType<typeof newBrowser>;

interface Tab {
  readonly page: Page;
  readonly queue: Queue;
  readonly runs: Runs;
  readonly session: Map<string, string>;
  readonly resumed: string[];
  /** The seeds of the runs that were started, in their order. */
  readonly begun: () => number[];
  readonly emit: (...events: RunEvent[]) => Promise<void>;
  readonly finish: (accuracy?: number) => Promise<void>;
  readonly states: () => string;
  /** Another tab has stored something. */
  readonly stored: () => Promise<void>;
  readonly leave: () => void;
}

const settle = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
  await new Promise((done) => setTimeout(done));
};

async function openTab(browser: Browser, session = new Map<string, string>()): Promise<Tab> {
  const { client, sent, message } = recordedClient();
  const page = createPage(client, { read: () => '?epochs=7', write: () => {} });
  const { locks, leave } = browser.locksOf();
  const runs = followRuns({
    page: page.store,
    storage: texts(browser.stored),
    now: Date.now,
    openRepository: async () => ({
      persistent: true,
      load: async () => ({
        runs: [...browser.records.values()].map(readRecord).filter((run) => run !== undefined),
        damaged: 0,
      }),
      read: async (id) => readRecord(browser.records.get(id)),
      async change(id, how) {
        await browser.written;
        const next = how(readRecord(browser.records.get(id)));
        browser.records.set(id, structuredClone(writeRecord(next)));
        return next;
      },
      remove: async (id) => void browser.records.delete(id),
      restore: async (run: RunRecord) => void browser.records.set(run.id, structuredClone(writeRecord(run))),
    }),
  });
  const resumed: string[] = [];
  const files = {
    actions: {
      async resume(runId: string, _rate?: number, keeps?: boolean) {
        const record = runs.store.getState().runs.find(({ id }) => id === runId);
        if (!record || !browser.checkpoints.has(runId)) return;
        resumed.push(runId);
        page.actions.startFrom(newRun(runId, record.config), { kind: 'stored', runId }, keeps);
      },
    },
  };
  let hear = () => {};
  const queue = createQueue({
    page,
    runs,
    files,
    storage: texts(browser.stored),
    tabStorage: texts(session),
    locks,
    onStored: (listener) => {
      hear = listener;
    },
  });
  const emit = async (...events: RunEvent[]) => {
    for (const event of events) {
      const { run } = page.store.getState();
      message({
        type: 'run',
        event: {
          ...event,
          runId: run?.id ?? '',
          ...(event.type === 'start' && { config: run?.config }),
        } as RunEvent,
      });
    }
    await settle();
  };
  await settle();
  return {
    page,
    queue,
    runs,
    session,
    resumed,
    begun: () => sent.flatMap((command) => (command.type === 'start' ? [command.config.seed] : [])),
    emit,
    finish: (testAccuracy = 0.5) =>
      emit(start(), ...[1, 2, 3, 4].map((n) => epoch(n, { testAccuracy })), end('finished')),
    states: () =>
      queue.store
        .getState()
        .entries.map(({ state }) => state)
        .join(' '),
    stored: async () => {
      hear();
      await settle();
    },
    leave,
  };
}

const entries = ({ queue }: Tab): readonly QueueEntry[] => queue.store.getState().entries;
const at = (tab: Tab, i: number): string => entries(tab)[i]?.id ?? '';

describe('the queue', () => {
  it('trains one run after the other, and leaves what is set for the next run as it is', async () => {
    const tab = await openTab(newBrowser());
    const set = tab.page.store.getState().config;
    expect(tab.queue.actions.add(seeds(3), { experiment: 'depth' })).toBeUndefined();
    await settle();
    expect(tab.states()).toBe('running waiting waiting');
    await tab.finish();
    expect(tab.states()).toBe('done running waiting');
    await tab.emit(start(), end('failed', { problem: diverged }));
    expect(tab.states()).toBe('done diverged running');
    await tab.finish();
    expect(tab.states()).toBe('done diverged done');
    expect(tab.begun()).toEqual([1, 2, 3]);
    expect(tab.queue.store.getState()).toMatchObject({ active: false, experiment: 'depth', held: undefined });
    expect(tab.page.store.getState().config).toBe(set);
    const ids = tab.runs.store.getState().runs.map(({ id }) => id);
    expect(entries(tab).map(({ runId }) => runId)).toEqual(ids);
    // What is added to a queue of which all is over begins a new one.
    tab.queue.actions.add(seeds(1));
    await settle();
    expect(tab.states()).toBe('running');
  });

  it('waits for a run that is under way, and is none of its business', async () => {
    const tab = await openTab(newBrowser());
    tab.page.actions.start();
    tab.queue.actions.add(seeds(2));
    await settle();
    expect(tab.states()).toBe('waiting waiting');
    await tab.emit(start(), end('stopped'));
    expect(tab.states()).toBe('running waiting');
  });

  it('lets go first what follows a run of somebody else', async () => {
    const tab = await openTab(newBrowser());
    tab.page.actions.start();
    // Such as the twin of a pair, which is begun once all have heard of the end.
    tab.page.store.subscribe(({ run }, before) => {
      if (run?.end && !before.run?.end && run.config.seed === defaultConfig.seed)
        queueMicrotask(() => tab.page.actions.startFrom(newRun('twin', seeded(9))));
    });
    tab.queue.actions.add(seeds(1).map((config) => ({ ...config, seed: 7 })));
    await settle();
    await tab.emit(start(), end('finished'));
    expect(tab.page.store.getState().run?.id).toBe('twin');
    expect(tab.states()).toBe('waiting');
    await tab.emit(start(), end('finished'));
    expect(tab.states()).toBe('running');
  });

  it('takes 64 runs that are not over, and says why not more', async () => {
    const tab = await openTab(newBrowser());
    expect(tab.queue.actions.add(seeds(64))).toBeUndefined();
    await settle();
    await tab.finish();
    expect(tab.queue.actions.add(seeds(2))).toEqual({ kind: 'queue-full', runs: 2, waiting: 63, most: 64 });
    expect(tab.queue.actions.add(seeds(1))).toBeUndefined();
    expect(entries(tab)).toHaveLength(65);
  });

  it('waits where a person stops its run, and goes on with it from its checkpoint', async () => {
    const browser = newBrowser();
    const tab = await openTab(browser);
    tab.queue.actions.add(seeds(2));
    await settle();
    const runId = entries(tab)[0]?.runId ?? '';
    tab.page.actions.stop();
    await tab.emit(start(), step(2), end('stopped'));
    expect(tab.states()).toBe('stopped waiting');
    expect(tab.queue.store.getState()).toMatchObject({ active: false, held: 'stopped' });
    browser.checkpoints.add(runId);
    // A run that is started by hand meanwhile changes nothing.
    tab.page.actions.start();
    await tab.emit(start(), end('finished'));
    expect(tab.states()).toBe('stopped waiting');
    tab.queue.actions.goOn();
    await settle();
    expect(tab.resumed).toEqual([runId]);
    expect(tab.states()).toBe('running waiting');
    await tab.finish();
    expect(tab.states()).toBe('done running');
  });

  it('goes on where a person goes on with the run that it waits at', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(2));
    await settle();
    const runId = entries(tab)[0]?.runId ?? '';
    await tab.emit(start(), end('stopped'));
    tab.page.actions.startFrom(newRun(runId, seeded(1)), { kind: 'stored', runId });
    await settle();
    expect(tab.states()).toBe('running waiting');
    expect(tab.queue.store.getState()).toMatchObject({ active: true, held: undefined });
  });

  it('begins a run anew where nothing is left of it', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(1));
    await settle();
    const first = entries(tab)[0]?.runId;
    await tab.emit(start(), end('stopped'));
    tab.runs.actions.remove([first ?? '']);
    tab.queue.actions.goOn();
    await settle();
    expect(tab.states()).toBe('running');
    expect(entries(tab)[0]?.runId).not.toBe(first);
    expect(tab.begun()).toEqual([1, 1]);
  });

  it('leaves out what is skipped, before and in its turn, and takes it up again', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(3));
    await settle();
    tab.queue.actions.skip(at(tab, 1));
    tab.queue.actions.skip(at(tab, 0));
    await settle();
    expect(tab.page.store.getState().run?.asked).toBe('stop');
    await tab.emit(start(), end('stopped'));
    expect(tab.states()).toBe('skipped skipped running');
    tab.queue.actions.again(at(tab, 1));
    await settle();
    expect(tab.states()).toBe('skipped waiting running');
    await tab.finish();
    expect(tab.states()).toBe('skipped running done');
  });

  it('moves what waits among what waits', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(4));
    await settle();
    const order = () => entries(tab).map(({ config }) => config.seed);
    tab.queue.actions.move(at(tab, 1), -1);
    expect(order(), 'not before the one that trains').toEqual([1, 2, 3, 4]);
    tab.queue.actions.move(at(tab, 3), -1);
    tab.queue.actions.move(at(tab, 1), 1);
    expect(order()).toEqual([1, 4, 2, 3]);
    tab.queue.actions.skip(at(tab, 2));
    tab.queue.actions.move(at(tab, 3), -1);
    expect(order(), 'past what is over').toEqual([1, 3, 2, 4]);
  });

  it('stops after the run that trains, once', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(3));
    await settle();
    tab.queue.actions.stopAfterThis(true);
    await tab.finish();
    expect(tab.states()).toBe('done waiting waiting');
    expect(tab.queue.store.getState()).toMatchObject({ held: 'after-this', stopAfterThis: false });
    tab.queue.actions.goOn();
    await settle();
    await tab.finish();
    expect(tab.states()).toBe('done done running');
  });

  it('goes on after a run that failed, and waits after two', async () => {
    const tab = await openTab(newBrowser());
    const failed = end('failed', { problem: { kind: 'text', text: 'No memory' } });
    tab.queue.actions.add(seeds(5));
    await settle();
    await tab.emit(failed);
    await tab.finish();
    await tab.emit(failed);
    expect(tab.states()).toBe('failed done failed running waiting');
    await tab.emit(failed);
    expect(tab.states()).toBe('failed done failed failed waiting');
    expect(tab.queue.store.getState()).toMatchObject({ active: false, held: 'failed' });
  });

  it('waits for the answer to what a run asks first', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(2));
    await settle();
    const problem = { kind: 'kernels-gone', now: { backend: 'cpu', name: 'test' } } as unknown as Problem;
    await tab.emit(end('failed', { problem }));
    expect(tab.states()).toBe('stopped waiting');
    expect(tab.queue.store.getState().held).toBe('asks');
    tab.page.actions.goOnHere();
    await settle();
    expect(tab.states()).toBe('running waiting');
    expect(tab.queue.store.getState().active).toBe(true);
  });

  it('ends a run behind the median of the finished ones, unless a person wants it', async () => {
    const tab = await openTab(newBrowser());
    tab.queue.actions.add(seeds(5), { rules: { behindMedian: true, grace: 2 } });
    await settle();
    for (const accuracy of [0.5, 0.6, 0.7]) await tab.finish(accuracy);
    await tab.emit(start(), epoch(1, { testAccuracy: 0.3 }));
    expect(tab.page.store.getState().run?.asked, 'within its grace').toBeUndefined();
    await tab.emit(epoch(2, { testAccuracy: 0.4 }));
    expect(tab.page.store.getState().run?.asked).toBe('stop');
    await tab.emit(end('stopped'));
    expect(tab.states()).toBe('done done done behind running');
    await tab.emit(start(), epoch(1, { testAccuracy: 0.3 }), epoch(2, { testAccuracy: 0.6 }));
    expect(tab.page.store.getState().run?.asked, 'as good as the median').toBeUndefined();
    tab.queue.actions.again(at(tab, 3));
    await tab.emit(end('finished'));
    await tab.emit(start(), epoch(1), epoch(2, { testAccuracy: 0.1 }));
    expect(tab.page.store.getState().run?.asked).toBeUndefined();
    expect(tab.states()).toBe('done done done running done');
  });

  it('forgets all but the run that trains', async () => {
    const browser = newBrowser();
    const tab = await openTab(browser);
    tab.queue.actions.add(seeds(2));
    await settle();
    tab.queue.actions.clear();
    expect(entries(tab)).toEqual([]);
    expect(tab.page.store.getState().run?.end).toBeUndefined();
    await tab.finish();
    expect(tab.begun()).toEqual([1]);
    expect(entries(await openTab(browser))).toEqual([]);
  });
});

describe('a tab that is loaded anew', () => {
  /** A queue of three in its second run. */
  async function left(checkpoint = true) {
    const browser = newBrowser();
    const tab = await openTab(browser);
    tab.queue.actions.add(seeds(3), { rules: { behindMedian: true, grace: 3 } });
    await settle();
    await tab.finish();
    await tab.emit(start(), step(1));
    const runId = entries(tab)[1]?.runId ?? '';
    if (checkpoint) browser.checkpoints.add(runId);
    await tab.runs.settled();
    return { browser, tab, runId };
  }

  it('takes up the run that it was in, and goes on', async () => {
    const { browser, tab, runId } = await left();
    tab.leave();
    const again = await openTab(browser, tab.session);
    expect(again.resumed).toEqual([runId]);
    expect(again.states()).toBe('done running waiting');
    expect(again.queue.store.getState()).toMatchObject({
      active: true,
      rules: { behindMedian: true, grace: 3 },
    });
    expect(again.page.store.getState().config.epochs, 'what the address sets stays').toBe(7);
    await again.finish();
    await again.finish();
    expect(again.states()).toBe('done done done');
    expect(again.begun()).toEqual([2, 3]);
  });

  it('begins the run anew where it left no checkpoint', async () => {
    const { browser, tab, runId } = await left(false);
    tab.leave();
    const again = await openTab(browser, tab.session);
    expect(again.states()).toBe('done running waiting');
    expect(again.resumed).toEqual([]);
    // It is the same record, which would otherwise tell of a run that nobody can go on with.
    expect(entries(again)[1]?.runId).toBe(runId);
    await again.finish();
    expect(again.runs.store.getState().runs.map(({ end }) => end?.outcome)).toEqual([
      'finished',
      'finished',
      undefined,
    ]);
  });

  it('trains a run again whose end was not written when its tab was left', async () => {
    const { browser, tab, runId } = await left();
    browser.written = new Promise(() => {});
    await tab.finish();
    expect(tab.states()).toBe('done running waiting');
    tab.leave();
    browser.written = Promise.resolve();
    const again = await openTab(browser, tab.session);
    expect(again.resumed).toEqual([runId]);
    await again.finish();
    expect(again.states()).toBe('done done running');
  });

  it('knows of a run that ended without its hearing', async () => {
    const { browser, tab, runId } = await left();
    tab.leave();
    const record = readRecord(browser.records.get(runId));
    if (!record) throw new Error('no record');
    browser.records.set(runId, writeRecord({ ...record, end: end('finished', { runId }) }));
    const again = await openTab(browser, tab.session);
    expect(again.states()).toBe('done done running');
  });

  it('does not go on by itself where its run was paused, nor in another tab', async () => {
    const { browser, tab } = await left();
    await tab.emit(phase('paused'));
    tab.leave();
    for (const session of [tab.session, new Map<string, string>()]) {
      const again = await openTab(browser, session);
      expect(again.states()).toBe('done stopped waiting');
      expect(again.queue.store.getState()).toMatchObject({ active: false, held: 'opened' });
      expect(again.begun()).toEqual([]);
      again.leave();
    }
    const again = await openTab(browser);
    again.queue.actions.goOn();
    await settle();
    expect(again.states()).toBe('done running waiting');
  });

  it('follows the tab that works through it, and takes over only when it is asked', async () => {
    const { browser, tab, runId } = await left();
    // A tab that was duplicated has its memory too.
    const other = await openTab(browser, new Map(tab.session));
    expect(other.queue.store.getState()).toMatchObject({ active: false, elsewhere: true });
    other.queue.actions.goOn();
    other.queue.actions.skip(at(other, 2));
    expect(other.queue.actions.add(seeds(1))).toBeUndefined();
    await settle();
    expect(other.states()).toBe('done running waiting');
    expect(other.begun()).toEqual([]);
    await tab.finish();
    await other.stored();
    expect(other.states()).toBe('done done running');
    const third = await openTab(browser);
    tab.leave();
    await settle();
    expect(third.queue.store.getState()).toMatchObject({ elsewhere: true });
    expect(third.begun(), 'one that was not at work leaves it').toEqual([]);
    expect(other.begun().length, 'its copy goes on').toBe(1);
    expect(runId).not.toBe('');
  });

  it('takes nothing of a queue that is damaged', async () => {
    const { browser, tab } = await left();
    tab.leave();
    const key = 'resnet-playground.queue';
    const text = browser.stored.get(key) ?? '';
    expect(text).toContain(JSON.stringify(addressOf(seeded(2), '')));
    for (const damaged of [text.replace('seed=2', 'seed=two'), text.replace('waiting', 'w'), 'x']) {
      browser.stored.set(key, damaged);
      expect(entries(await openTab(browser, tab.session))).toEqual([]);
    }
  });
});
