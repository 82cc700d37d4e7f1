/** What the column and the drawer compute: networks by family, the scale of the rate, what was changed, what is found. */
import { describe, expect, it } from 'vitest';
import { changedKeys, drawerKeys, found } from '../../../../src/app/features/configure/changed.ts';
import {
  families,
  familyOf,
  layersOf,
  nearestOf,
  networksOf,
} from '../../../../src/app/features/configure/families.ts';
import { lastPlace, placeOf, rateAt } from '../../../../src/app/features/configure/rateScale.ts';
import { zh } from '../../../../src/app/i18n/zh/index.ts';
import { newPage } from '../../../../src/app/state/page.ts';
import { presetNames, presets } from '../../../../src/model/presets.ts';
import { withSetting } from '../../../../src/training/config.ts';
import {
  defaultConfig,
  isAdjustable,
  type RunConfig,
  settingKeys,
} from '../../../../src/training/settings.ts';

const named = (name: keyof typeof presets): RunConfig => ({ ...defaultConfig, ...presets[name] });

describe('the row of networks', () => {
  it('has every preset in one of two families, from shallow to deep', () => {
    expect(networksOf('thin').map(layersOf)).toEqual([8, 20, 32, 44, 56, 110]);
    expect(networksOf('wide').map(layersOf)).toEqual([18, 34, 50, 101, 152]);
    expect(families.flatMap(networksOf).toSorted()).toEqual([...presetNames].toSorted());
  });

  it('goes to the nearest depth in the other family, from networks without a name too', () => {
    const twins = {
      resnet8: 'resnet18',
      resnet20: 'resnet18',
      resnet32: 'resnet34',
      resnet56: 'resnet50',
      resnet110: 'resnet101',
    } as const;
    for (const [thin, wide] of Object.entries(twins))
      expect(nearestOf('wide', named(thin as keyof typeof twins)), thin).toBe(wide);
    expect(nearestOf('thin', named('resnet152'))).toBe('resnet110');
    const custom = { ...defaultConfig, blocks: [4, 5, 5] };
    expect(familyOf(custom)).toBe('thin');
    expect(nearestOf('wide', custom)).toBe('resnet34');
  });
});

describe('the scale of the learning rate', () => {
  it('spans three decades, and every place is read back from its rate', () => {
    expect([rateAt(0), rateAt(20), rateAt(40), rateAt(lastPlace)]).toEqual([0.001, 0.01, 0.1, 1]);
    for (let place = 0; place <= lastPlace; place++) expect(placeOf(rateAt(place))).toBe(place);
  });
  it('ends where a rate is beyond it', () => {
    expect([placeOf(0), placeOf(1e-5), placeOf(10)]).toEqual([0, 0, lastPlace]);
  });
});

describe('the drawer', () => {
  it('has every setting but those of the column', () => {
    const inColumn = settingKeys.filter((key) => isAdjustable(key) && !drawerKeys.includes(key));
    expect(inColumn).toEqual(['learningRate']);
  });

  it('counts what differs from the defaults, those that follow another setting included, and texts that are no values', () => {
    const form = (config: RunConfig) => ({ ...newPage(config) });
    expect(changedKeys(form(defaultConfig))).toEqual([]);
    const adam = withSetting(defaultConfig, 'optimizer', 'adamw');
    expect(changedKeys(form(adam))).toEqual(['optimizer']);
    expect(changedKeys(form({ ...adam, shortcut: 'identity', epochs: 3 }))).toEqual([
      'shortcut',
      'optimizer',
      'epochs',
    ]);
    // Plain is chosen in the column, and a plain network has no kind of shortcut.
    expect(changedKeys(form({ ...defaultConfig, shortcut: 'none' }))).toEqual([]);
    const problem = { kind: 'setting-unknown', text: 'x' } as const;
    expect(changedKeys({ ...form(defaultConfig), invalid: { seed: { text: 'x', problem } } })).toEqual([
      'seed',
    ]);
  });

  it('finds settings by every word, in English and in the language of the page', () => {
    const textOf = (key: (typeof settingKeys)[number]) =>
      `${zh.settings[key].label} ${zh.settings[key].help}`;
    expect(found(drawerKeys, 'weight DECAY', textOf)).toEqual(['weightDecay']);
    expect(found(drawerKeys, '衰减对象', textOf)).toEqual(['decay']);
    expect(found(drawerKeys, ' ', textOf)).toEqual(drawerKeys);
    expect(found(drawerKeys, 'nothing like it', textOf)).toEqual([]);
  });
});
