/** What is kept of a run and what is said of it: names, colours, results, what changed, comparison, files. */

import { describe, expect, it } from 'vitest';
import { columnsIn, resultRows, settingRows } from '../../../../src/app/features/runs/compare.ts';
import { metricsJson, metricsName } from '../../../../src/app/features/runs/metricsFile.ts';
import { compare as compareWords } from '../../../../src/app/i18n/en/compare.ts';
import { en } from '../../../../src/app/i18n/en/index.ts';
import { changedFrom, changedLine } from '../../../../src/app/i18n/runTexts.ts';
import { zh } from '../../../../src/app/i18n/zh/index.ts';
import { nameCount, nameFor } from '../../../../src/app/state/names.ts';
import { noteReference, paperReferences, referenceIds } from '../../../../src/app/state/references.ts';
import { foldEvent, newRun, type Run } from '../../../../src/app/state/run.ts';
import {
  changedOf,
  finalConfig,
  forList,
  logOf,
  madeRoomFor,
  newRecord,
  resultsOf,
  statusOf,
  toCompare,
  updatedRecord,
} from '../../../../src/app/state/runs.ts';
import { presets } from '../../../../src/model/presets.ts';
import type { RunRecord } from '../../../../src/storage/runRecord.ts';
import { readRecord, writeRecord } from '../../../../src/storage/runRecordSchema.ts';
import type { RunEvent } from '../../../../src/training/events.ts';
import { defaultConfig, type RunConfig } from '../../../../src/training/settings.ts';
import { config, epoch, runId, start, step, vitals } from '../../events.ts';

const runOf = (id: string, c: RunConfig, ...events: RunEvent[]): Run =>
  events.reduce((run, event) => foldEvent(run, { ...event, runId: id }), newRun(id, c));
/** Kept runs, one started after the other, of these configs. */
const keptOf = (...configs: RunConfig[]): RunRecord[] =>
  configs.reduce<RunRecord[]>((all, c, i) => all.concat(newRecord(runOf(`r${i}`, c), all, 1000 * i)), []);
const change = (at: number, settings: Partial<RunConfig>): RunEvent => ({
  type: 'change',
  runId,
  step: at,
  settings,
});

describe('names', () => {
  it('are an adjective and an animal, the same for the same seed and number', () => {
    expect(nameCount).toBe(64 * 64);
    expect(nameFor(1, 1)).toMatch(/^[a-z]+-[a-z]+$/);
    expect(nameFor(1, 1)).toBe(nameFor(1, 1));
    const names = new Set(Array.from({ length: 100 }, (_, i) => nameFor(7, i)));
    expect(names.size).toBeGreaterThan(95);
  });
  it('are never given twice, and never run out', () => {
    const taken = new Set<string>();
    for (let i = 0; i < nameCount; i++) taken.add(nameFor(3, i, taken));
    expect(taken.size).toBe(nameCount);
    expect(nameFor(3, 5, taken)).toBe(`${nameFor(3, 5)}-5`);
  });
});

describe('a record', () => {
  const events = [start(), step(5), vitals(5, 1, 2, 3, 4), step(10), epoch(1, { testAccuracy: 0.6 })];
  const run = runOf('r0', config, ...events, change(12, { learningRate: 0.01 }), step(20), epoch(2));
  const record = updatedRecord(keptOf(config)[0]!, run);

  it('holds the config of the start, and what was changed by hand', () => {
    expect(record.config).toEqual(config);
    expect(record.changes).toHaveLength(1);
    expect(finalConfig(record)).toEqual({ ...config, learningRate: 0.01 });
    expect(logOf(record)).toEqual(run.log);
  });
  it('takes the config that the trainer started with', () => {
    const changed = { ...config, seed: 9 };
    expect(updatedRecord(keptOf(config)[0]!, runOf('r0', config, start({ config: changed }))).config).toEqual(
      changed,
    );
  });
  it('holds every point of the curve, to be zoomed into later', () => {
    const steps = Array.from({ length: 1999 }, (_, i) => step(i + 1, { trainLoss: i % 7 }));
    const long = runOf('r0', config, start({ totalSteps: 3000 }), ...steps);
    const back = readRecord(structuredClone(writeRecord(updatedRecord(record, long))));
    expect(back?.series).toEqual(long.series);
    expect(back?.series.points).toHaveLength(1999);
  });
  it('tells the results: last, best and the first epoch of the best', () => {
    expect(resultsOf(record)).toMatchObject({ last: 0.4, best: 0.6, bestEpoch: 1, epochs: 2, seconds: 6 });
    expect(resultsOf({ epochs: [] })).toBeUndefined();
  });
  it('has no best and no loss of numbers that are not finite', () => {
    const nan = Number.NaN;
    const blown = [
      epoch(1),
      epoch(2, { testLoss: 1 / 0, testAccuracy: 0.5 }),
      epoch(3, { testAccuracy: nan }),
    ];
    expect(resultsOf({ epochs: blown })).toMatchObject({ last: 0.5, best: 0.5, bestEpoch: 2, testLoss: nan });
    expect(resultsOf({ epochs: [epoch(1, { testAccuracy: nan, seconds: nan })] })).toBeUndefined();
  });
  it('has diverged where its loss ended it, and failed where something else did', () => {
    const problem = { kind: 'diverged', loss: 'train', step: 7, learningRate: 3, gentler: 0.3 } as const;
    const ended = (more: object): RunRecord => ({
      ...record,
      end: { type: 'end', runId: 'r0', step: 7, outcome: 'failed', ...more },
    });
    expect(statusOf(ended({ problem }), undefined)).toBe('diverged');
    expect(statusOf(ended({}), undefined)).toBe('failed');
  });
  it('is interrupted where its page is gone', () => {
    expect(statusOf(record, undefined)).toBe('interrupted');
    expect(statusOf(record, { id: 'other', phase: 'training' })).toBe('interrupted');
    expect(statusOf(record, { id: 'r0', phase: 'evaluating' })).toBe('running');
    expect(statusOf(record, { id: 'r0', phase: 'paused' })).toBe('paused');
    const ended = updatedRecord(
      record,
      foldEvent(run, { type: 'end', runId: 'r0', outcome: 'stopped', step: 20 }),
    );
    expect(statusOf(ended, { id: 'r0', phase: 'training' })).toBe('stopped');
  });
});

describe('many runs', () => {
  it('have names and colours of their own, also after one is deleted', () => {
    const runs = keptOf(config, config, config);
    expect(runs.map(({ colour }) => colour)).toEqual([0, 1, 2]);
    expect(new Set(runs.map(({ name }) => name)).size).toBe(3);
    const next = newRecord(runOf('r9', config), [runs[0]!, runs[2]!], 9000);
    expect(next.colour).toBe(3);
  });
  it('leave the curves when others start, except the latest and the pinned', () => {
    const runs = keptOf(config, config, config, config, config).map((run, i) => ({
      ...run,
      pinned: i === 0,
    }));
    expect(madeRoomFor(runs)).toEqual(['r1']);
  });
  it('stay on the curves together where they are equal but for the seed, as one mean', () => {
    const seeds = [1, 2, 3, 4, 4].map((seed) => ({ ...config, seed }));
    const others = [0.2, 0.3, 0.4].map((learningRate) => ({ ...config, learningRate }));
    expect(madeRoomFor(keptOf(...seeds, ...others.slice(0, 1)))).toEqual([]);
    // The second run of one seed is no further member.
    expect(madeRoomFor(keptOf(...seeds, ...others.slice(0, 2)))).toEqual(['r3']);
    expect(madeRoomFor(keptOf(...seeds, ...others))).toEqual(['r4', 'r3', 'r2', 'r1', 'r0']);
  });
  it('are listed with the pinned first, then the newest', () => {
    const runs = keptOf(config, config, config).map((run, i) => ({ ...run, pinned: i === 1 }));
    expect(forList(runs).map(({ id }) => id)).toEqual(['r1', 'r2', 'r0']);
  });
});

describe('what changed', () => {
  const line = (words: typeof en, ...configs: RunConfig[]) => {
    const runs = keptOf(...configs);
    const changed = changedOf(runs[runs.length - 1]!, runs);
    return `${changedFrom(words, changed)}: ${changedLine(words, changed)}`;
  };
  const first = nameFor(1, 1);
  it('is told from the run before', () => {
    const next = { ...defaultConfig, learningRate: 0.05, nesterov: false, augment: [] as const };
    expect(line(en, defaultConfig, next)).toBe(
      `Changed since ${first}: Learning rate 0.1 → 0.05, Nesterov on → off, Augmentation crop, flip → none`,
    );
    expect(line(zh, defaultConfig, next)).toBe(
      `与 ${first} 相比的改动: 学习率 0.1 → 0.05，Nesterov 开 → 关，数据增强 裁剪，翻转 → 无`,
    );
    expect(line(en, defaultConfig, defaultConfig)).toBe(`Changed since ${first}: Same settings as ${first}`);
  });
  it('is told from the defaults where there is none before', () => {
    expect(line(en, defaultConfig)).toBe('Changed from the defaults: Default settings');
    expect(line(en, { ...defaultConfig, epochs: 3 })).toBe('Changed from the defaults: Epochs 10 → 3');
  });
  it('is only what has an effect in the later run', () => {
    const adamw: RunConfig = { ...defaultConfig, optimizer: 'adamw', learningRate: 0.002, nesterov: false };
    expect(line(en, defaultConfig, adamw)).toBe(
      `Changed since ${first}: Optimizer SGD → AdamW, Learning rate 0.1 → 0.002`,
    );
    expect(line(en, { ...adamw, nesterov: true }, { ...defaultConfig, nesterov: false })).toContain(
      'Nesterov on → off',
    );
    const noDecay: RunConfig = { ...defaultConfig, weightDecay: 0, decay: 'weights' };
    const [before, after] = keptOf(defaultConfig, noDecay);
    const decaying = runOf('r1', noDecay, start({ config: noDecay }), change(3, { weightDecay: 0.01 }));
    const keysOf = (run: RunRecord) => changedOf(run, [before!, run]).changes.map(({ key }) => key);
    expect(keysOf(after!)).toEqual(['weightDecay']);
    expect(keysOf(updatedRecord(after!, decaying))).toEqual(['weightDecay', 'decay']);
  });
  it('says in a word that shortcuts went or came, and calls plain networks plain', () => {
    const plain: RunConfig = { ...defaultConfig, shortcut: 'none' };
    const deep: RunConfig = { ...plain, ...presets.resnet56 };
    const identity: RunConfig = { ...defaultConfig, shortcut: 'identity' };
    expect(line(en, defaultConfig, plain)).toMatch(/: Residual off$/);
    expect(line(zh, plain, defaultConfig)).toMatch(/: 加上残差结构$/);
    expect(line(en, plain, identity)).toMatch(/: Shortcut none \(plain\) → identity \(padded\)$/);
    expect(line(en, defaultConfig, deep)).toMatch(/: Network ResNet-20 → Plain-56$/);
    expect(line(en, plain, deep)).toMatch(/: Network Plain-20 → Plain-56$/);
    expect(line(en, identity, deep)).toMatch(/: Network ResNet-20 → Plain-56, Residual off$/);
  });
  it('names networks that have a name, and else their parts', () => {
    const [deep, own] = [
      { ...defaultConfig, ...presets.resnet56 },
      { ...defaultConfig, blocks: [1, 2] },
    ];
    expect(line(en, { ...defaultConfig, ...presets.resnet18 }, deep)).toContain(
      ': Network ResNet-18 → ResNet-56',
    );
    expect(line(en, deep, own)).toContain(': Blocks per stage 9,9,9 → 1,2');
  });
  it('tells what was changed by hand on the way, once', () => {
    const run = runOf(
      'r0',
      defaultConfig,
      start(),
      change(2, { weightDecay: 0 }),
      change(3, { weightDecay: 1 }),
    );
    const record = updatedRecord(keptOf(defaultConfig)[0]!, run);
    expect(changedLine(en, changedOf(record, [record]))).toContain('Weight decay changed by hand');
    expect(changedOf(record, [record]).byHand).toEqual(['weightDecay']);
  });
});

describe('the comparison', () => {
  const [a, b] = keptOf(defaultConfig, { ...defaultConfig, ...presets.resnet8, learningRate: 0.2 });
  const runs = [
    updatedRecord(a!, runOf('r0', defaultConfig, start({ config: defaultConfig }), epoch(1))),
    b!,
  ];
  it('shows only the settings that differ', () => {
    expect(settingRows(en, compareWords, runs)).toEqual([
      { key: 'model', label: 'Network', cells: ['ResNet-20', 'ResNet-8'] },
      { key: 'learningRate', label: 'Learning rate', cells: ['0.1', '0.2'] },
    ]);
    expect(settingRows(en, compareWords, [a!, a!])).toEqual([]);
  });
  it('calls a plain network plain', () => {
    const plain = { ...a!, config: { ...defaultConfig, shortcut: 'none' as const } };
    expect(settingRows(en, compareWords, [a!, plain])).toEqual([
      { key: 'model', label: 'Network', cells: ['ResNet-20', 'Plain-20'] },
    ]);
    const identity = { ...a!, config: { ...defaultConfig, shortcut: 'identity' as const } };
    expect(settingRows(en, compareWords, [a!, plain, identity]).map(({ key }) => key)).toEqual([
      'model',
      'shortcut',
    ]);
  });
  it('shows a dash for a loss that is no number', () => {
    const blown = { ...a!, epochs: [epoch(1, { testLoss: Number.NaN, imagesPerSecond: Number.NaN })] };
    const cells = new Map(
      resultRows(en, compareWords, [blown], () => 'diverged').map((row) => [row.key, row.cells]),
    );
    expect([cells.get('testLoss'), cells.get('imagesPerSecond'), cells.get('status')]).toEqual([
      ['–'],
      ['–'],
      ['Diverged'],
    ]);
  });
  it('has as many columns as fit, two at least', () => {
    expect([0, 300, 700, 1068].map(columnsIn)).toEqual([2, 2, 4, 7]);
  });
  it('is opened for the runs on the curves, or for the newest where too few are there', () => {
    const many = keptOf(config, config, config);
    expect(toCompare(many)).toEqual(['r2', 'r1', 'r0']);
    expect(toCompare(many.map((run, i) => ({ ...run, shown: i !== 1 })))).toEqual(['r2', 'r0']);
    expect(toCompare(many.map((run, i) => ({ ...run, shown: i === 0 })))).toEqual(['r2', 'r1', 'r0']);
  });
  it('shows the parts of networks where one has no name', () => {
    const own = { ...a!, config: { ...defaultConfig, blocks: [3, 3] } };
    expect(settingRows(en, compareWords, [a!, own]).map(({ key }) => key)).toEqual(['blocks']);
  });
  it('tells where a setting has no effect, and leaves it out where the others agree', () => {
    const [sgd, plain, adamw] = keptOf(
      defaultConfig,
      { ...defaultConfig, nesterov: false },
      { ...defaultConfig, optimizer: 'adamw', nesterov: false },
    );
    const nesterov = (...compared: RunRecord[]) =>
      settingRows(en, compareWords, compared).find(({ key }) => key === 'nesterov')?.cells;
    expect(nesterov(sgd!, adamw!)).toBeUndefined();
    expect(nesterov(adamw!, adamw!)).toBeUndefined();
    expect(nesterov(sgd!, plain!, adamw!)).toEqual(['on', 'off', 'no effect']);
  });
  it('shows what was changed by hand', () => {
    const run = runOf(
      'r0',
      defaultConfig,
      start({ config: defaultConfig }),
      change(2, { learningRate: 0.01 }),
    );
    const [row] = settingRows(en, compareWords, [updatedRecord(a!, run), a!]);
    expect(row?.cells).toEqual(['0.1, then 0.01', '0.1']);
  });
  it('shows the results, and a dash where there are none', () => {
    const rows = new Map(
      resultRows(en, compareWords, runs, (run) => statusOf(run, undefined)).map((row) => [
        row.key,
        row.cells,
      ]),
    );
    expect(rows.get('best')).toEqual(['40.0\u00a0% at epoch 1', '–']);
    expect(rows.get('seconds')).toEqual(['00:03', '–']);
    expect(rows.get('status')).toEqual(['Interrupted', 'Interrupted']);
    expect(rows.get('parameters')).toEqual(['272,474', '78,042']);
    expect(rows.get('device')).toEqual(['test', '–']);
    expect(resultRows(en, compareWords, [a!, a!], () => 'finished').some(({ key }) => key === 'device')).toBe(
      false,
    );
  });
});

describe('files of metrics', () => {
  const events = [start(), step(5, { trainLoss: Number.NaN }), epoch(1), epoch(2, { testLoss: Number.NaN })];
  const record = updatedRecord(keptOf(config)[0]!, runOf('r0', config, ...events));
  it('are JSON that says everything, numbers that JSON does not know included', () => {
    const json = JSON.parse(metricsJson(record));
    expect(json).toMatchObject({ name: record.name, config: { epochs: 2 }, device: { backend: 'cpu' } });
    expect(json.epochs[1].testLoss).toBe('NaN');
    expect(json.curve[0]).toMatchObject({ step: 5, trainLoss: 'NaN' });
  });
  it('have names that every file system takes', () => {
    expect(metricsName('深 net/../x: 1', 'CSV')).toBe('深-net-x-1-metrics.csv');
  });
});

describe('results of others', () => {
  it('are the 20 logged epochs of the note', () => {
    const { epochs } = noteReference;
    expect(epochs).toHaveLength(20);
    expect(epochs[0]).toEqual({
      epoch: 1,
      trainLoss: 1.859971,
      trainAccuracy: 0.327,
      testLoss: 1.527176,
      testAccuracy: expect.closeTo(0.4409, 9),
      seconds: 96,
    });
    expect(epochs[19]).toMatchObject({
      epoch: 20,
      trainLoss: 0.301724,
      testLoss: 0.450504,
      testAccuracy: 0.85,
    });
  });
  it('are the errors of the paper', () => {
    const levels = Object.fromEntries(
      paperReferences.levels.map(({ model, testAccuracy }) => [model, testAccuracy]),
    );
    expect(levels).toEqual({
      resnet20: 0.9125,
      resnet32: 0.9249,
      resnet44: 0.9283,
      resnet56: 0.9303,
      resnet110: 0.9357,
    });
    expect(referenceIds).toHaveLength(6);
  });
});
