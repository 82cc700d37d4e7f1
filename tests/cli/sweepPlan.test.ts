/** Which runs a sweep's command line means, and which it refuses. */
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/options.ts';
import { flagsIn, sweepPlan } from '../../src/cli/sweepPlan.ts';

const planOf = (argv: readonly string[]) => sweepPlan(flagsIn(argv));

describe('a plan', () => {
  it('has every combination, the seed fastest, and leaves single values out of names', () => {
    const runs = planOf(['--seed', '1..2', '--depth=8,14', '--no-nesterov', '--epochs', '3']);
    expect(runs.map(({ name }) => name)).toEqual([
      'depth-8_seed-1',
      'depth-8_seed-2',
      'depth-14_seed-1',
      'depth-14_seed-2',
    ]);
    expect(runs[3]?.argv).toEqual(['--blocks', '2,2,2', '--no-nesterov', '--epochs', '3', '--seed', '2']);
    expect(runs[3]?.choices).toEqual([
      { flag: 'depth', value: '14' },
      { flag: 'seed', value: '2' },
    ]);
  });

  it('knows the depths of bottlenecks', () => {
    const [run] = planOf(['--depth', '20', '--block', 'bottleneck']);
    expect(run).toMatchObject({ name: 'run', argv: ['--blocks', '2,2,2', '--block', 'bottleneck'] });
  });

  it('makes names of folders that every system takes', () => {
    expect(planOf(['--blocks', '1,1,1;2,2,2'])[1]?.name).toBe('blocks-2-2-2');
  });

  it.each([
    [
      ['--depth', '9'],
      '--depth must be 6n + 2 layers, such as 8 or 20, but one is "9": for other networks give --blocks.',
    ],
    [['--depth', '8', '--block', 'bottleneck'], /9n \+ 2 layers/],
    [['--seed', '1..65'], '--seed: 1..65 is 65 values, but a sweep has at most 64 runs.'],
    [['--seed', '1..40', '--learning-rate', '0.1,0.2'], /make 80 runs/],
  ])('refuses %j', (argv, message) => {
    expect(() => planOf(argv)).toThrow(message);
    expect(() => planOf(argv)).toThrow(UsageError);
  });
});
