/** Settings: every value survives the trip through text and through a URL, and bad ones get one clear sentence. */
import { describe, expect, it } from 'vitest';
import { presetNames } from '../../src/model/presets.ts';
import { sentenceOf } from '../../src/problems/index.ts';
import {
  configDiff,
  configFrom,
  configFromQuery,
  configToQuery,
  formatSetting,
  parseSetting,
  SettingError,
  specOf,
  withSetting,
} from '../../src/training/config.ts';
import type { Setting } from '../../src/training/settingKinds.ts';
import { withinDataset } from '../../src/training/settingRules.ts';
import {
  defaultConfig,
  flagOf,
  type RunConfig,
  type SettingKey,
  settingKeys,
  settings,
} from '../../src/training/settings.ts';
import { saying } from '../problems/saying.ts';

/** Values at the edges of a setting and away from its default. */
function samplesOf(key: SettingKey): unknown[] {
  const s: Setting = settings[key];
  switch (s.kind) {
    case 'number':
      return [s.default, s.min, s.max, s.min + (s.max - s.min) / 3];
    case 'integer':
      // More pictures than the data set has are refused.
      return [s.default, s.min, s.split ? s.default - 1 : s.max];
    case 'boolean':
      return [true, false];
    case 'choice':
      return [...s.choices];
    case 'dataset':
      return [...s.choices, 'own-64-3-120000-30000-9f86d081884c7d65'];
    case 'list':
      return [s.default, [s.min], Array(s.lengths.max).fill(s.max)];
    case 'depths':
      return [
        s.default,
        [{ after: 1, blocks: [2, 3] }],
        [
          { after: 2, blocks: [1] },
          { after: 40, blocks: [200, 1, 7, 3] },
        ],
      ];
    case 'set':
      return [s.default, [], [...s.choices]];
    default:
      return s satisfies never;
  }
}

const cases = settingKeys.flatMap((key) => samplesOf(key).map((value) => [key, value] as const));

describe('round trips', () => {
  it.each(cases)('%s = %j', (key, value) => {
    expect(parseSetting(key, formatSetting(key, value))).toEqual(value);
    const config = withinDataset({ ...defaultConfig, [key]: value } as RunConfig);
    expect(configFromQuery(Object.entries(configToQuery(config)))).toEqual({ config, problems: [] });
    // What follows from the value, such as the learning rate of an optimizer, comes with it.
    const chosen = withSetting(defaultConfig, key, value as RunConfig[typeof key]);
    expect(configFrom({ [key]: formatSetting(key, value) })).toEqual(chosen);
  });

  it('writes only what differs from the defaults', () => {
    expect(configToQuery(defaultConfig)).toEqual({});
    expect(configToQuery({ ...defaultConfig, epochs: 3, augment: [] })).toEqual({
      epochs: '3',
      augment: 'none',
    });
  });

  it.each(presetNames)('writes %s as a name', (name) => {
    const config = configFrom({ model: name, epochs: '2' });
    const query = configToQuery(config);
    expect(query).toEqual(name === 'resnet20' ? { epochs: '2' } : { model: name, epochs: '2' });
    expect(configFromQuery(Object.entries(query)).config).toEqual(config);
  });

  it('lets single parts change a named model, in whichever order they come', () => {
    const config = configFrom({ width: '8', model: 'resnet18' });
    expect(specOf(config)).toMatchObject({ blocks: [2, 2, 2, 2], width: 8, inputSize: 32, classes: 10 });
  });

  it('leaves names in a URL alone that are not settings', () => {
    expect(configFromQuery([['tab', 'log'], ['epochs', '4']]).config).toEqual({ ...defaultConfig, epochs: 4 }); // biome-ignore format: one query
  });
});

describe('the default run', () => {
  it('is the one of the contract', () => {
    expect(defaultConfig).toMatchObject({
      optimizer: 'sgd',
      momentum: 0.9,
      nesterov: true,
      weightDecay: 5e-4,
      decay: 'all',
      schedule: 'onecycle',
      labelSmoothing: 0,
      augment: ['crop', 'flip'],
      batchSize: 128,
    });
  });

  it('has a valid default everywhere', () => {
    for (const key of settingKeys) {
      const value: unknown = settings[key].default;
      expect(parseSetting(key, formatSetting(key, value))).toEqual(value);
    }
  });
});

describe('the words of choices', () => {
  it('are for choices that there are, and so is what switches a setting off', () => {
    for (const key of settingKeys) {
      const setting: Setting = settings[key];
      if (setting.kind !== 'choice' && setting.kind !== 'set') continue;
      expect(setting.choices).toEqual(expect.arrayContaining(Object.keys(setting.choiceLabels ?? {})));
      if (setting.kind === 'choice' && setting.off !== undefined) {
        expect(setting.choices).toContain(setting.off);
        expect(setting.default).not.toBe(setting.off);
      }
    }
  });
});

describe('numbers as people write them', () => {
  const read: [SettingKey, string, unknown][] = [
    ['batchSize', '１６', 16],
    ['batchSize', ' 16 ', 16],
    ['batchSize', '+16', 16],
    ['trainImages', '50,000', 50_000],
    ['trainImages', '５０，０００', 50_000],
    ['trainImages', '50 000', 50_000],
    ['trainImages', '50\u202f000', 50_000],
    ['trainImages', '50’000', 50_000],
    ['trainImages', '٥٠٬٠٠٠', 50_000],
    ['batchSize', '۶۴', 64],
    ['batchSize', '६४', 64],
    ['seed', '2,147,483,647', 2 ** 31 - 1],
    ['learningRate', '0,1', 0.1],
    ['learningRate', '0，1', 0.1],
    ['learningRate', '０．１', 0.1],
    ['learningRate', '٠٫١', 0.1],
    ['learningRate', ',5', 0.5],
    ['learningRate', '1e-3', 0.001],
    ['learningRate', '1,5E－3', 0.0015],
    // No setting with decimals has values in the thousands: the comma is the decimal sign.
    ['learningRate', '1,234', 1.234],
    ['blocks', '３，３，３', [3, 3, 3]],
    ['blocks', '3、4，3', [3, 4, 3]],
    ['blocks', '1,200', [1, 200]],
    ['augment', 'crop，flip', ['crop', 'flip']],
  ]; // biome-ignore format: one case a line
  it.each(read)('%s "%s" is %j', (key, text, value) => {
    expect(parseSetting(key, text)).toEqual(value);
    expect(configFromQuery([[flagOf(key), text]]).config[key]).toEqual(value);
  });

  const integers = ['', ' ', '0x10', '1e2', '1_000', '16.0', '50.000', '1,5', '1,0000', ',100', '1,', 'Infinity', 'NaN', '-', '1 6', '1 ,000', "1,000'000", '1 000 00', '1²', '－16']; // biome-ignore format: one list
  it.each(integers)('"%s" is no batch size', (text) => {
    expect(() => parseSetting('batchSize', text)).toThrow(
      `Batch size must be a whole number from 1 to 4096, but it is "${text}".`,
    );
  });
  const decimals = ['', ' ', '0x1', '0b1', '1_0', '.', ',', 'e-3', '1e', '0,1,0', '1,234.5', '0.1.2', 'Infinity', 'NaN', '0.1f', '½']; // biome-ignore format: one list
  it.each(decimals)('"%s" is no learning rate', (text) => {
    expect(() => parseSetting('learningRate', text)).toThrow(
      `Learning rate must be a number from 0 to 10, but it is "${text}".`,
    );
  });
});

const bad: [SettingKey, string, string][] = [
  ['learningRate', 'fast', 'Learning rate must be a number from 0 to 10, but it is "fast".'],
  ['learningRate', '', 'Learning rate must be a number from 0 to 10, but it is "".'],
  ['learningRate', '-0.1', 'Learning rate must be a number from 0 to 10, but it is "-0.1".'],
  ['learningRate', 'Infinity', 'Learning rate must be a number from 0 to 10, but it is "Infinity".'],
  ['epochs', '2.5', 'Epochs must be a whole number from 1 to 1000, but it is "2.5".'],
  ['trainImages', '50001', 'Training pictures must be a whole number from 1 to 50000, but it is "50001".'],
  ['nesterov', 'yes', 'Nesterov must be true or false, but it is "yes".'],
  ['schedule', 'linear', 'Schedule must be onecycle, cosine, step or constant, but it is "linear".'],
  ['augment', 'crop,spin', 'Augmentation must be none or any of crop, flip, cutout, joined by commas, but it has "spin".'],
  ['blocks', '2,2,2,2,2', 'Blocks per stage must list 1 to 4 numbers, such as 2,2,2,2, but it lists 5.'],
  ['blocks', Array(22).fill('2').join(), 'Blocks per stage must list 1 to 4 numbers, such as 2,2,2,2, but it lists 22.'],
  ['blocks', '2,,2', 'Each of Blocks per stage must be a whole number from 1 to 200, but it is "".'],
]; // biome-ignore format: one case a line

describe('bad values', () => {
  it.each(bad)('%s "%s"', (key, text, message) => {
    expect(() => parseSetting(key, text, undefined, 'cifar10')).toThrow(
      expect.objectContaining({ name: 'SettingError', message }),
    );
  });

  it('unknown names and models', () => {
    expect(() => configFrom({ lr: '1' })).toThrow('There is no setting called "lr".');
    expect(() => configFrom({ model: 'resnet19' })).toThrow(/model must be resnet8, .* but it is "resnet19"/);
    expect(() => configFrom({ toString: '1' })).toThrow(SettingError);
  });
});

describe('a link', () => {
  it('loses the values that are wrong, and no other', () => {
    const query = 'model=resnet19&epochs=3&learning-rate=0.2)&width=8&seed=x';
    const { config, problems } = configFromQuery(new URLSearchParams(query));
    expect(config).toEqual({ ...defaultConfig, epochs: 3, width: 8 });
    expect(problems).toEqual([
      saying(/^model must be resnet8, .* but it is "resnet19"\.$/),
      saying('learning-rate must be a number from 0 to 10, but it is "0.2)".'),
      saying('seed must be a whole number from 0 to 2147483647, but it is "x".'),
    ]);
  });

  it('is read at once, however long it is, and repeats no more than a line of it', () => {
    const started = performance.now();
    const query = settingKeys.map((key): [string, string] => [flagOf(key), '2,'.repeat(1e6)]);
    const { config, problems } = configFromQuery(query);
    expect(config).toEqual(defaultConfig);
    expect(problems).toHaveLength(settingKeys.length);
    for (const problem of problems) expect(sentenceOf(problem).length).toBeLessThan(300);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('comparison of runs', () => {
  it('lists what differs, in the order of the table, as text', () => {
    const b = { ...defaultConfig, seed: 2, blocks: [1, 1], augment: [], nesterov: false };
    expect(configDiff(defaultConfig, b)).toEqual([
      { key: 'blocks', from: '3,3,3', to: '1,1' },
      { key: 'nesterov', from: 'true', to: 'false' },
      { key: 'augment', from: 'crop,flip', to: 'none' },
      { key: 'seed', from: '1', to: '2' },
    ]);
    expect(configDiff(b, b)).toEqual([]);
  });

  it('has one flag per setting', () => {
    expect(flagOf('learningRate')).toBe('learning-rate');
    expect(new Set(settingKeys.map(flagOf)).size).toBe(settingKeys.length);
  });
});
