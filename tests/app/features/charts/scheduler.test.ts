/** Turns of charts, what is kept of how a person looks at them, and the feed between store and charts. */
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createChartSettings } from '../../../../src/app/features/charts/chartSettings.ts';
import { createFeed } from '../../../../src/app/features/charts/feed.ts';
import {
  createScheduler,
  intervalAfter,
  maxInterval,
  maxShare,
  minInterval,
  turnTimeout,
} from '../../../../src/app/features/charts/scheduler.ts';
import { newPage, type PageState } from '../../../../src/app/state/page.ts';
import { foldEvent, newRun } from '../../../../src/app/state/run.ts';
import { newRecord } from '../../../../src/app/state/runs.ts';
import type { RunsState } from '../../../../src/app/state/runsStore.ts';
import type { RunConfig } from '../../../../src/training/settings.ts';
import { config, start, step } from '../../events.ts';

/** Time that passes when it is told to, and calls that wait for it. */
function clock() {
  let time = 0;
  let calls: { at: number; call: () => void }[] = [];
  const pass = (ms: number) => {
    const end = time + ms;
    for (;;) {
      const next = calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      calls = calls.filter((other) => other !== next);
      time = Math.max(time, next.at);
      next.call();
    }
    time = end;
  };
  return {
    now: () => time,
    later: (call: () => void, after: number) => void calls.push({ at: time + after, call }),
    pass,
    /** Time that work takes. */
    spend: (ms: number) => {
      time += ms;
    },
  };
}

describe('createScheduler', () => {
  /** A chart in view whose every drawing takes `cost` ms. */
  const chart = (
    time: ReturnType<typeof clock>,
    scheduler: ReturnType<typeof createScheduler>,
    cost: number,
  ) => {
    const draws: number[] = [];
    const member = scheduler.add((done) => {
      draws.push(time.now());
      time.spend(cost);
      done(cost);
    });
    member.setInView(true);
    return { draws, member };
  };
  /** Something new every 50 ms. */
  const run = (time: ReturnType<typeof clock>, scheduler: ReturnType<typeof createScheduler>, ms: number) => {
    for (const end = time.now() + ms; time.now() < end; ) {
      scheduler.invalidate();
      time.pass(50);
    }
  };

  it('draws at most four times a second', () => {
    const time = clock();
    const scheduler = createScheduler(time);
    const { draws } = chart(time, scheduler, 1);
    run(time, scheduler, 10_000);
    expect(draws.length).toBeGreaterThan(30);
    expect(draws.length).toBeLessThanOrEqual(41);
  });

  it('draws less often where it would take more than a fifth of the time', () => {
    const time = clock();
    const scheduler = createScheduler(time);
    const charts = [30, 40, 50].map((cost) => chart(time, scheduler, cost));
    run(time, scheduler, 20_000);
    const spent = charts.reduce((sum, { draws }, i) => sum + draws.length * [30, 40, 50][i]!, 0);
    expect(spent / time.now()).toBeLessThanOrEqual(maxShare * 1.05);
    expect(charts.every(({ draws }) => draws.length >= 20)).toBe(true);
    expect([intervalAfter(1), intervalAfter(100), intervalAfter(1e6)]).toEqual([
      minInterval,
      500,
      maxInterval,
    ]);
  });

  it('draws one chart at a time, each in a task of its own', () => {
    const time = clock();
    const scheduler = createScheduler(time);
    const finish: (() => void)[] = [];
    for (let i = 0; i < 2; i++) scheduler.add((done) => void finish.push(() => done(5))).setInView(true);
    scheduler.invalidate();
    time.pass(0);
    expect(finish).toHaveLength(1);
    finish[0]?.();
    expect(finish).toHaveLength(1);
    time.pass(0);
    expect(finish).toHaveLength(2);
  });

  it('draws in view only, and at once what comes into view', () => {
    const time = clock();
    const scheduler = createScheduler(time);
    const { draws, member } = chart(time, scheduler, 1);
    member.setInView(false);
    run(time, scheduler, 1000);
    expect(draws).toEqual([]);
    member.setInView(true);
    time.pass(0);
    expect(draws).toHaveLength(1);
    time.pass(5000);
    expect(draws, 'nothing new, nothing drawn').toHaveLength(1);
    member.remove();
    run(time, scheduler, 1000);
    expect(draws).toHaveLength(1);
  });

  it('goes on when a chart does not answer', () => {
    const time = clock();
    const scheduler = createScheduler(time);
    scheduler.add(() => {}).setInView(true);
    const { draws } = chart(time, scheduler, 1);
    scheduler.invalidate();
    time.pass(turnTimeout + 1);
    expect(draws).toHaveLength(1);
  });
});

describe('createChartSettings', () => {
  const memory = (text?: string) => {
    let kept = text;
    return {
      storage: () => ({
        getItem: () => kept ?? null,
        setItem: (_: string, value: string) => {
          kept = value;
        },
      }),
      kept: () => JSON.parse(kept ?? '{}').state,
    };
  };

  it('keeps axis, scales and smoothing, and not the zoom', () => {
    const { storage, kept } = memory();
    const settings = createChartSettings(storage);
    settings.actions.zoom({ from: 1, to: 2 });
    settings.actions.toggleLine('train');
    settings.actions.smooth(45);
    settings.actions.toggleLog('loss');
    expect(kept()).toEqual({ logY: ['gradients', 'loss'], smoothing: 50 });
    expect(settings.getState()).toMatchObject({ zoom: { from: 1, to: 2 }, hidden: ['train'] });
    const again = createChartSettings(storage).getState();
    expect(again).toMatchObject({ smoothing: 50, hidden: [] });
    expect(again.logY).toContain('loss');
  });

  it('shows the whole again on another axis, and takes back what is pressed twice', () => {
    const { actions, getState } = createChartSettings(memory().storage);
    actions.zoom({ from: 1, to: 2 });
    actions.setAxis({ axis: 'seconds' });
    expect(getState()).toMatchObject({ axis: 'seconds', zoom: undefined });
    actions.toggleLine('run:a');
    actions.toggleLine('run:a');
    expect(getState().hidden).toEqual([]);
    actions.smooth(1e6);
    expect(getState().smoothing).toBe(1000);
  });

  it.each(['not JSON', '[]', 'null', '{"axis":"furlongs","logX":3,"logY":"loss","smoothing":"much"}'])(
    'starts from the defaults with %s',
    (text) => {
      expect(createChartSettings(memory(text).storage).getState()).toMatchObject({
        axis: 'epoch',
        logX: false,
        logY: ['gradients'],
        smoothing: 10,
      });
    },
  );

  it.each([
    [0, 0],
    [0.6, 3],
    [0.9, 10],
    [0.98, 50],
    [200, 200],
  ])('takes a stored smoothing of %d for %i steps', (stored, steps) => {
    const { storage } = memory(JSON.stringify({ smoothing: stored }));
    expect(createChartSettings(storage).getState().smoothing).toBe(steps);
  });

  it('works where nothing may be kept', () => {
    const settings = createChartSettings(() => {
      throw new Error('blocked');
    });
    settings.actions.smooth(3);
    expect(settings.getState().smoothing).toBe(3);
  });
});

describe('createFeed', () => {
  const stores = () => ({
    page: createStore<PageState>(() => newPage(config)),
    runs: createStore<RunsState>(() => ({
      runs: [],
      loaded: false,
      persistent: true,
      damaged: 0,
      elsewhere: [],
      deleted: [],
      references: [],
    })),
  });

  it('reads the same while nothing that is drawn moved', () => {
    const { page, runs } = stores();
    const feed = createFeed(page, runs, String);
    page.setState({ run: foldEvent(newRun('r1', config), start()) });
    const first = feed.read();
    expect(first.map(({ id }) => id)).toEqual(['r1']);
    page.setState({ workerProblem: { kind: 'run-over' } });
    expect(feed.read()).toBe(first);
  });

  it('draws references where the next run or one that is drawn is on their data set, and there alone', () => {
    const { page, runs } = stores();
    const feed = createFeed(page, runs, String);
    const drawn = () => feed.read().map(({ id }) => id);
    runs.setState({ references: ['note', 'resnet20'], loaded: true });
    expect(drawn()).toEqual(['note', 'resnet20']);
    const own = { ...config, dataset: 'own-32-3-120-30-9f86d081884c7d65' } as const;
    page.setState({ config: own });
    expect(drawn()).toEqual([]);
    const record = (id: string, of: RunConfig, shown: boolean) => ({
      ...newRecord(newRun(id, of), [], 1),
      shown,
    });
    const [mine, theirs] = [record('mine', own, true), record('theirs', config, false)];
    runs.setState({ runs: [mine, theirs] });
    expect(drawn()).toEqual(['mine']);
    runs.setState({ runs: [mine, { ...theirs, shown: true }] });
    expect(drawn()).toEqual(['note', 'resnet20', 'mine', 'theirs']);
  });

  it('tells of steps, references and planned epochs, and of nothing else', () => {
    const { page, runs } = stores();
    const feed = createFeed(page, runs, String);
    const listener = vi.fn();
    const leave = feed.subscribe(listener);
    const run = foldEvent(newRun('r1', config), start());
    page.setState({ run });
    page.setState({ run: foldEvent(run, step(1)) });
    expect(listener).toHaveBeenCalledTimes(2);
    page.setState({ workerProblem: { kind: 'run-over' } });
    runs.setState({ saveProblem: { kind: 'storage-full' } });
    expect(listener).toHaveBeenCalledTimes(2);
    runs.setState({ references: ['note'] });
    page.setState({ config: { ...config, epochs: 77 } });
    expect(listener).toHaveBeenCalledTimes(4);
    expect(feed.plannedEpochs()).toBe(77);
    leave();
    page.setState({ run: undefined });
    expect(listener).toHaveBeenCalledTimes(4);
  });
});
