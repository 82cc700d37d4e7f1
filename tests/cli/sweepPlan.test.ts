/** Which runs a sweep's command line means, and which it refuses. */
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../src/cli/lists.ts';
import { UsageError } from '../../src/cli/options.ts';
import { flagsIn, sweepPlan } from '../../src/cli/sweepPlan.ts';

const planOf = (argv: readonly string[]) => sweepPlan(flagsIn(argv));

describe('a list', () => {
  it.each([
    ['seed', '1..5', ['1', '2', '3', '4', '5']],
    ['seed', '3..1', ['3', '2', '1']],
    ['depth', '8, 20', ['8', '20']],
    ['seed', '1,3..4,1', ['1', '3', '4']],
    ['learning-rate', '0.05..0.4:4', ['0.05', '0.1', '0.2', '0.4']],
    ['learning-rate', '1e-3..1e-1:3', ['0.001', '0.01', '0.1']],
    ['blocks', '1,1,1;2,2,2', ['1,1,1', '2,2,2']],
    ['augment', 'crop,flip;none', ['crop,flip', 'none']],
    ['depth-at', '2:3,3,3', ['2:3,3,3']],
    ['shortcut', 'identity,none', ['identity', 'none']],
  ])('of --%s %s', (flag, text, values) => {
    expect(valuesOf(flag, text)).toEqual(values);
  });

  it.each([
    ['seed', '1..65', '--seed: 1..65 is 65 values, but a sweep has at most 64 runs.'],
    ['learning-rate', '0..1:3', /must lie above zero/],
    ['learning-rate', '0.1..1:1', /from 2 to 64 values/],
  ])('of --%s %s is refused', (flag, text, message) => {
    expect(() => valuesOf(flag, text)).toThrow(message);
    expect(() => valuesOf(flag, text)).toThrow(UsageError);
  });
});

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
    [['--depth', '9'], /6n \+ 2 layers/],
    [['--depth', '8', '--block', 'bottleneck'], /9n \+ 2 layers/],
    [['--seed', '1..40', '--learning-rate', '0.1,0.2'], /make 80 runs/],
  ])('refuses %j', (argv, message) => {
    expect(() => planOf(argv)).toThrow(message);
  });
});
