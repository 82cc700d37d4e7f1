/** The options parser: every setting by its flag, and one sentence for every mistake. */
import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../src/cli/options.ts';
import { usageOf } from '../../src/cli/usage.ts';
import { formatSetting } from '../../src/training/config.ts';
import { defaultConfig, flagOf, settingKeys, settings } from '../../src/training/settings.ts';

const table = {
  command: 'train',
  settings: settingKeys,
  extras: {
    out: { kind: 'text', value: 'DIR', help: 'Where to.' },
    json: { kind: 'flag', help: 'JSON.' },
    size: { kind: 'integer', help: 'Size.', min: 1, max: 512 },
  },
} as const;
const read = (line: string) => readOptions(table, line === '' ? [] : line.split(' '));

describe('reading', () => {
  it('gives the defaults where nothing is said', () => {
    expect(read('')).toEqual({
      config: defaultConfig,
      given: new Set(),
      extras: { out: undefined, json: false, size: undefined },
    });
  });

  it('reads the command of the acceptance', () => {
    const { config, given, extras } = read(
      '--blocks 1,1,1 --width 8 --train-images 1000 --test-images 500 --epochs 3 --batch-size 32 --seed 1 --engine stock --json',
    );
    expect(config).toEqual({
      ...defaultConfig,
      blocks: [1, 1, 1],
      width: 8,
      trainImages: 1000,
      testImages: 500,
      epochs: 3,
      batchSize: 32,
      seed: 1,
      engine: 'stock',
    });
    expect(given.has('trainImages')).toBe(true);
    expect(given.has('learningRate')).toBe(false);
    expect(extras.json).toBe(true);
  });

  it.each(settingKeys.filter((key) => settings[key].kind !== 'boolean'))('reads --%s back', (key) => {
    const text = formatSetting(key, defaultConfig[key]);
    for (const args of [[`--${flagOf(key)}`, text], [`--${flagOf(key)}=${text}`]]) {
      const { config, given } = readOptions(table, args);
      expect(config).toEqual(defaultConfig);
      expect([...given]).toEqual([key]);
    }
  });

  it('reads switches with and without no-', () => {
    expect(read('--nesterov').config.nesterov).toBe(true);
    expect(read('--no-nesterov').config.nesterov).toBe(false);
    expect(read('--nesterov=false').config.nesterov).toBe(false);
    expect(read('--no-json').extras.json).toBe(false);
  });

  it('applies a model before its parts', () => {
    expect(read('--width 8 --model resnet50').config).toMatchObject({
      blocks: [3, 4, 6, 3],
      width: 8,
      block: 'bottleneck',
    });
  });

  it('adds up depths by epoch', () => {
    expect(read('--depth-at 2:3,3,3 --depth-at 4:5,5,5').config.depthAt).toEqual([
      { after: 2, blocks: [3, 3, 3] },
      { after: 4, blocks: [5, 5, 5] },
    ]);
    for (const wrong of ['2', '2:', '0:1', '2:1,1,1,1,1', '3:1;2:1', '1:201'])
      expect(() => read(`--depth-at ${wrong}`), wrong).toThrow(/--depth-at/);
  });

  it('takes the last of what is said twice', () => {
    expect(read('--epochs 3 --epochs 4').config.epochs).toBe(4);
  });
});

describe('defaults of a command', () => {
  const own = {
    command: 'bench',
    settings: settingKeys,
    defaults: { batchSize: 32 },
    extras: { steps: { kind: 'integer', help: 'Steps.', min: 1, max: 9, default: 4 } },
  } as const;

  it('count where nothing is said, and are in the help', () => {
    expect(readOptions(own, [])).toMatchObject({ config: { batchSize: 32 }, extras: { steps: 4 } });
    expect(readOptions(own, ['--batch-size', '128', '--steps', '2'])).toMatchObject({
      config: { batchSize: 128 },
      extras: { steps: 2 },
    });
    const text = usageOf(own, 'times.').replace(/\s+/g, ' ');
    expect(text).toContain('Pictures per step. Default: 32.');
    expect(text).toContain('Steps. Default: 4.');
  });

  it('follow other settings, as the help says', () => {
    expect(read('--optimizer adamw').config.learningRate).toBe(0.002);
    expect(read('--optimizer adamw --learning-rate 0.1').config.learningRate).toBe(0.1);
    expect(read('--learning-rate 0.1 --optimizer adamw').config.learningRate).toBe(0.1);
    const text = usageOf(table, 'trains.').replace(/\s+/g, ' ');
    expect(text).toContain('Default: 0.1. With --optimizer adamw: 0.002.');
    expect(text).toContain('No effect with --optimizer adamw or --momentum 0.');
    const few = usageOf({ ...table, settings: ['nesterov', 'warmup'] }, 'few.');
    expect(few).not.toContain('No effect');
  });
});

describe('mistakes', () => {
  it.each([
    [
      '--learning-rat 1',
      'train has no option --learning-rat: did you mean --learning-rate? (resnet train --help lists all.)',
    ],
    ['--lr 1', /has no option --lr: did you mean --/],
    ['-e 3', /has no option -e/],
    ['--learning-rate fast', '--learning-rate must be a number from 0 to 10, but it is "fast".'],
    ['--learning-rate', '--learning-rate needs a value.'],
    ['--learning-rate -1', '--learning-rate must be a number from 0 to 10, but it is "-1".'],
    ['--out --json', '--out needs a value.'],
    ['--out=', '--out needs a value.'],
    ['--json=maybe', '--json takes no value, but it was given "maybe".'],
    ['--size 1.5', '--size must be a whole number from 1 to 512, but it is "1.5".'],
    ['--model resnet19', /--model must be resnet8, .* or resnet152, but it is "resnet19"/],
    ['--nesterov=maybe', '--nesterov must be true or false, but it is "maybe".'],
    ['--no-epochs', /has no option --no-epochs/],
    ['resnet18', /does not know what to do with "resnet18"/],
    ['--blocks 1,0', 'Each of --blocks must be a whole number from 1 to 200, but it is "0".'],
  ])('%s', (line, message) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(message);
  });
});

describe('help', () => {
  it('names every setting with its default and every extra', () => {
    const text = usageOf(table, 'train a network.');
    for (const key of settingKeys) {
      const flag = settings[key].kind === 'boolean' ? `--[no-]${flagOf(key)}` : `--${flagOf(key)} `;
      expect(text).toContain(flag);
      expect(text.replace(/\s+/g, ' ')).toContain(`Default: ${formatSetting(key, defaultConfig[key])}.`);
    }
    expect(text).toMatch(/--out DIR\s+Where to\./);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(102);
  });
});
