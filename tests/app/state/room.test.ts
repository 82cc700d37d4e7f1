/** What is said of the room for weights before a run needs it, and which weights may go. */
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { newPage, type PageState } from '../../../src/app/state/page.ts';
import { type BrowserRoom, bytesOf, droppable, enough, followRoom } from '../../../src/app/state/room.ts';
import { foldEvent, newRun } from '../../../src/app/state/run.ts';
import { newRecord } from '../../../src/app/state/runs.ts';
import { parameterCount } from '../../../src/model/parameters.ts';
import { structureOf } from '../../../src/model/structure.ts';
import { type CheckpointInfo, checkpointBytes } from '../../../src/storage/checkpoints.ts';
import { specOf } from '../../../src/training/config.ts';
import { config } from '../events.ts';

const info = (runId: string, savedAt: number, bytes = 10): CheckpointInfo => ({
  runId,
  savedAt,
  bytes,
  config,
  step: 1,
  epoch: 0,
});

function setUp(browser: BrowserRoom, checkpoints: CheckpointInfo[] = []) {
  const page = createStore<PageState>(() => newPage(config));
  const dropped: string[] = [];
  const files = {
    store: createStore(() => ({ checkpoints, evicted: [] })),
    actions: { dropWeights: async (ids: readonly string[]) => void dropped.push(...ids) },
  };
  const frameSizes = async () => new Map([['a', 7]]);
  const room = followRoom({ page, files, browser, frameSizes });
  return { ...room, page, dropped, shortage: () => room.store.getState().shortage };
}
const settle = () => new Promise((done) => setTimeout(done));

describe('the room for weights', () => {
  it('is looked at when a run starts: what it needs and what is left is said where that is too little', async () => {
    let usage = 90_000;
    const persist = vi.fn(async () => true);
    const { page, shortage, actions, dropped } = setUp({
      estimate: async () => ({ quota: 100_000, usage }),
      persist,
    });
    await settle();
    expect(persist, 'nothing to keep yet').not.toHaveBeenCalled();
    page.setState({ run: newRun('a', config) });
    await settle();
    expect(shortage()).toEqual({ needed: checkpointBytes(config), left: 10_000 });
    expect(dropped, 'nothing goes by itself').toEqual([]);
    actions.dismiss();
    page.setState({ run: foldEvent(newRun('a', config), { type: 'phase', runId: 'a', phase: 'training' }) });
    await settle();
    expect(shortage(), 'said once a run').toBeUndefined();
    page.setState({ run: newRun('b', config) });
    await settle();
    expect(shortage()).toBeDefined();
    expect(persist).toHaveBeenCalledTimes(1);
    usage = 0;
    await actions.drop(['old']);
    await settle();
    expect(dropped).toEqual(['old']);
    const fits = checkpointBytes(config) <= 100_000;
    expect(shortage()).toEqual(fits ? undefined : { needed: checkpointBytes(config), left: 100_000 });
  });

  it('of a run that goes on counts what it has already', async () => {
    const needed = checkpointBytes(config);
    const browser = { estimate: async () => ({ quota: needed, usage: needed / 2 }) };
    const { page, shortage } = setUp(browser, [info('a', 1, needed / 2)]);
    page.setState({ run: newRun('a', config) });
    await settle();
    expect(shortage()).toBeUndefined();
  });

  it.each<[string, BrowserRoom]>([
    ['has none to tell', {}],
    ['tells nothing', { estimate: async () => ({}) }],
    [
      'refuses',
      {
        estimate: () => Promise.reject(new TypeError('no')),
        persist: () => Promise.reject(new TypeError('no')),
      },
    ],
  ])('is nobody’s worry where the browser %s', async (_, browser) => {
    const { page, shortage } = setUp(browser);
    page.setState({ run: newRun('a', config) });
    await settle();
    expect(shortage()).toBeUndefined();
  });

  it('is reckoned from weights and slots: the last checkpoint twice, the best weights once', () => {
    const parameters = parameterCount(structureOf(specOf(config)));
    const of = (optimizer: 'sgd' | 'adamw') => checkpointBytes({ ...config, optimizer }) / (4 * parameters);
    // Running statistics are a few per cent.
    expect(of('sgd')).toBeGreaterThan(5);
    expect(of('sgd')).toBeLessThan(5.5);
    expect(of('adamw') - of('sgd')).toBeCloseTo(2, 5);
  });
});

describe('weights that may go', () => {
  const runs = ['a', 'b', 'c'].map((id) => ({
    ...newRecord(newRun(id, config), [], 1),
    pinned: id === 'b',
  }));
  it('are of no pinned run and of none that somebody trains, the oldest first', () => {
    const all = [info('a', 3), info('b', 1), info('c', 2), info('elsewhere', 0), info('nobody', 4)];
    expect(droppable(all, runs, ['elsewhere'], new Map()).map(({ runId }) => runId)).toEqual([
      'c',
      'a',
      'nobody',
    ]);
  });
  it('are chosen beforehand as far as they give what is missing', () => {
    const three = [info('a', 1, 10), info('b', 2, 20), info('c', 3, 30)].map((one) => ({
      ...one,
      frames: 0,
    }));
    expect(enough(three, 0)).toEqual([]);
    expect(enough(three, 11)).toEqual(['a', 'b']);
    expect(enough(three, 1000)).toEqual(['a', 'b', 'c']);
  });
  it('count with the frames that go with them', async () => {
    const { store, actions } = setUp({});
    expect(store.getState().frames).toBeUndefined();
    await actions.measure();
    const candidates = droppable([info('a', 1, 10), info('c', 2, 20)], runs, [], store.getState().frames!);
    expect(candidates.map(bytesOf)).toEqual([17, 20]);
    expect(enough(candidates, 17)).toEqual(['a']);
    expect(enough(candidates, 18)).toEqual(['a', 'c']);
  });
});
