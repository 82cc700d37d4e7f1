import { describe, expect, it } from 'vitest';
import { addressOf, configFromAddress } from '../../../src/app/state/url.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';
import { saying } from '../../problems/saying.ts';

describe('the address', () => {
  it('is empty for the defaults', () => {
    expect(addressOf(defaultConfig, '')).toBe('');
    expect(configFromAddress('').config).toEqual(defaultConfig);
  });

  it('holds what differs, in a form that reads back', () => {
    const config: RunConfig = {
      ...defaultConfig,
      blocks: [2, 3],
      augment: [],
      learningRate: 0.05,
      nesterov: false,
    };
    const search = addressOf(config, '?old=1&blocks=9');
    expect(search).toBe('?old=1&blocks=2,3&learning-rate=0.05&nesterov=false&augment=none');
    expect(configFromAddress(search)).toEqual({ config });
  });

  it('names the first bad value and falls back to the defaults', () => {
    expect(configFromAddress('?epochs=2&width=0')).toEqual({
      config: defaultConfig,
      problem: saying('width must be a whole number from 1 to 512, but it is "0".'),
    });
  });
});
