/** What a sweep says at its end. */
import { expect, it } from 'vitest';
import { reportSweep } from '../../src/cli/sweepReport.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const run = (seed: number, learningRate: number, testAccuracy?: number) => ({
  name: `learning-rate-${learningRate}_seed-${seed}`,
  config: { ...defaultConfig, seed, learningRate },
  testAccuracy,
});

function linesOf(runs: readonly ReturnType<typeof run>[], json = false): string[] {
  const lines: string[] = [];
  reportSweep(runs, { print: (line) => lines.push(line) }, json);
  return lines;
}

it('tells mean and deviation of each group, and what may be said of the best', () => {
  const runs = [run(1, 0.1, 0.868), run(2, 0.1, 0.871), run(1, 0.2, 0.8), run(2, 0.2, 0.806), run(3, 0.2)];
  expect(linesOf(runs)).toEqual([
    'learning-rate 0.1: test accuracy 86.95 ± 0.21 % (n = 2)',
    'learning-rate 0.2: test accuracy 80.30 ± 0.42 % (n = 2), 1 diverged',
    expect.stringMatching(
      /^learning-rate 0\.1 is better than learning-rate 0\.2 by 6\.65 points \(95 % interval \d\.\d\d to \d+\.\d\d, n = 2 and 2\): more than seeds alone do\.$/,
    ),
  ]);
});

it('claims nothing of differences that seeds make, nor of single runs', () => {
  expect(linesOf([run(1, 0.1, 0.81), run(2, 0.1, 0.83), run(1, 0.2, 0.8), run(2, 0.2, 0.82)])[2]).toMatch(
    /^learning-rate 0\.1 and learning-rate 0\.2 differ by 1\.00 points .* no more than seeds alone may do\.$/,
  );
  expect(linesOf([run(1, 0.1, 0.9), run(1, 0.2, 0.1)])[2]).toMatch(/cannot be told from these runs/);
});

it('tells of runs that were ended early, and compares no group that lost some so', () => {
  const ended = { ...run(2, 0.2), behind: true };
  const runs = [run(1, 0.1, 0.8), run(2, 0.1, 0.81), run(1, 0.2, 0.82), ended, run(3, 0.2)];
  expect(linesOf(runs)).toEqual([
    'learning-rate 0.1: test accuracy 80.50 ± 0.71 % (n = 2)',
    'learning-rate 0.2: test accuracy 82.00 % (n = 1), 1 diverged, 1 ended early',
  ]);
  const [line] = linesOf(runs, true);
  const { groups, verdicts } = JSON.parse(line!);
  expect(groups[1].runs.map(({ behind }: { behind?: boolean }) => behind)).toEqual([
    undefined,
    true,
    undefined,
  ]);
  expect(verdicts).toEqual([]);
});

it('has no verdict over one group, and nulls in JSON where there is no number', () => {
  expect(linesOf([run(1, 0.1, 0.5)])).toEqual(['all: test accuracy 50.00 % (n = 1)']);
  const [line] = linesOf([run(1, 0.1)], true);
  expect(JSON.parse(line!)).toMatchObject({
    type: 'sweep',
    groups: [
      { n: 0, meanTestAccuracy: null, stdTestAccuracy: null, runs: [{ seed: 1, testAccuracy: null }] },
    ],
    verdicts: [],
  });
});

it('compares no accuracies on two data sets', () => {
  const other = (seed: number, accuracy: number) => {
    const one = run(seed, 0.1, accuracy);
    return { ...one, config: { ...one.config, dataset: 'own-32-3-120-30-9f86d081884c7d65' } as const };
  };
  const runs = [run(1, 0.1, 0.5), run(2, 0.1, 0.51), other(1, 0.9), other(2, 0.91)];
  expect(linesOf(runs)).toEqual([
    'dataset cifar10: test accuracy 50.50 ± 0.71 % (n = 2)',
    'dataset own-32-3-120-30-9f86d081884c7d65: test accuracy 90.50 ± 0.71 % (n = 2)',
  ]);
});
