import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/base/nearest.ts';

describe('the nearest name', () => {
  it('counts letters put in, left out and changed', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    expect(nearest('trian', ['summary', 'train', 'evaluate'])).toBe('train');
    expect(nearest('x', [])).toBeUndefined();
  });
});
