/** The budget: what a plan takes on networks and devices of all kinds, and when the page's config follows. */
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  type Budget,
  budgetSeconds,
  budgets,
  leastPictures,
  planOf,
  planSeconds,
} from '../../../src/app/state/budget.ts';
import { timeOf } from '../../../src/app/state/estimate.ts';
import { followBudget } from '../../../src/app/state/followBudget.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { newRun } from '../../../src/app/state/run.ts';
import { assumedSpeed, type SpeedsState } from '../../../src/app/state/speeds.ts';
import { presetNames, presets } from '../../../src/model/presets.ts';
import { summaryOf } from '../../../src/model/summary.ts';
import { datasetOf, specOf } from '../../../src/training/config.ts';
import type { DeviceInfo } from '../../../src/training/events.ts';
import { defaultConfig, type RunConfig, settings } from '../../../src/training/settings.ts';
import type { WorkerMessage } from '../../../src/worker/protocol.ts';

const { images } = datasetOf(defaultConfig);
const speeds = [0.3, 2, 7, 16, 40, 150, 400, 999, 2500, 7000, 31_000, 120_000];
const batches = [1, 20, 128, 256, 1000];
const cases = budgets.flatMap((budget) =>
  speeds.flatMap((speed) => batches.map((batchSize) => ({ budget, speed, batchSize }))),
);
const configWith = (batchSize: number): RunConfig => ({ ...defaultConfig, batchSize });

describe('a plan', () => {
  it.each(cases)('of a $budget at $speed pictures/s in batches of $batchSize takes about that time', (c) => {
    const config = configWith(c.batchSize);
    const plan = planOf(config, c.budget, c.speed);
    expect(plan.epochs).toBeGreaterThanOrEqual(1);
    expect(plan.epochs).toBeLessThanOrEqual(settings.epochs.max);
    for (const key of ['trainImages', 'testImages'] as const) {
      expect(plan[key]).toBeGreaterThanOrEqual(100);
      expect(plan[key]).toBeLessThanOrEqual(key === 'trainImages' ? images.train : images.test);
      expect(Number.isInteger(plan[key])).toBe(true);
    }
    if (plan.trainImages < images.train && plan.trainImages >= 4 * c.batchSize)
      expect(plan.trainImages % c.batchSize).toBe(0);
    const missed = planSeconds({ ...config, ...plan }, c.speed) / budgetSeconds[c.budget] - 1;
    const least = plan.epochs === 1 && plan.trainImages === leastPictures(c.batchSize);
    const most = plan.epochs === settings.epochs.max && plan.trainImages === images.train;
    if (!(least && missed > 0) && !(most && missed < 0)) expect(Math.abs(missed)).toBeLessThanOrEqual(0.15);
  });

  it('of any named network on an assumed device keeps a minute, where the least of pictures does', () => {
    for (const name of presetNames) {
      const config: RunConfig = { ...defaultConfig, ...presets[name] };
      const { macs } = summaryOf(specOf(config));
      for (const software of [true, false]) {
        const speed = assumedSpeed({ backend: 'webgpu', software }, 'fused', macs);
        const plan = planOf(config, 'minute', speed);
        const seconds = planSeconds({ ...config, ...plan }, speed);
        if (plan.epochs > 1 || plan.trainImages > 256)
          expect(Math.abs(seconds / 60 - 1), name).toBeLessThan(0.15);
      }
    }
  });

  it('of a network whose front is frozen counts what its test pictures take', () => {
    const config: RunConfig = { ...configWith(128), ...presets.resnet20, freeze: 3 };
    const plan = planOf(config, 'hour', 40);
    const seconds = planSeconds({ ...config, ...plan }, 40);
    expect(Math.abs(seconds / budgetSeconds.hour - 1)).toBeLessThan(0.15);
    expect(seconds).toBeGreaterThan(1.05 * planSeconds({ ...config, ...plan, freeze: 0 }, 40));
  });

  it('takes full data from three epochs on, and about five epochs of less', () => {
    const epoch = images.train + images.test / 3;
    expect(planOf(defaultConfig, 'minute', (3.1 * epoch) / 60)).toEqual({
      epochs: 3,
      trainImages: images.train,
      testImages: images.test,
    });
    const less = planOf(defaultConfig, 'minute', (2 * epoch) / 60);
    expect(less.epochs).toBeGreaterThanOrEqual(4);
    expect(less.epochs).toBeLessThanOrEqual(6);
    expect(less.trainImages).toBeLessThan(images.train / 2);
  });
});

const gpu: DeviceInfo = { backend: 'webgpu', name: 'G', software: false, reason: { kind: 'text', text: '' } };

function setUp(search = '') {
  let hear: (message: WorkerMessage) => void = () => {};
  const client = {
    send: () => {},
    onMessage: (listener: (message: WorkerMessage) => void) => {
      hear = listener;
    },
    onFailure: () => {},
  };
  const page = createPage(client, { read: () => search, write: () => {} });
  const speedsStore = createStore<SpeedsState>(() => ({ speeds: [] }));
  followBudget(page, speedsStore);
  const config = () => page.store.getState().config;
  const seconds = () => timeOf(config(), gpu, speedsStore.getState().speeds).runSeconds;
  const expectAbout = (budget: Budget) =>
    expect(Math.abs(seconds() / budgetSeconds[budget] - 1)).toBeLessThanOrEqual(0.15);
  const measured = (imagesPerSecond: number) => {
    const { macs } = summaryOf(specOf(config()));
    speedsStore.setState({ speeds: [{ device: 'webgpu G', engine: 'fused', macs, imagesPerSecond }] });
  };
  const found = () => hear({ type: 'device', device: gpu });
  return { page, config, seconds, expectAbout, measured, found };
}

describe('a page with a budget', () => {
  it('sets epochs and pictures, and again for another network, batch or device', () => {
    const { page, config, expectAbout, found } = setUp();
    page.actions.chooseBudget('minute');
    expect(config()).toEqual(defaultConfig);
    found();
    expectAbout('minute');
    page.actions.choosePreset('resnet110');
    expectAbout('minute');
    page.actions.set('batchSize', 64);
    page.actions.set('width', 64);
    expectAbout('minute');
    page.actions.chooseBudget('hour');
    expectAbout('hour');
    expect(page.store.getState().budget).toBe('hour');
  });

  it('leaves what does not change the time as it is', () => {
    const { page, config, found } = setUp();
    found();
    page.actions.chooseBudget('tenMinutes');
    const before = config();
    page.actions.set('learningRate', 0.05);
    expect(config()).toEqual({ ...before, learningRate: 0.05 });
  });

  it('is as set again once epochs or pictures are set by hand, or all settings replaced', () => {
    const { page, config, found } = setUp();
    found();
    page.actions.chooseBudget('minute');
    page.actions.set('epochs', 7);
    expect(page.store.getState().budget).toBeUndefined();
    page.actions.choosePreset('resnet56');
    expect(config().epochs).toBe(7);
    page.actions.chooseBudget('minute');
    page.actions.setAll(defaultConfig);
    expect(page.store.getState().budget).toBeUndefined();
    expect(config()).toEqual(defaultConfig);
  });

  it('follows a speed that misses it by far, but not by little, and not during a run', () => {
    const { page, config, expectAbout, measured, found } = setUp();
    found();
    page.actions.chooseBudget('minute');
    const assumed = config();
    measured(1.1 * timeOf(assumed, gpu, []).imagesPerSecond);
    expect(config()).toBe(assumed);
    page.store.setState({ run: newRun('r', assumed) });
    measured(100);
    expect(config()).toBe(assumed);
    page.store.setState({ run: undefined });
    expectAbout('minute');
    expect(config()).not.toEqual(assumed);
  });
});
