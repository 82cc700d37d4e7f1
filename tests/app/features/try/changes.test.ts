/** Single changes to try: each changes what it is about, and nothing else. */
import { describe, expect, it } from 'vitest';
import { type ChangeId, isSetUp, singleChanges } from '../../../../src/app/features/try/changes.ts';
import { presets } from '../../../../src/model/presets.ts';
import { configDiff } from '../../../../src/training/config.ts';
import { defaultConfig, type RunConfig, type SettingKey } from '../../../../src/training/settings.ts';

/** Far from every default. */
const own: RunConfig = {
  ...defaultConfig,
  ...presets.resnet18,
  shortcut: 'identity',
  schedule: 'cosine',
  learningRate: 0.3,
  epochs: 4,
  trainImages: 5000,
  testImages: 700,
  batchSize: 64,
  seed: 9,
};

const mayChange: Readonly<Record<ChangeId, readonly SettingKey[]>> = {
  'plain-twin': ['shortcut'],
  'high-rate': ['learningRate'],
  'constant-rate': ['schedule'],
  adamw: ['optimizer', 'learningRate'],
};

const changed = (id: ChangeId, config: RunConfig): RunConfig => {
  const experiment = singleChanges.find((each) => each.id === id);
  return experiment?.change(config) ?? config;
};

describe.each(singleChanges.map((each) => [each.id, each] as const))('%s', (id, experiment) => {
  it.each([
    ['the defaults', defaultConfig],
    ['settings of one’s own', own],
  ])('changes of %s only what it is about, the budget never', (_what, config) => {
    const keys = configDiff(config, experiment.change(config)).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(mayChange[id]).toContain(key);
  });
  it('is set up once it is set, and a second time changes nothing', () => {
    expect(isSetUp(experiment, own)).toBe(false);
    const after = experiment.change(own);
    expect(isSetUp(experiment, after)).toBe(true);
    expect(experiment.change(after)).toEqual(after);
  });
});

describe('single changes', () => {
  it('set what they say', () => {
    expect(changed('plain-twin', own).shortcut).toBe('none');
    expect(changed('constant-rate', own).schedule).toBe('constant');
  });
  it('know the usual rate of the optimizer', () => {
    expect(changed('high-rate', own).learningRate).toBe(10);
    expect(changed('high-rate', { ...own, optimizer: 'adamw' }).learningRate).toBe(0.2);
    expect(changed('adamw', defaultConfig)).toMatchObject({ optimizer: 'adamw', learningRate: 0.002 });
  });
});
