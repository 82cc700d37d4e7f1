import { describe, expect, it } from 'vitest';
import { withoutLanguage } from '../../../src/app/state/preferences.ts';
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
    expect(configFromAddress(search)).toEqual({ config, problems: [] });
  });

  it('loses a bad value, names it and keeps the others', () => {
    expect(configFromAddress('?epochs=2&width=0')).toEqual({
      config: { ...defaultConfig, epochs: 2 },
      problems: [saying('width must be a whole number from 1 to 512, but it is "0".')],
    });
  });

  it.each(['&amp;', '&AMP;', '&amp;amp;'])('is read where a page that quotes it wrote %s', (and) => {
    const search = `?width=8${and}epochs=5${and}lang=zh`;
    const config = { ...defaultConfig, width: 8, epochs: 5 };
    expect(configFromAddress(search)).toEqual({ config, problems: [] });
    expect(addressOf({ ...config, epochs: 6 }, search)).toBe('?lang=zh&width=8&epochs=6');
    expect(withoutLanguage(search)).toBe('?width=8&epochs=5');
  });
});
