/** Groups of stored runs: their figures, what may be said of them, and in what they differ. */
import { describe, expect, it } from 'vitest';
import { groups as own } from '../../../src/app/i18n/en/groups.ts';
import { en } from '../../../src/app/i18n/en/index.ts';
import { groupName } from '../../../src/app/i18n/groupTexts.ts';
import { groupVerdicts, runGroups, variedKeys } from '../../../src/app/state/groups.ts';
import { presets } from '../../../src/model/presets.ts';
import type { RunConfig } from '../../../src/training/settings.ts';
import { verdictSentence } from '../../../src/training/verdict.ts';
import { type Draw, randomNumbers } from '../../nn/numbers.ts';
import { groupRecords, type StoredRun } from '../groupRecords.ts';

/** Runs of these last accuracies, seeds from 1 on. */
const runs = (settings: Partial<RunConfig>, accuracies: readonly number[]): StoredRun[] =>
  accuracies.map((accuracy, i) => ({
    id: `${JSON.stringify(settings)} ${i}`,
    settings: { ...settings, seed: i + 1, epochs: 2 },
    accuracies: [0.2, accuracy],
  }));

/** What the page says of them. */
function said(stored: readonly StoredRun[]): string[] {
  const groups = runGroups(groupRecords(stored));
  const keys = variedKeys(groups.map(({ config }) => config));
  return groupVerdicts(groups, ({ config }) => groupName(en, own, keys, config)).map((verdict) =>
    verdictSentence(own, verdict),
  );
}

describe('figures of a group', () => {
  it("are numpy's, of the last and of the best epoch", () => {
    const [group] = runGroups(
      groupRecords([
        { id: 'a', settings: { seed: 1, epochs: 3 }, accuracies: [0.5, 0.64, 0.6623] },
        { id: 'b', settings: { seed: 2, epochs: 3 }, accuracies: [0.5, 0.68, 0.6607] },
        { id: 'c', settings: { seed: 3, epochs: 3 }, accuracies: [0.5, 0.67, 0.6557] },
      ]),
    );
    // numpy.mean and numpy.std(x, ddof=1) of [0.6623, 0.6607, 0.6557] and of [0.6623, 0.68, 0.67].
    expect(group!.last.n).toBe(3);
    expect(group!.last.mean).toBeCloseTo(0.6595666666666666, 15);
    expect(group!.last.std).toBeCloseTo(0.0034428670223134237, 15);
    expect(group!.best.mean).toBeCloseTo(0.6707666666666667, 15);
    expect(group!.best.std).toBeCloseTo(0.008874870891079698, 14);
  });

  it('count what diverged, did not finish or came of one seed twice, and are not of it', () => {
    const [a, b] = runs({}, [0.6, 0.7]);
    const groups = runGroups(
      groupRecords([
        { ...a!, id: 'before', accuracies: [0.2, 0.9] },
        a!,
        b!,
        { ...b!, id: 'lost', end: 'diverged' },
        { ...b!, id: 'stopped', end: 'stopped' },
        { ...b!, id: 'under way', end: 'none' },
        { ...b!, id: 'no number', accuracies: [0.2, Number.NaN] },
      ]),
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ diverged: 1, stopped: 1, unfinished: 2, repeated: 1, last: { n: 2 } });
    expect(groups[0]!.counted.map(({ id }) => id)).toEqual([a!.id, b!.id]);
  });

  it('are none where all diverged, and a mean alone of one run', () => {
    const [a, b] = runs({}, [0.6, 0.7]);
    const [lost] = runGroups(
      groupRecords([
        { ...a!, end: 'diverged' },
        { ...b!, end: 'diverged' },
      ]),
    );
    expect(lost).toMatchObject({ diverged: 2, last: { n: 0 }, best: { n: 0 } });
    expect(said([{ ...a!, end: 'diverged' }])).toEqual([]);
    expect(runGroups(groupRecords([a!]))[0]!.last).toEqual({ n: 1, mean: 0.6 });
  });

  it('are of no run that was changed by hand', () => {
    const change = { type: 'change', runId: 'h', step: 5, settings: { learningRate: 0.01 } } as const;
    const [a] = runs({}, [0.6]);
    expect(runGroups(groupRecords([{ ...a!, changes: [change] }]))).toEqual([]);
  });

  it('stand with the best group first', () => {
    const [lost] = runs({ learningRate: 1 }, [0.1]);
    const all = [
      { ...lost!, end: 'diverged' as const },
      ...runs({ learningRate: 0.1 }, [0.6, 0.61]),
      ...runs({ learningRate: 0.2 }, [0.7, 0.71]),
    ];
    expect(runGroups(groupRecords(all)).map(({ config }) => config.learningRate)).toEqual([0.2, 0.1, 1]);
  });
});

describe('a verdict', () => {
  it('names the difference, its interval and n, and whether seeds may do as much', () => {
    const far = [
      ...runs({ learningRate: 0.1 }, [0.868, 0.871, 0.869]),
      ...runs({ learningRate: 0.2 }, [0.8, 0.806]),
    ];
    expect(said(far)).toEqual([
      expect.stringMatching(
        /^learning rate 0\.1 is better than learning rate 0\.2 by 6\.63 points of test accuracy \(95 % interval \d\.\d\d to \d+\.\d\d, n = 3 and 2\): a larger difference than seeds alone make\.$/,
      ),
    ]);
    const near = [...runs({ learningRate: 0.1 }, [0.81, 0.83]), ...runs({ learningRate: 0.2 }, [0.8, 0.82])];
    expect(said(near)[0]).toMatch(
      /^learning rate 0\.1 and learning rate 0\.2 differ by 1\.00 points .* interval −\d+\.\d\d to \d+\.\d\d, .*no larger than what seeds alone may do\.$/,
    );
  });

  it('is none of a group of which runs were stopped: those that are left may be its better ones', () => {
    const [behind, ...rest] = runs({ learningRate: 0.1 }, [0.3, 0.871, 0.869]);
    const others = [
      ...runs({ learningRate: 0.2 }, [0.8, 0.806]),
      ...runs({ learningRate: 0.3 }, [0.7, 0.71]),
    ];
    const sentences = said([{ ...behind!, end: 'stopped' }, ...rest, ...others]);
    expect(sentences).toEqual([
      expect.stringMatching(/^learning rate 0\.2 is better than learning rate 0\.3/),
    ]);
  });

  it('is none of accuracies on two data sets, of which each is a group', () => {
    const own = (digits: string) => ({ dataset: `own-32-3-120-30-${digits.repeat(16)}` as const });
    const [one, two] = [runs(own('1'), [0.5, 0.51]), runs(own('2'), [0.9, 0.91])];
    expect(runGroups(groupRecords([...one, ...two]))).toHaveLength(2);
    expect(said([...one, ...two])).toEqual([]);
    // The same figures of one set can be told apart.
    expect(said([...one, ...runs({ ...own('1'), width: 8 }, [0.9, 0.91])])).toHaveLength(1);
  });

  it('cannot be told of one seed each, nor of figures that are all equal', () => {
    for (const accuracies of [[0.9], [0.9, 0.9]])
      expect(
        said([...runs({ learningRate: 0.1 }, accuracies), ...runs({ learningRate: 0.2 }, [0.1])]),
      ).toEqual([expect.stringContaining('cannot be told from these runs')]);
    const equal = [...runs({ learningRate: 0.1 }, [0.9, 0.9]), ...runs({ learningRate: 0.2 }, [0.1, 0.1])];
    expect(said(equal)[0]).toContain('cannot be told from these runs');
  });

  /** Normal, of two numbers that are spread evenly over −1…1 (Box and Muller). */
  const normal = (draw: Draw): number =>
    Math.sqrt(-2 * Math.log((1 - draw()) / 2)) * Math.cos(Math.PI * draw());

  it('finds no difference where two groups differ by their seeds alone, and the one that is planted', () => {
    const draw = randomNumbers(11);
    const five = (mean: number) => Array.from({ length: 5 }, () => mean + 0.004 * normal(draw));
    const draws = (mean: number, n: number) =>
      Array.from({ length: n }, () =>
        said([...runs({ learningRate: 0.1 }, five(mean)), ...runs({ learningRate: 0.2 }, five(0.8))]),
      );
    const none = draws(0.8, 120).map(([sentence]) =>
      sentence!.endsWith('no larger than what seeds alone may do.'),
    );
    expect(none.slice(0, 20).filter(Boolean).length).toBeGreaterThanOrEqual(19);
    // Not by luck of these twenty: the share that is wrong is what the interval says.
    expect(none.filter(Boolean).length / 120).toBeGreaterThan(0.94);
    const planted = draws(0.83, 20).filter(([sentence]) =>
      /^learning rate 0\.1 is better than learning rate 0\.2 .* seeds alone make\.$/.test(sentence ?? ''),
    );
    expect(planted).toHaveLength(20);
  });
});

describe('what was varied', () => {
  const config = groupRecords(runs({}, [0.5]))[0]!.config;

  it('is the network in one where each has a name, and never the seed', () => {
    const deep = { ...config, ...presets.resnet56, seed: 9 };
    expect(variedKeys([config, deep])).toEqual(['model']);
    expect(variedKeys([config, { ...config, seed: 2 }])).toEqual([]);
    expect(variedKeys([config, { ...deep, shortcut: 'none' }])).toEqual(['model']);
    expect(groupName(en, own, ['model', 'learningRate'], deep)).toBe('ResNet-56, learning rate 0.1');
    expect(groupName(en, own, [], config)).toBe('all runs');
  });

  it('is nothing that is without effect', () => {
    const plain = { ...config, optimizer: 'adamw' as const, nesterov: !config.nesterov };
    expect(variedKeys([config, plain])).not.toContain('nesterov');
    expect(variedKeys([config, plain])).toContain('optimizer');
  });
});
