/** Runs that are equal but for the seed, on the charts: one mean with its band. */
import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../../../src/app/features/charts/data/annotations.ts';
import { bandOf } from '../../../../src/app/features/charts/data/marks.ts';
import { sceneOf, type View } from '../../../../src/app/features/charts/data/scene.ts';
import { csvOf, rowsOf } from '../../../../src/app/features/charts/data/tables.ts';
import { lineName, pointText } from '../../../../src/app/features/charts/format.ts';
import { keysOf } from '../../../../src/app/features/charts/keys.ts';
import { accuracy } from '../../../../src/app/features/charts/kinds/accuracy.ts';
import { gradients } from '../../../../src/app/features/charts/kinds/gradients.ts';
import { linesOf } from '../../../../src/app/features/charts/kinds/kind.ts';
import { learningRate } from '../../../../src/app/features/charts/kinds/learningRate.ts';
import { loss } from '../../../../src/app/features/charts/kinds/loss.ts';
import { speed } from '../../../../src/app/features/charts/kinds/speed.ts';
import { groups as own } from '../../../../src/app/i18n/en/groups.ts';
import { en } from '../../../../src/app/i18n/en/index.ts';
import { meanName } from '../../../../src/app/i18n/groupTexts.ts';
import { type ShownRun, shownRuns } from '../../../../src/app/state/shown.ts';
import { type Grouping, withGroups } from '../../../../src/app/state/shownGroups.ts';
import { groupRecords, type StoredRun } from '../../groupRecords.ts';

const view: View = { axis: 'epoch', logX: false, logY: [], smoothing: 0, hidden: [], runOf: {} };
const shown = (runs: readonly StoredRun[]): ShownRun[] =>
  shownRuns(undefined, { runs: groupRecords(runs), loaded: true, references: [] }, String);
const grouped = (runs: readonly ShownRun[], grouping: Grouping = 'mean'): readonly ShownRun[] =>
  withGroups(runs, grouping, (mean, means) => meanName(en, own, mean, means));

const seed = (n: number, more: StoredRun['settings'] = {}) => ({ settings: { seed: n, epochs: 3, ...more } });
const three: readonly StoredRun[] = [
  { id: 'a', ...seed(1), accuracies: [0.41, 0.52, 0.611] },
  { id: 'b', ...seed(2), accuracies: [0.39, 0.55, 0.64] },
  { id: 'c', ...seed(3), accuracies: [0.402, 0.501, 0.58] },
];

describe('a group of runs', () => {
  it("is one line of means with numpy's deviations, said in the legend", () => {
    const runs = grouped(shown(three));
    expect(runs).toHaveLength(1);
    const scene = sceneOf(accuracy, runs, view, 3);
    const test = scene.lines.find(({ line }) => line.part === 'test')!;
    // numpy.mean and numpy.std(x, ddof=1) of the three accuracies of each epoch, by numpy itself.
    const numpy = [
      [0.40066666666666667, 0.010066445913694315],
      [0.5236666666666667, 0.02470492528491706],
      [0.6103333333333333, 0.030005555041247526],
    ];
    for (const [i, point] of test.points.entries()) {
      expect(point.y).toBeCloseTo(numpy[i]![0]!, 14);
      expect(point.std).toBeCloseTo(numpy[i]![1]!, 14);
      expect(point.n).toBe(3);
    }
    expect(test.points).toHaveLength(3);
    expect(keysOf(scene, en, accuracy).map(({ name }) => name)).toEqual([
      'train',
      'test',
      'mean ± std, n = 3',
    ]);
    expect(lineName(en, accuracy, test.line, true)).toBe('test mean ± std, n = 3');
  });

  it('has a number of runs that changes where some ended earlier, and no deviation of one', () => {
    const [a, b] = three;
    const runs = grouped(
      shown([
        a!,
        { ...b!, accuracies: [0.39, 0.55], end: 'stopped' },
        { ...three[2]!, accuracies: [0.402], end: 'none' },
      ]),
    );
    expect(runs.map(({ name }) => name)).toEqual(['mean ± std, n = 1–3']);
    const [, test] = linesOf(accuracy, runs);
    expect(test!.samples.map(({ n, std }) => [n, std === undefined])).toEqual([
      [3, false],
      [2, false],
      [1, true],
    ]);
    // The runs took 3, 4 and 5 s an epoch: what they took on average, and never less than before.
    expect(test!.samples.map(({ seconds }) => seconds)).toEqual([4, 7.5, 10.5]);
    const [, drawn] = sceneOf(accuracy, runs, view, 3).lines;
    const band = bandOf(
      drawn!.main,
      sceneOf(accuracy, runs, view, 3),
      (x) => 100 * x,
      (y) => 100 * y,
    );
    // Two epochs of it: there and back.
    expect(band).toMatchObject({ single: false });
    expect(band!.d.match(/[ML]/g)).toHaveLength(4);
  });

  it('leaves out of the mean, and draws, what is not equal or came to no good end', () => {
    const change = { type: 'change', runId: 'h', step: 5, settings: { learningRate: 0.01 } } as const;
    const runs = grouped(
      shown([
        ...three,
        { id: 'again', ...seed(3), accuracies: [0.9, 0.9, 0.9] },
        { id: 'other', ...seed(4, { learningRate: 0.3 }), accuracies: [0.3, 0.3, 0.3] },
        { id: 'hand', ...seed(5), accuracies: [0.3, 0.3, 0.3], changes: [change] },
        { id: 'lost', ...seed(6), accuracies: [0.3, 0.1], end: 'diverged' },
      ]),
    );
    // Of the two with seed 3 the later one counts.
    expect(runs.map(({ id, group }) => [id, group?.members.map((member) => member.id)])).toEqual([
      ['c', undefined],
      ['mean a', ['a', 'b', 'again']],
      ['other', undefined],
      ['hand', undefined],
      ['lost', undefined],
    ]);
    expect(annotationsOf(loss, runs).filter(({ type }) => type === 'end')).toHaveLength(1);
  });

  it('counts depths that the settings change as planned, and those changed by hand not', () => {
    const depthAt = [{ after: 1, blocks: [2, 2, 2] }];
    const deeper = (epoch: number): StoredRun['changes'] => [
      { type: 'change', runId: 'd', step: 10, epoch, settings: { blocks: [2, 2, 2] } },
    ];
    const run = (id: string, n: number, changes: StoredRun['changes']) => ({
      id,
      settings: { seed: n, depthAt },
      accuracies: [0.3, 0.4],
      changes,
    });
    expect(grouped(shown([run('d', 1, deeper(1)), run('e', 2, deeper(1))]))).toHaveLength(1);
    expect(grouped(shown([run('d', 1, deeper(1)), run('e', 2, deeper(1.5))]))).toHaveLength(2);
  });

  it('takes a run in once it is over', () => {
    const [a, b, c] = shown(three);
    const current = { ...c!, kind: 'current' as const };
    const underWay = { ...current, run: { ...c!.run, log: c!.run.log.filter(({ type }) => type !== 'end') } };
    expect(grouped([a!, b!, underWay]).map(({ name }) => name)).toEqual(['mean ± std, n = 2', 'c']);
    expect(grouped([a!, b!, current]).map(({ name }) => name)).toEqual(['mean ± std, n = 3']);
  });

  it('is called by what sets it apart from other groups', () => {
    const pair = (rate: number) =>
      [1, 2].map((n) => ({ id: `${rate} ${n}`, ...seed(n, { learningRate: rate }), accuracies: [0.3] }));
    expect(grouped(shown([...pair(0.1), ...pair(0.2)])).map(({ name }) => name)).toEqual([
      'learning rate 0.1, mean ± std, n = 2',
      'learning rate 0.2, mean ± std, n = 2',
    ]);
  });

  it('shows its runs thin behind it, or they stand alone', () => {
    const each = shown(three);
    expect(grouped(each, 'runs')).toBe(each);
    const both = grouped(each, 'both');
    const scene = sceneOf(accuracy, both, view, 3);
    expect(scene.lines.map(({ line: { run, part, width } }) => [run.id, part, width]).slice(-3)).toEqual([
      ['c', 'test', 1],
      ['mean a', 'train', 1.25],
      ['mean a', 'test', 2.25],
    ]);
    // One key for all of them, which switches all of them off.
    expect(keysOf(scene, en, accuracy).map(({ key }) => key)).toEqual(['train', 'test', 'run:mean a']);
    expect(sceneOf(accuracy, both, { ...view, hidden: ['run:mean a'] }, 3).lines).toEqual([]);
  });

  it('has whole epochs alone, but for what is set and no measurement', () => {
    const runs = grouped(shown(three));
    expect(linesOf(loss, runs).map(({ samples, noisy }) => [samples.length, noisy])).toEqual([
      [3, false],
      [3, false],
    ]);
    const [rate] = linesOf(learningRate, runs);
    expect(rate!.samples).toHaveLength(30);
    expect(rate!.samples[0]!.n).toBeUndefined();
    const [images] = linesOf(speed, runs);
    expect(images!.samples.map(({ value, std }) => [value, std])).toEqual([
      [1001, 1],
      [1001, 1],
      [1001, 1],
    ]);
  });

  it('is taken apart where a chart draws one run', () => {
    const looked = shown(three).map((run) => ({
      ...run,
      run: {
        ...run.run,
        gradients: { points: [{ step: 1, epoch: 0.1, norms: { stem: 1 }, looks: 1 }], stride: 1, open: 1 },
      },
    }));
    for (const grouping of ['mean', 'both'] as const) {
      const runs = grouped(looked, grouping);
      expect(linesOf(gradients, runs).map(({ run }) => run.id)).toEqual(['c']);
      expect(linesOf(gradients, runs, 'a').map(({ run }) => run.id)).toEqual(['a']);
      expect(csvOf(gradients, runs, 'a').split('\n')[0]).toBe('run,line,epoch,step,seconds,value,low,high');
    }
  });

  it('is in the table with its deviation, and in the file beside each of its runs', () => {
    const runs = grouped(shown(three));
    const rows = rowsOf(sceneOf(accuracy, runs, view, 3));
    expect(rows.map(({ points }) => pointText(en, accuracy, points[1]).replaceAll('\u00a0', ' '))).toEqual([
      '40.1 % ± 1.0 % (n = 3)',
      '52.4 % ± 2.5 % (n = 3)',
      '61.0 % ± 3.0 % (n = 3)',
    ]);
    for (const grouping of ['mean', 'both'] as const) {
      const lines = csvOf(accuracy, grouped(shown(three), grouping))
        .trimEnd()
        .split('\n');
      expect(lines[0]).toBe('run,line,epoch,step,seconds,value,low,high,std,n');
      expect(lines[4]).toMatch(/^"mean ± std, n = 3",test,1,10,4,0\.40066\d+,,,0\.010066\d+,3$/);
      // Means of three epochs, twice; of each run thirty steps and three epochs.
      expect(lines).toHaveLength(1 + 6 + 3 * 33);
    }
  });

  it('keeps numbers that are none out of the mean, and its band within a log axis', () => {
    const runs = grouped(
      shown([...three, { id: 'd', ...seed(4), accuracies: [Number.NaN, 0.5, Number.NaN] }]),
    );
    const [, test] = linesOf(accuracy, runs);
    expect(test!.samples.map(({ n }) => n)).toEqual([3, 4, 3]);
    const wide = [
      { x: 1, y: 1, n: 2, std: 3 },
      { x: 2, y: 2, n: 2, std: 1 },
    ];
    const y = { from: 0.1, to: 10, log: true, ticks: [] };
    const { d } = bandOf(
      wide,
      { x: y, y },
      (x) => x,
      (value) => Math.log10(value),
    )!;
    expect(d).not.toMatch(/NaN|Infinity/);
    expect(
      bandOf(
        [wide[0]!],
        { x: y, y },
        (x) => x,
        (v) => v,
      ),
    ).toEqual({ d: 'M1,0.1V4', single: true });
  });

  it('of 64 runs costs as many lines as there are groups, and is averaged once', () => {
    const many = shown(
      Array.from({ length: 64 }, (_, i) => ({
        id: `r${i}`,
        ...seed(i % 4, { learningRate: 0.01 * (1 + Math.floor(i / 4)) }),
        accuracies: [0.3, 0.4, 0.5],
      })),
    );
    const first = grouped(many);
    expect(linesOf(accuracy, first)).toHaveLength(32);
    // Another run went on: the means are those from before.
    const again = grouped([...many]);
    expect(again.every(({ group }, i) => group === first[i]!.group)).toBe(true);
  });
});
