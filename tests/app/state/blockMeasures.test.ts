/** What is told of every block, from a frame, and how it went by stage over the frames of a run. */
import { describe, expect, it } from 'vitest';
import { appendFrame, blockRows, noStages } from '../../../src/app/state/blockMeasures.ts';
import { foldEvent, newRun, type Run } from '../../../src/app/state/run.ts';
import { newRecord } from '../../../src/app/state/runs.ts';
import { readRecord, writeRecord } from '../../../src/storage/runRecordSchema.ts';
import type { BlockVitals } from '../../../src/training/vitals.ts';
import { frameAt } from '../../training/someFrame.ts';
import { config, runId, start } from '../events.ts';

const names = ['stem', 'layer1.0', 'layer1.1', 'layer2.0'];
const look = (name: string, more: Partial<BlockVitals> = {}): BlockVitals => ({
  name,
  gradientNorm: 1,
  ...more,
});
const blocks = [
  look('stem', { gradientNorm: 4 }),
  look('layer1.0', { branchScale: 0.5, shortcutScale: 2, deadChannels: 0, updateRatio: Number.NaN }),
  look('layer1.1', { branchScale: 1.5, shortcutScale: 2, gradientNorm: 3, activationMean: 0.25 }),
  look('layer2.0', { branchScale: 1, shortcutScale: 0 }),
  look('classifier', { gradientNorm: 9 }),
];
const probes = [0.25, 0.375, 0.5, 0.25].map((accuracy, i) => ({ name: names[i]!, accuracy }));
const frame = { epoch: 1, step: 10, vitals: { step: 9, blocks }, probes };

describe('the rows of a frame', () => {
  it('have what the frame has of each block, and what a probe gains on the one before', () => {
    const rows = blockRows(frame, names);
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(rows.map(({ values }) => values.probe)).toEqual([0.25, 0.375, 0.5, 0.25]);
    expect(rows.map(({ gain }) => gain)).toEqual([undefined, 0.125, 0.125, -0.25]);
    expect(rows.map(({ values }) => values.branch)).toEqual([undefined, 0.25, 0.75, undefined]);
    expect(rows[1]!.values).toEqual({ probe: 0.375, branch: 0.25, gradient: 1, dead: 0 });
    expect(rows[2]!.values).toMatchObject({ gradient: 3, mean: 0.25 });
  });

  it('are there without probes, without vitals, and without either', () => {
    expect(blockRows({ vitals: frame.vitals }, names)[1]!.values).toEqual({
      branch: 0.25,
      gradient: 1,
      dead: 0,
    });
    expect(blockRows({ probes }, names)[1]).toEqual({
      name: 'layer1.0',
      values: { probe: 0.375 },
      gain: 0.125,
    });
    expect(blockRows({}, names).map(({ values }) => values)).toEqual([{}, {}, {}, {}]);
  });

  it('have no gain behind a block without a probe', () => {
    const rows = blockRows({ probes: probes.filter(({ name }) => name !== 'layer1.0') }, names);
    expect(rows.map(({ gain }) => gain)).toEqual([undefined, undefined, undefined, -0.25]);
  });
});

describe('the stages of a run', () => {
  it('have the mean over the blocks of each, of every measure that a frame has', () => {
    const { points } = appendFrame(noStages, frame);
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({ epoch: 1, step: 10, frames: 1 });
    expect(points[0]!.means).toEqual({
      probe: { stem: 0.25, layer1: 0.4375, layer2: 0.25 },
      branch: { layer1: 0.5 },
      gradient: { stem: 4, layer1: 2, layer2: 1 },
      mean: { layer1: 0.25 },
      dead: { layer1: 0 },
    });
  });

  it('take nothing from a frame that tells nothing, and of an epoch that comes again the newest', () => {
    expect(appendFrame(noStages, { epoch: 1, step: 10 })).toBe(noStages);
    const first = appendFrame(noStages, frame);
    const again = appendFrame(first, { epoch: 1, step: 10, probes: [{ name: 'stem', accuracy: 0.75 }] });
    expect(again.points.map(({ means }) => means.probe)).toEqual([{ stem: 0.75 }]);
  });

  it('stay within their bound: neighbours are merged, weighed by their frames, and what only one has stays', () => {
    let series = noStages;
    for (let epoch = 1; epoch <= 5; epoch++)
      series = appendFrame(
        series,
        {
          epoch,
          step: 10 * epoch,
          probes: [{ name: epoch === 2 ? 'layer1.0' : 'stem', accuracy: epoch / 8 }],
        },
        4,
      );
    expect(series.points.map(({ epoch, frames }) => [epoch, frames])).toEqual([
      [2, 2],
      [4, 2],
      [5, 1],
    ]);
    expect(series.points.map(({ means }) => means.probe)).toEqual([
      { stem: 0.125, layer1: 0.25 },
      { stem: 0.4375 },
      { stem: 0.625 },
    ]);
  });
});

it('a run keeps what its frames told, in its record too, and loses what comes after the step that it goes on from', () => {
  const event = (n: number) =>
    ({ type: 'frame', runId, frame: { ...frameAt(n), ...frame, epoch: n, step: 10 * n } }) as const;
  const run = [start(), event(1), event(2)].reduce<Run>(foldEvent, newRun(runId, config));
  expect(run.stages.points.map(({ epoch }) => epoch)).toEqual([1, 2]);
  const record = newRecord(run, [], 1);
  expect(readRecord(writeRecord(record))?.stages).toEqual(run.stages);
  const back = foldEvent({ ...run, step: 20 }, start({ step: 10 }));
  expect(back.stages.points.map(({ epoch }) => epoch)).toEqual([1]);
});
