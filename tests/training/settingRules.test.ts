/** Rules between settings: what is without effect is so in the code that would obey it, and defaults follow. */
import { describe, expect, it } from 'vitest';
import {
  configFrom,
  configFromQuery,
  configFromValues,
  configToQuery,
  withSetting,
} from '../../src/training/config.ts';
import { scheduleFactor } from '../../src/training/schedule.ts';
import { conditionsOf, defaultOf, followers, withoutEffectBy } from '../../src/training/settingRules.ts';
import { defaultConfig, type RunConfig, settingKeys, settings } from '../../src/training/settings.ts';

const adamw: RunConfig = { ...defaultConfig, optimizer: 'adamw' };

describe('without effect', () => {
  it('is Nesterov under AdamW and without momentum, and the reason is told', () => {
    expect(withoutEffectBy('nesterov', defaultConfig)).toBeUndefined();
    expect(withoutEffectBy('nesterov', adamw)).toEqual({ key: 'optimizer', is: 'adamw' });
    expect(withoutEffectBy('nesterov', { ...defaultConfig, momentum: 0 })).toEqual({
      key: 'momentum',
      is: 0,
    });
  });

  it('is warm-up under one-cycle only', () => {
    for (const schedule of settings.schedule.choices) {
      const factors = (warmup: number): number[] =>
        Array.from({ length: 40 }, (_, step) =>
          scheduleFactor({ ...defaultConfig, schedule, warmup, epochs: 4 }, step, 40),
        );
      const [cold, warm] = [factors(0), factors(2)];
      const inert = withoutEffectBy('warmup', { ...defaultConfig, schedule }) !== undefined;
      expect(JSON.stringify(cold) === JSON.stringify(warm), schedule).toBe(inert);
    }
  });

  it('is momentum nowhere: it is the first beta of AdamW', () => {
    expect(conditionsOf('momentum')).toEqual([]);
  });

  it('is never the setting of its own condition', () => {
    for (const key of settingKeys)
      for (const condition of conditionsOf(key)) expect(condition.key).not.toBe(key);
  });
});

describe('a default that follows another setting', () => {
  it('is proposed where the other is chosen', () => {
    const chosen = withSetting(defaultConfig, 'optimizer', 'adamw');
    expect(chosen).toEqual({ ...adamw, learningRate: 0.002 });
    expect(withSetting(chosen, 'optimizer', 'sgd')).toEqual(defaultConfig);
  });

  it('leaves alone what was set', () => {
    const own = withSetting(defaultConfig, 'learningRate', 0.02);
    expect(withSetting(own, 'optimizer', 'adamw').learningRate).toBe(0.02);
    const ownUnderAdamW = withSetting(withSetting(defaultConfig, 'optimizer', 'adamw'), 'learningRate', 0.1);
    expect(ownUnderAdamW.learningRate).toBe(0.1);
  });

  it('is what texts without a value of their own mean', () => {
    expect(configFrom({ optimizer: 'adamw' }).learningRate).toBe(0.002);
    expect(configFrom({ optimizer: 'adamw', learningRate: '0.1' }).learningRate).toBe(0.1);
    expect(configFrom({ optimizer: 'adamw' }, undefined, { learningRate: 0.5 }).learningRate).toBe(0.5);
    expect(configFromQuery([['optimizer', 'adamw']]).config.learningRate).toBe(0.002);
  });

  it('is left out of an address, and any other value stands there', () => {
    expect(configToQuery({ ...adamw, learningRate: 0.002 })).toEqual({ optimizer: 'adamw' });
    expect(configToQuery(adamw)).toEqual({ optimizer: 'adamw', 'learning-rate': '0.1' });
    expect(configToQuery({ ...defaultConfig, learningRate: 0.002 })).toEqual({ 'learning-rate': '0.002' });
  });

  it('is a value that the setting may have, and differs from the table', () => {
    for (const key of followers) expect(defaultOf(key, defaultConfig)).toEqual(defaultConfig[key]);
    expect(defaultOf('learningRate', adamw)).toBe(0.002);
  });
});

describe('what earlier versions wrote', () => {
  it('reads as before where a config was stored whole', () => {
    expect(configFromValues({ ...adamw })).toEqual(adamw);
  });

  it('reads as before where an address names both', () => {
    const query = new URLSearchParams('optimizer=adamw&learning-rate=0.1&epochs=3');
    expect(configFromQuery(query).config).toEqual({ ...adamw, epochs: 3 });
    expect(
      configFromQuery(new URLSearchParams('model=resnet18&nesterov=false&augment=none')).config,
    ).toMatchObject({
      blocks: [2, 2, 2, 2],
      nesterov: false,
      augment: [],
      learningRate: 0.1,
    });
  });

  it('may lack settings that came later, and hold ones that went', () => {
    const { warmup: _warmup, tuning: _tuning, ...rest } = { ...defaultConfig, warmup: 3, seed: 5 };
    expect(configFromValues({ ...rest, gone: 1 })).toEqual({ ...defaultConfig, seed: 5 });
  });
});
