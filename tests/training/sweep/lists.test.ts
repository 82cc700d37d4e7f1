/** Which values a list has, and which lists are refused. */
import { describe, expect, it } from 'vitest';
import { SweepError } from '../../../src/problems/sweep.ts';
import { valuesOf } from '../../../src/training/sweep/lists.ts';

describe('a list', () => {
  it.each([
    ['seed', '1..5', ['1', '2', '3', '4', '5']],
    ['seed', '1…3', ['1', '2', '3']],
    ['seed', '１，３……４', ['1', '3', '4']],
    ['seed', '3..1', ['3', '2', '1']],
    ['depth', '8, 20', ['8', '20']],
    ['seed', '1,3..4,1', ['1', '3', '4']],
    ['learningRate', '0.05..0.4:4', ['0.05', '0.1', '0.2', '0.4']],
    ['learningRate', '1e-3..1e-1:3', ['0.001', '0.01', '0.1']],
    ['blocks', '1,1,1;2,2,2', ['1,1,1', '2,2,2']],
    ['augment', 'crop,flip;none', ['crop,flip', 'none']],
    ['depthAt', '2:3,3,3', ['2:3,3,3']],
    ['shortcut', 'identity,none', ['identity', 'none']],
  ])('of %s %s', (key, text, values) => {
    expect(valuesOf(key, text, `--${key}`)).toEqual(values);
  });

  it.each([
    ['1..65', 'list-too-long', '--x: 1..65 is 65 values, but a sweep has at most 64 runs.'],
    ['0..1:3', 'list-not-positive', /must lie above zero/],
    ['0.1..1:1', 'list-length', /from 2 to 64 values/],
  ])('of %s is refused', (text, kind, message) => {
    const read = () => valuesOf('x', text, '--x');
    expect(read).toThrow(message);
    expect(read).toThrow(SweepError);
    expect(read).toThrow(expect.objectContaining({ problem: expect.objectContaining({ kind }) }));
  });
});
