/** What the dialog begins with, and what the panel tells of a queue. */
import { describe, expect, it } from 'vitest';
import { axisKeys, clashes, firstList, nextKey, withAxis } from '../../../../src/app/features/queue/draft.ts';
import { entryNames, progressOf, secondsOf } from '../../../../src/app/features/queue/progress.ts';
import { timeOf } from '../../../../src/app/state/estimate.ts';
import type { EntryState, QueueEntry } from '../../../../src/app/state/queue.ts';
import { defaultConfig, type RunConfig } from '../../../../src/training/settings.ts';
import { type AxisKey, sweepPlanOf } from '../../../../src/training/sweep/plan.ts';
import { device } from '../../events.ts';
import { catalogues } from '../../i18n/catalogues.ts';

const entry = (state: EntryState, more: Partial<RunConfig> = {}, runId?: string): QueueEntry => ({
  id: state,
  config: { ...defaultConfig, epochs: 10, ...more },
  state,
  runId,
});

describe('a list to begin with', () => {
  it.each(axisKeys)('of %s is one that makes runs', (key) => {
    const { wrong, configs } = sweepPlanOf(defaultConfig, [{ key, text: firstList(key, defaultConfig) }]);
    expect([...wrong]).toEqual([]);
    expect(configs.length).toBeGreaterThan(0);
  });

  it('is of something that is not listed yet, and of one name for the blocks alone', () => {
    expect(nextKey([])).toBe('seed');
    expect(nextKey([{ key: 'seed', text: '' }])).toBe('depth');
    expect(
      nextKey([
        { key: 'seed', text: '' },
        { key: 'model', text: '' },
      ]),
    ).toBe('learningRate');
    expect(clashes('depth', 'blocks')).toBe(true);
    expect(clashes('depth', 'width')).toBe(false);
    const all = axisKeys.map((key) => ({ key, text: '' }));
    expect(nextKey(all)).toBeUndefined();
  });
});

describe('a list of a setting that is to be varied', () => {
  const first = (key: AxisKey) => ({ key, text: firstList(key, defaultConfig) });

  it('comes to those that a person has written, in place of those that nobody touched', () => {
    expect(withAxis([first('seed')], 'width', defaultConfig)).toEqual([first('width')]);
    const own = [{ key: 'seed', text: '1, 7' }, first('learningRate'), { key: 'depth', text: '8' }] as const;
    expect(withAxis(own, 'blocks', defaultConfig)).toEqual([own[0], first('blocks')]);
    expect(withAxis(own, 'learningRate', defaultConfig)).toBe(own);
  });
});

describe('progress', () => {
  const entries = [
    entry('done', {}, 'a'),
    entry('behind', { epochs: 30 }, 'b'),
    entry('running', { epochs: 40 }, 'c'),
    entry('waiting', { epochs: 20 }),
  ];
  const epochOf = (runId: string) => (runId === 'c' ? 10 : 0);

  it('is a share of the time that all take, by epochs where the device is not known', () => {
    expect(progressOf(entries, undefined, epochOf)).toEqual({ over: 2, share: 0.5 });
    const seconds = new Map(entries.map(({ config }) => [config, 100] as const));
    expect(progressOf(entries, seconds, epochOf)).toEqual({ over: 2, share: 0.5625, left: 175 });
    expect(progressOf([], undefined, epochOf).share).toBe(0);
  });

  it('takes the time of each run from what is known of the device', () => {
    const configs = [1, 2].map((seed) => entry('waiting', { seed }).config);
    const seconds = secondsOf(configs, device, []);
    for (const config of configs) expect(seconds.get(config)).toBe(timeOf(config, device, []).runSeconds);
  });
});

describe('a run of the queue', () => {
  const names = (...more: Partial<RunConfig>[]) =>
    entryNames(
      catalogues.en,
      more.map((config) => entry('waiting', config)),
      (label, value) => `${label} ${value}`,
    );

  it('is called by what tells it from the others', () => {
    expect(names({ seed: 1 }, { seed: 2 })).toEqual(['Seed 1', 'Seed 2']);
    expect(names({ blocks: [1, 1, 1] }, { blocks: [3, 3, 3], seed: 4 })).toEqual(
      ['ResNet-8 · Seed 0', 'ResNet-20 · Seed 4'].map((name) =>
        name.replace('Seed 0', `Seed ${defaultConfig.seed}`),
      ),
    );
    expect(names({})).toEqual(['ResNet-20']);
  });
});
