/**
 * The exported PyTorch project under Python, but without PyTorch: the tests of python/, the syntax of every network's
 * model.py, and functions that must agree with ours. Needs python3, and nothing that is installed into it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { projectTexts } from '#pytorch-project';
import { branchFactors, drawsFor } from '../../src/data/draws.ts';
import { contentHash } from '../../src/data/own/contentHash.ts';
import { inSplits } from '../../src/data/own/splits.ts';
import { PictureStore } from '../../src/data/pictureStore.ts';
import { generatorFor, range, shuffle, uniformInt } from '../../src/data/random.ts';
import { epochOrder } from '../../src/data/sampler.ts';
import { imagesPerShard, type SpriteLayout } from '../../src/data/sprite.ts';
import { runEvents } from '../../src/formats/tensorboard/runEvents.ts';
import { blockKinds, normKinds, shortcutKinds, stemKinds } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { averagingAt } from '../../src/nn/optimizer.ts';
import { configFrom, specOf } from '../../src/training/config.ts';
import { type EpochEvent, noteEpochLine } from '../../src/training/events.ts';
import { scheduleFactor } from '../../src/training/schedule.ts';
import { defaultConfig, type RunConfig, settingKeys, settings } from '../../src/training/settings.ts';
import { ownFacts } from './ownFacts.ts';
import { epoch, inputOf, textsOf } from './project.ts';
import { needPython, python } from './runPython.ts';

beforeEach(needPython);

test('the tests that are written in Python pass', () => {
  const { status, stderr } = python(['-W', 'error', '-m', 'unittest', 'discover']);
  expect(stderr).toMatch(/^Ran [1-9]\d* tests in .*\n\nOK$/m);
  expect(status).toBe(0);
});

describe('syntax', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'resnet-pytorch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every choice gives a project that compiles', () => {
    const ours = Object.keys(projectTexts).filter((path) => path.endsWith('.py')).length;
    const specs = blockKinds.flatMap((block) =>
      shortcutKinds.flatMap((shortcut) =>
        normKinds.flatMap((norm) => stemKinds.map((stem) => ({ block, shortcut, norm, stem }))),
      ),
    );
    const runs: Partial<RunConfig>[] = [
      ...settings.schedule.choices.map((schedule) => ({ schedule })),
      ...settings.optimizer.choices.map((optimizer) => ({ optimizer })),
      ...settings.augment.choices.map((choice) => ({ augment: [choice] })),
      ...settings.decay.choices.map((decay) => ({ decay })),
      { augment: [], momentum: 0, nesterov: false },
      ...[1, 2, 3, 4].map((stages) => ({ blocks: Array<number>(stages).fill(1) })),
    ];
    const texts = [...specs, ...runs].flatMap((change) => {
      const project = textsOf(inputOf({ blocks: [1, 2], width: 4, ...change }));
      const code = [...project].filter(([path]) => path.endsWith('.py'));
      expect(code.length).toBe(ours + 1);
      return code.map(([, text]) => text);
    });
    const files = [...new Set(texts)].map((text, i) => {
      const file = join(folder, `text${i}.py`);
      writeFileSync(file, text);
      return file;
    });
    // Those that never differ, and one for each of these networks at least.
    expect(files.length).toBeGreaterThanOrEqual(ours + specs.length);
    // The source alone: -W error also refuses what is only about to become wrong, such as unknown escapes.
    const { stderr, status } = python(['-W', 'error', '-m', 'py_compile', ...files]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('py_compile refuses what is not Python', () => {
    const bad = join(folder, 'bad.py');
    writeFileSync(bad, 'def broken(:\n');
    const { status, stderr } = python(['-m', 'py_compile', bad]);
    expect(status).not.toBe(0);
    expect(stderr).toContain('SyntaxError');
  });
});

describe('functions that are ours too', () => {
  /** Calls a function of the project: lists of arguments in, results out. */
  function call(module: string, name: string, calls: readonly (readonly unknown[])[]): unknown[] {
    const { status, stdout, stderr } = python(['call.py', module, name], JSON.stringify(calls));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return JSON.parse(stdout) as unknown[];
  }

  test.each(settings.schedule.choices)('the schedule %s is ours at every step', (schedule) => {
    const cases = [
      { epochs: 10, warmup: 0, total: 50 },
      { epochs: 10, warmup: 2.5, total: 95 },
      { epochs: 3, warmup: 3, total: 7 },
      { epochs: 1, warmup: 0, total: 1 },
    ].flatMap(({ epochs, warmup, total }) =>
      Array.from({ length: total }, (_, step) => ({
        config: { schedule, learningRate: 0.1, epochs, warmup },
        step,
        total,
      })),
    );
    const theirs = call(
      'optimizer',
      'schedule_factor',
      cases.map((c) => [c.config, c.step, c.total]),
    );
    theirs.forEach((factor, i) => {
      const { config, step, total } = cases[i]!;
      expect(factor).toBeCloseTo(scheduleFactor(config, step, total), 12);
    });
  });

  test('the share of the old in averages is ours', () => {
    const cases = [0.5, 0.99, 0.9999].flatMap((ema) => [1, 2, 10, 500].map((step) => [ema, step] as const));
    const theirs = call('averages', 'averaging', cases);
    theirs.forEach((share, i) => {
      expect(share).toBeCloseTo(averagingAt(...cases[i]!), 12);
    });
  });

  const seeds = [0, 7, 2 ** 31 - 1];

  test('the order of the pictures is ours in every epoch', () => {
    const cases = seeds.flatMap((seed) => [0, 1, 5].map((epoch) => [2600, seed, epoch] as const));
    const orders = call('draws', 'epoch_order', cases);
    cases.forEach(([size, seed, epoch], i) => {
      const shards = shuffle(range(Math.ceil(size / imagesPerShard)), generatorFor(seed, 'arrival'));
      const layout = { imageBytes: 3 } as SpriteLayout;
      const { arrivalOrder } = new PictureStore(new Uint8Array(size), shards, layout);
      expect(orders[i]).toEqual([...epochOrder({ arrivalOrder, seed, epoch })]);
    });
  });

  describe("of a data set of one's own", () => {
    const side = 2;
    const draw = generatorFor(1, 'own');
    /** Some twice, and many alike at first. */
    const pictures = Array.from({ length: 300 }, (_, i) => ({
      label: i % 7,
      pixels: Array.from({ length: side * side * 3 }, (__, at) =>
        at < 9 ? 200 : uniformInt(draw, 0, 2) + 126,
      ),
    }));
    const split = (some: typeof pictures) => ({
      pixels: Uint8Array.from(some.flatMap(({ pixels }) => pixels)),
      labels: Uint16Array.from(some, ({ label }) => label),
    });
    const listed = (some: typeof pictures) => some.map(({ pixels, label }) => [pixels, label] as const);

    test('the order of the pictures is ours', () => {
      const brought = (['train', 'test'] as const).flatMap((name) =>
        pictures.map(({ label, pixels }) => ({
          label,
          split: name,
          source: 0,
          pixels: Uint8Array.from(pixels),
        })),
      );
      const { train, test: tested } = inSplits(brought, 'test', 7, 5);
      const theirs = call('folders', 'in_content_order', [
        [listed(pictures), 0],
        [listed(pictures.toReversed()), 1],
      ]);
      const ours = [train, tested].map((some) => some.map(({ pixels, label }) => [[...pixels], label]));
      expect(theirs).toEqual(ours);
    });

    test('the hash is ours, whatever the classes are called', async () => {
      const [train, test_] = [pictures.slice(0, 200), pictures.slice(200)];
      const names = [ownFacts.classes, ['half \ud83d', 'a pair \ud83d\ude00 \u007f\u2028', '\u0001\b/"\\']];
      const cases = names.map((classes) => [classes, side, { train: listed(train), test: listed(test_) }]);
      const ours = names.map((classes) =>
        contentHash(classes, side, { train: split(train), test: split(test_) }),
      );
      expect(call('folders', 'content_hash', cases)).toEqual(await Promise.all(ours));
    });
  });

  test('crops, mirrors and cutouts are ours', () => {
    const cases = seeds.flatMap((seed) => [0, 31, 49_999].map((picture) => [32, seed, 3, picture] as const));
    const drawn = call('draws', 'one_picture_draws', cases);
    cases.forEach(([imageSize, seed, epoch, picture], i) => {
      const draws = drawsFor({
        seed,
        epoch,
        pictures: [picture],
        imageSize,
        augment: settings.augment.choices,
      });
      expect(drawn[i]).toEqual([...draws]);
    });
  });

  test('the blocks that a step leaves out are ours', () => {
    const blocks = [3, 3, 3];
    const cases = seeds.flatMap((seed) => [0, 40].map((index) => [seed, 2, index, 9, 0.5] as const));
    const factors = call('draws', 'branch_factors', cases) as number[][];
    cases.forEach(([seed, epoch, index, , stochasticDepth], i) => {
      const config = { seed, blocks, shortcut: 'projection', stochasticDepth } as const;
      expect(Float32Array.from(factors[i]!)).toEqual(branchFactors(config, epoch, index));
    });
  });

  test('new blocks begin with our numbers', () => {
    const structure = structureOf(specOf({ ...defaultConfig, blocks: [2], width: 4 }));
    const name = 'layer1.1.features.3.weight';
    for (const seed of seeds) {
      const tensor = initialWeights(structure, 'he', seed).find((weight) => weight.name === name)!;
      const [drawn] = call('depth', 'he_normal', [[tensor.shape, seed, name]]) as number[][];
      expect(Float32Array.from(drawn!)).toEqual(tensor.data);
    }
  });

  test('settings are written as our files have them', () => {
    const config: RunConfig = {
      ...defaultConfig,
      weightDecay: 1e-7,
      augment: [],
      depthAt: [
        { after: 2, blocks: [3, 4, 3] },
        { after: 5, blocks: [5, 4, 3] },
      ],
    };
    const texts = call(
      'storage',
      'setting_text',
      settingKeys.map((key) => [config[key]]),
    ) as string[];
    const read = configFrom(Object.fromEntries(settingKeys.map((key, i) => [key, texts[i]!])));
    expect(read).toEqual(config);
  });

  test('trackers are told what our event files tell', () => {
    const told = runEvents({ config: defaultConfig, epochs: [epoch], ended: 0 }).flatMap(({ values }) =>
      values.flatMap((value) => ('scalar' in value ? [[value.tag, value.scalar] as const] : [])),
    );
    const [metrics] = call('log', 'metrics_of', [[epoch]]);
    expect(metrics).toEqual({ epoch: epoch.epoch, ...Object.fromEntries(told) });
  });

  test('the epoch line is ours to the character', () => {
    const events: EpochEvent[] = [
      epoch,
      { ...epoch, epoch: 12, epochs: 1000, seconds: 3725.4, trainAccuracy: 1 },
      { ...epoch, seconds: 0.2, testLoss: 12.3456789 },
    ];
    const cases = events.flatMap((event) => [false, true].map((mirrored) => [event, mirrored] as const));
    expect(call('log', 'epoch_line', cases)).toEqual(cases.map((c) => noteEpochLine(...c)));
  });
});
