/** From runs to lines, scenes, annotations, tables and files. */
import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../../../src/app/features/charts/data/annotations.ts';
import { dotsOf, marksOf, pathOf } from '../../../../src/app/features/charts/data/marks.ts';
import { drawnPoints } from '../../../../src/app/features/charts/data/points.ts';
import { placeOfStep, pointsOf } from '../../../../src/app/features/charts/data/samples.ts';
import { sceneOf, type View, wholeX } from '../../../../src/app/features/charts/data/scene.ts';
import { csvOf, rowsOf, tableRows } from '../../../../src/app/features/charts/data/tables.ts';
import { annotationText } from '../../../../src/app/features/charts/format.ts';
import { accuracy } from '../../../../src/app/features/charts/kinds/accuracy.ts';
import { branches } from '../../../../src/app/features/charts/kinds/branches.ts';
import { gradients } from '../../../../src/app/features/charts/kinds/gradients.ts';
import { charts } from '../../../../src/app/features/charts/kinds/index.ts';
import { linesOf } from '../../../../src/app/features/charts/kinds/kind.ts';
import { learningRate } from '../../../../src/app/features/charts/kinds/learningRate.ts';
import { loss } from '../../../../src/app/features/charts/kinds/loss.ts';
import { probes } from '../../../../src/app/features/charts/kinds/probes.ts';
import { en } from '../../../../src/app/i18n/en/index.ts';
import { noteReference } from '../../../../src/app/state/references.ts';
import { shownRuns } from '../../../../src/app/state/shown.ts';
import { configFrom } from '../../../../src/training/config.ts';
import { end, epoch, start, step, vitals } from '../../events.ts';
import { shownRun } from '../../shownRuns.ts';

const view: View = { axis: 'epoch', logX: false, logY: [], smoothing: 0, hidden: [], runOf: {} };
/** Two epochs of ten steps, an event each second step; test accuracies 0.4 and 0.3. */
const twoEpochs = [
  start(),
  ...[2, 4, 6, 8, 10].map((n) => step(n, { trainLoss: 3 - n / 10 })),
  epoch(1, { testAccuracy: 0.4 }),
  ...[12, 14, 16, 18, 20].map((n) => step(n, { trainLoss: 3 - n / 10 })),
  epoch(2, { testAccuracy: 0.3, seconds: 7 }),
];
const run = shownRun(twoEpochs);
const kept = shownRun(twoEpochs, {
  id: 'r0',
  name: 'blue, "owl"',
  kind: 'stored',
  colour: 'red',
  marker: 'square',
});
const [note] = shownRuns(undefined, { runs: [], loaded: true, references: ['note'] }, () => 'Note');
const [paper] = shownRuns(undefined, { runs: [], loaded: true, references: ['resnet20'] }, () => 'Paper');

describe('the axis of the loss', () => {
  it.each([
    ['cifar10', 5],
    ['own-32-2-3000-600-9f86d081884c7d65', 5],
    ['own-32-300-3000-600-9f86d081884c7d65', 12],
  ] as const)('ends at twice the loss of guessing: %s', (dataset, end) => {
    const config = configFrom({ dataset });
    const shown = shownRun([start({ config }), step(2, { trainLoss: 1000 }), step(4, { trainLoss: 4 })]);
    expect(sceneOf(loss, [shown], view, 3).y.to).toBe(end);
  });
});

describe('linesOf', () => {
  it('tells train and test of a run apart by weight and markers, both in the colour of the run', () => {
    const [train, test] = linesOf(accuracy, [run]);
    expect(train).toMatchObject({ part: 'train', colour: 'var(--run-0)', width: 1.25, noisy: true });
    expect(train?.marker).toBeUndefined();
    expect(test).toMatchObject({ part: 'test', colour: 'var(--run-0)', width: 2.25, marker: 'circle' });
    expect([train?.dash, test?.dash]).toEqual([undefined, undefined]);
    expect(test?.samples.map((s) => [s.epoch, s.step, s.value])).toEqual([
      [1, 10, 0.4],
      [2, 20, 0.3],
    ]);
  });

  it('has a run look the same alone and among others', () => {
    const alone = linesOf(loss, [run]);
    expect(linesOf(loss, [kept, run, note!]).filter((line) => line.run === run)).toEqual(alone);
  });

  it('has every one of several runs keep its colour, test lines thicker', () => {
    const lines = linesOf(loss, [kept, run]);
    expect(lines.map((l) => [l.run.id, l.part, l.colour])).toEqual([
      ['r0', 'train', 'red'],
      ['r0', 'test', 'red'],
      ['r1', 'train', 'var(--run-0)'],
      ['r1', 'test', 'var(--run-0)'],
    ]);
    expect(lines[1]!.width).toBeGreaterThan(lines[0]!.width);
    expect(lines[1]?.marker).toBe('square');
    expect(lines.filter(({ dash }) => dash !== undefined)).toEqual([]);
  });

  it('draws of others what they published: epochs, or one level', () => {
    const lines = linesOf(accuracy, [note!, paper!]);
    expect(lines[0]?.samples).toHaveLength(noteReference.epochs.length);
    expect(lines.map((l) => [l.run.name, l.part, l.level])).toEqual([
      ['Note', 'train', undefined],
      ['Note', 'test', undefined],
      ['Paper', 'test', 0.9125],
    ]);
    expect(linesOf(learningRate, [note!])).toEqual([]);
  });

  it('has a line for each stage of one run', () => {
    const looked = shownRun([start(), step(2), vitals(2, 1, 3, 4, 2), step(4), vitals(4, 2, 3, 4, 2)]);
    const lines = linesOf(gradients, [kept, looked]);
    expect(lines.map((l) => [l.run.id, l.part, l.samples[0]?.value])).toEqual([
      ['r1', 'stem', 1],
      ['r1', 'layer1', 5],
      ['r1', 'classifier', 2],
    ]);
    expect(new Set(lines.map((l) => l.colour)).size).toBe(3);
  });

  it('has a point for every frame that tells of the stages, and a stage has one colour on all charts', () => {
    const points = [1, 2].map((n) => ({
      step: 10 * n,
      epoch: n,
      means: { probe: { stem: 0.25, layer1: n / 8 }, branch: { layer1: n } },
      frames: 1,
    }));
    const told = { ...run, run: { ...run.run, stages: { points, stride: 1, open: 1 } } };
    const lines = linesOf(probes, [told, kept]);
    expect(
      lines.map(({ part, samples }) => [part, samples.map(({ epoch, value }) => [epoch, value])]),
    ).toEqual([
      [
        'stem',
        [
          [1, 0.25],
          [2, 0.25],
        ],
      ],
      [
        'layer1',
        [
          [1, 0.125],
          [2, 0.25],
        ],
      ],
    ]);
    expect(lines[1]!.samples[1]!.step).toBe(20);
    const [branch] = linesOf(branches, [told]);
    expect(branch).toMatchObject({ part: 'layer1', colour: lines[1]!.colour });
    expect(linesOf(branches, [kept])).toEqual([]);
  });
});

describe('time', () => {
  it('counts training from the speed, and whole epochs by their own time', () => {
    // Twenty images between two events at fifty a second; the first epoch took 3 s with its evaluation.
    const seconds = run.run.series.points.map((p) => p.seconds);
    expect(seconds.slice(0, 6).map((s) => Number(s.toFixed(6)))).toEqual([0.4, 0.8, 1.2, 1.6, 2, 3.4]);
    expect(linesOf(loss, [run])[1]?.samples.map((s) => s.seconds)).toEqual([3, 10]);
  });

  it('of a step between two points is between theirs, and unknown beyond the last', () => {
    expect(placeOfStep(run, 3).step).toBe(3);
    expect(placeOfStep(run, 3).epoch).toBeCloseTo(0.3, 9);
    expect(placeOfStep(run, 3).seconds).toBeCloseTo(0.6, 9);
    expect(placeOfStep(run, 30)).toEqual({ step: 30, epoch: 3, seconds: Number.NaN });
  });
});

describe('sceneOf', () => {
  const long = shownRun(
    [
      start({ totalSteps: 9000 }),
      ...Array.from({ length: 6000 }, (_, i) =>
        step(i + 1, { trainLoss: i === 3333 ? 40 : 2 + Math.sin(i) }),
      ),
    ],
    {},
    { epochs: 1000 },
  );

  it('draws a bounded number of points, and still the spike', () => {
    const [train] = sceneOf(loss, [long], { ...view, smoothing: 30 }, 10).lines;
    expect(train!.main.length).toBeLessThanOrEqual(drawnPoints);
    expect(train!.raw.length).toBeLessThanOrEqual(drawnPoints);
    expect(Math.max(...train!.raw.map((p) => p.y))).toBe(40);
    expect(Math.max(...train!.main.map((p) => p.y))).toBeLessThan(10);
  });

  it('marks a line of one point, which has no path', () => {
    const box = { x: 0, y: 0, width: 300, height: 100 };
    const dots = (events: Parameters<typeof shownRun>[0]) =>
      sceneOf(loss, [shownRun(events)], view, 10).lines.map((line) => dotsOf(line, box, (x) => x).length);
    // One epoch of one step: its train line and its test line.
    expect(dots([start(), step(1), epoch(1)])).toEqual([1, 1]);
    expect(dots([start(), step(1), step(2)])).toEqual([0, 0]);
  });

  it('shows more detail of less', () => {
    const zoom = { from: 100, to: 110 };
    const scene = sceneOf(loss, [long], { ...view, zoom }, 10);
    const { points } = long.run.series;
    const inside = points.filter((p) => p.epoch >= 100 && p.epoch <= 110).length;
    expect(scene.lines[0]?.main.filter((p) => p.x >= 100 && p.x <= 110)).toHaveLength(inside);
    expect(scene.x).toMatchObject(zoom);
    expect(scene.y.from).toBeGreaterThan(0);
  });

  it('leaves out what is switched off, and what a log axis cannot hold', () => {
    expect(sceneOf(loss, [kept, run], { ...view, hidden: ['train', 'run:r0'] }, 10).lines).toHaveLength(1);
    const zero = shownRun([start(), step(2, { trainLoss: 0 }), step(4, { trainLoss: 0.02 }), step(6)]);
    const { lines, y } = sceneOf(loss, [zero], { ...view, logY: ['loss'] }, 10);
    expect(lines[0]?.points.map((p) => p.y)).toEqual([0.02, 2]);
    expect(y).toMatchObject({ from: 0.02, to: 2, log: true });
  });

  it('leaves out what is not a number', () => {
    const broken = shownRun([start(), step(2), step(4, { trainLoss: Number.NaN })]);
    expect(sceneOf(loss, [broken], view, 10).lines[0]?.main).toHaveLength(1);
  });

  it('has axes before there is anything on them', () => {
    for (const chart of charts) {
      for (const logY of [[], [chart.id]]) {
        const { x, y } = sceneOf(chart, [], { ...view, logY }, 7);
        expect(x).toMatchObject({ from: 0, to: 7 });
        expect(y.to).toBeGreaterThan(y.from);
        expect(y.ticks.length).toBeGreaterThan(1);
      }
    }
  });

  it('ends the axis at what is planned, or grows with what is reached', () => {
    expect(wholeX([run], view, 10)).toEqual({ from: 0, to: 2 });
    expect(wholeX([run], { ...view, axis: 'step' }, 10)).toEqual({ from: 0, to: 20 });
    expect(wholeX([run], { ...view, axis: 'seconds' }, 10)).toEqual({ from: 0, to: 10 });
    expect(wholeX([run], { ...view, logX: true }, 10)).toEqual({ from: 0.2, to: 2 });
    expect(wholeX([note!], view, 10)).toEqual({ from: 0, to: 20 });
  });
});

describe('annotations', () => {
  it('mark the drops of a step schedule where its learning rate falls', () => {
    const [half, quarter] = annotationsOf(loss, [shownRun([start()], {}, { schedule: 'step', warmup: 0 })]);
    expect(half).toMatchObject({ type: 'drop', place: { step: 10, epoch: 1 } });
    expect(quarter).toMatchObject({ type: 'drop', place: { step: 15, epoch: 1.5 } });
    expect(annotationsOf(loss, [shownRun([start()], {}, { schedule: 'cosine' })])).toEqual([]);
  });

  it('mark changes by hand and the best epoch', () => {
    const change = { type: 'change', runId: 'r1', step: 5, settings: { learningRate: 0.01 } } as const;
    const changed = shownRun([...twoEpochs.slice(0, 4), change, ...twoEpochs.slice(4)]);
    const marks = annotationsOf(accuracy, [kept, changed]);
    expect(marks).toMatchObject([
      { type: 'change', place: { step: 5, epoch: 0.5 }, settings: { learningRate: 0.01 } },
      { type: 'best', place: { epoch: 1, seconds: 3 }, value: 0.4 },
    ]);
    expect(annotationText(en, accuracy, marks[0]!)).toEqual({
      full: 'changed: learning rate → 0.01',
      short: 'learning rate → 0.01',
    });
    expect(annotationsOf(accuracy, [shownRun([start(), epoch(1)])])).toEqual([]);
  });

  it('call best what is best in what the chart shows, and nothing that is no better than guessing', () => {
    const better = { testAccuracy: 0.5, testLoss: 1.9 };
    const one = shownRun([start(), epoch(1, { testAccuracy: 0.4, testLoss: 1.5 }), epoch(2, better)]);
    expect(annotationsOf(accuracy, [one])).toMatchObject([{ value: 0.5, place: { epoch: 2 } }]);
    expect(annotationsOf(loss, [one])).toMatchObject([{ value: 1.5, place: { epoch: 1 } }]);
    expect(annotationText(en, loss, annotationsOf(loss, [one])[0]!).full).toBe('lowest test loss, 1.5000');
    expect(annotationsOf(learningRate, [one])).toEqual([]);
    const nonsense = { testAccuracy: 0.1, testLoss: 67_061 };
    const lost = shownRun([start(), epoch(1, nonsense), epoch(2, { ...nonsense, testLoss: Number.NaN })]);
    expect([...annotationsOf(accuracy, [lost]), ...annotationsOf(loss, [lost])]).toEqual([]);
  });

  it('mark where runs diverged or failed, each on its own line', () => {
    const problem = { kind: 'diverged', loss: 'train', step: 6, learningRate: 1, gentler: 0.1 } as const;
    const diverged = shownRun([
      start(),
      step(2, { trainLoss: 3 }),
      step(4, { trainLoss: 50 }),
      end('failed', { step: 6, problem }),
    ]);
    const failed = {
      ...diverged,
      id: 'r2',
      kind: 'stored' as const,
      run: { ...diverged.run, log: [end('failed') as never] },
    };
    const marks = annotationsOf(loss, [failed, diverged, run]);
    expect(marks.map((what) => what.type === 'end' && [what.how, what.run.id])).toContainEqual([
      'failed',
      'r2',
    ]);
    const scene = sceneOf(loss, [diverged], { ...view, axis: 'step' }, 2);
    const box = { x: 0, y: 0, width: 200, height: 100 };
    // The axis ends at 5: what lies above leaves it at the top.
    expect(scene.y.to).toBe(5);
    const [cross] = marksOf(annotationsOf(loss, [diverged]), 'step', scene, box, () => 'diverged');
    expect(cross).toMatchObject({ what: { how: 'diverged' }, x: 160, y: 0 });
    expect(annotationsOf(loss, [shownRun([start(), end('stopped')])])).toEqual([]);
  });

  it('say their words where there is room', () => {
    const box = { x: 0, y: 0, width: 200, height: 100 };
    const axes = {
      x: { from: 0, to: 20, log: false, ticks: [] },
      y: { from: 0, to: 1, log: false, ticks: [] },
      lines: [],
    };
    const drops = [2, 3, 10, 19.5, 25].map((at) => ({
      type: 'drop' as const,
      learningRate: 0.1,
      place: { epoch: at, step: at, seconds: at },
    }));
    const marks = marksOf(drops, 'step', axes, box, () => 'LR 0.1');
    expect(marks.map((m) => [m.x, m.label?.anchor])).toEqual([
      [20, 'start'],
      [30, undefined],
      [100, 'start'],
      [195, 'end'],
    ]);
  });
});

describe('tables and files', () => {
  it('have few rows to read, the latest among them', () => {
    const many = shownRun(
      [start(), ...Array.from({ length: 1500 }, (_, i) => step(i + 1))],
      {},
      { epochs: 150 },
    );
    const rows = rowsOf(sceneOf(loss, [many], view, 10));
    expect(rows.length).toBeGreaterThanOrEqual(50);
    expect(rows.length).toBeLessThanOrEqual(tableRows);
    expect(rows[rows.length - 1]?.x).toBe(150);
  });

  it('put train and test of the same epoch side by side', () => {
    const rows = rowsOf(sceneOf(accuracy, [run], view, 10));
    expect(rows.find(({ x }) => x === 1)?.values).toEqual([0.5, 0.4]);
    expect(rows.find(({ x }) => x === 0.4)?.values).toEqual([0.5, undefined]);
  });

  it('write every point as CSV, names quoted', () => {
    const lines = csvOf(loss, [kept]).trimEnd().split('\n');
    expect(lines[0]).toBe('run,line,epoch,step,seconds,value,low,high');
    expect(lines).toHaveLength(1 + 10 + 2);
    expect(lines[1]).toBe('"blue, ""owl""",train,0.2,2,0.4,2.8,2.8,2.8');
    expect(lines[11]).toBe('"blue, ""owl""",test,1,10,3,2.1,,');
    expect(csvOf(accuracy, [paper!]).split('\n')[1]).toBe('Paper,test,,,,0.9125,,');
  });

  it('paths run through their points', () => {
    const points = pointsOf(linesOf(accuracy, [run])[1]!.samples, 'step');
    expect(
      pathOf(
        points,
        (x) => x,
        (y) => 100 * y,
      ),
    ).toBe('M10,40L20,30');
  });
});
