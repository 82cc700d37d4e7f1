/** A run that was stopped and goes on from its checkpoint ends bit for bit as one that never stopped. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { type Checkpoint, lastIsBest } from '../../src/formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { realPictures, testRun, tiny } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

type Numbers = Pick<
  EpochEvent,
  'epoch' | 'step' | 'trainLoss' | 'trainAccuracy' | 'testLoss' | 'learningRate'
>;
const numbers = (events: readonly EpochEvent[]): Numbers[] =>
  events.map(({ epoch, step, trainLoss, trainAccuracy, testLoss, learningRate }) => ({
    epoch,
    step,
    trainLoss,
    trainAccuracy,
    testLoss,
    learningRate,
  }));

interface Part {
  readonly epochs: EpochEvent[];
  readonly last: Checkpoint;
  readonly saved: Checkpoint[];
  readonly trained: number;
}

/** Runs a config, from a checkpoint or from the start, and stops it after some training steps in all. */
async function part(config: RunConfig, from?: Checkpoint, stopAt = Number.POSITIVE_INFINITY): Promise<Part> {
  const engine = createEngine(config, data, { backend: 'cpu' });
  if (from) engine.importState(from.state);
  const saved: Checkpoint[] = [];
  const run = testRun(data, config, { engine, from, save: async (c) => void saved.push(c) });
  const push = run.steps.push.bind(run.steps);
  run.steps.push = (...items) => {
    const length = push(...items);
    if (length + (from?.position.step ?? 0) === stopAt) run.trainer.stop();
    return length;
  };
  expect(await run.outcome()).toBe(stopAt === Number.POSITIVE_INFINITY ? 'finished' : 'stopped');
  const last = saved[saved.length - 1];
  if (!last) throw new Error('Nothing was saved.');
  if (from) {
    expect(run.of('start')[0]?.step).toBe(from.position.step);
    expect(run.of('start')[0]?.earlier ?? []).toEqual(from.epochs);
  }
  return { epochs: run.of('epoch'), last, saved, trained: run.steps.length };
}

/** Through the file and back: what a process that ended leaves to the next. */
const stored = (c: Checkpoint): Checkpoint => readCheckpointFile(checkpointFile(c));

const sorted = (state: EngineState) =>
  [...state.weights, ...state.slots]
    .map(({ name, shape, data: values }) => ({ name, shape, values: Array.from(values) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

describe('a checkpoint of a run whose feature maps are halves', () => {
  const config: RunConfig = { ...tiny, storage: 'float16' };

  it('holds the loss scaling, which must be a power of two', async () => {
    const { last } = await part(config);
    const scaled = (scale: number): Checkpoint => ({
      ...last,
      config,
      state: { ...last.state, lossScaling: { scale, steady: 17 } },
    });
    const { config: kept, state } = stored(scaled(2 ** 15));
    expect(kept.storage).toBe('float16');
    expect(state.lossScaling).toEqual({ scale: 2 ** 15, steady: 17 });
    for (const scale of [0, 3, 2 ** 25, Number.NaN])
      expect(() => stored(scaled(scale))).toThrow(/lossScaling\.scale/);
    // Files from before it, and of runs without it.
    expect('lossScaling' in stored(last).state).toBe(false);
  });
});

describe('resuming', () => {
  const configs: [string, RunConfig][] = [
    ['SGD, one-cycle', { ...tiny, schedule: 'onecycle', augment: ['crop', 'flip', 'cutout'] }],
    [
      'averaged weights, stochastic depth, blocks from zero, mirrored tests',
      { ...tiny, ema: 0.9, stochasticDepth: 0.5, zeroInit: true, mirrorTest: true },
    ],
    ['AdamW, cosine', { ...tiny, optimizer: 'adamw', learningRate: 1e-3, schedule: 'cosine' }],
  ];

  it.each(configs)('%s, stopped in the middle of an epoch', async (_, config) => {
    const whole = await part(config);
    const first = await part(config, undefined, 2);
    expect(first.last.position).toMatchObject({ step: 2, epoch: 0, totals: { images: 8 } });
    const second = await part(config, stored(first.last));
    expect(second.trained).toBe(4);
    expect(numbers(second.epochs)).toEqual(numbers(whole.epochs));
    expect(sorted(second.last.state)).toEqual(sorted(whole.last.state));
    expect(second.last.state.steps).toBe(6);
  });

  it('thawed on the way: AdamW counts on from where each part was', async () => {
    const frozen: RunConfig = { ...tiny, optimizer: 'adamw', learningRate: 1e-3, freeze: 1 };
    const thawed: RunConfig = { ...frozen, freeze: 0 };
    const first = await part(frozen, undefined, 2);
    expect(first.last.state.missed).toEqual([2]);
    const whole = await part(thawed, stored(first.last));
    const second = await part(thawed, stored(first.last), 4);
    const third = await part(thawed, stored(second.last));
    expect(third.last.state.missed).toEqual([2]);
    expect(sorted(third.last.state)).toEqual(sorted(whole.last.state));
    // That all parts had taken all steps would be another run.
    const { missed: _, ...state } = second.last.state;
    const other = await part(thawed, { ...second.last, state });
    expect(sorted(other.last.state)).not.toEqual(sorted(whole.last.state));
  });

  it('where batches double, before and after they do', async () => {
    const config: RunConfig = { ...tiny, schedule: 'onecycle', batchDoubling: [1], stochasticDepth: 0.5 };
    const whole = await part(config);
    expect(whole.epochs.map(({ step }) => step)).toEqual([3, 5]);
    for (const stopAt of [2, 4]) {
      const first = await part(config, undefined, stopAt);
      const second = await part(config, stored(first.last));
      expect(second.trained).toBe(5 - stopAt);
      expect(numbers(second.last.epochs)).toEqual(numbers(whole.epochs));
      expect(sorted(second.last.state)).toEqual(sorted(whole.last.state));
    }
    // More epochs change nothing of what was.
    const longer = await part({ ...config, epochs: 3, schedule: 'constant' }, stored(whole.last));
    expect(longer.epochs.map(({ step }) => step)).toEqual([7]);
  });

  it('from between two epochs, and before an evaluation that was cut off', async () => {
    const whole = await part(tiny);
    const between = whole.saved[0];
    if (!between) throw new Error('No checkpoint after the first epoch.');
    expect(between.position).toMatchObject({ step: 3, epoch: 1, totals: { loss: 0, correct: 0, images: 0 } });
    const rest = await part(tiny, stored(between));
    expect(numbers(rest.epochs)).toEqual(numbers(whole.epochs.slice(1)));
    expect(numbers(rest.last.epochs)).toEqual(numbers(whole.epochs));

    const cut = await part(tiny, undefined, 3);
    expect(cut.epochs).toEqual([]);
    const after = await part(tiny, stored(cut.last));
    expect(after.trained).toBe(3);
    expect(numbers(after.epochs)).toEqual(numbers(whole.epochs));
  });

  it('keeps live changes', async () => {
    const config = { ...tiny, epochs: 1 };
    const saved: Checkpoint[] = [];
    const run = testRun(data, config, { save: async (c) => void saved.push(c) });
    run.trainer.change({ learningRate: 0.01, augment: [] });
    await run.outcome();
    expect(saved[0] && stored(saved[0]).config).toEqual({ ...config, learningRate: 0.01, augment: [] });
  });
});

describe('checkpoint files', () => {
  it('refuse what is not one', async () => {
    const { last } = await part({ ...tiny, epochs: 1 }, undefined, 1);
    const file = checkpointFile(last);
    expect(readCheckpointFile(file)).toEqual(last);
    expect(readCheckpointFile(Buffer.from(file))).toEqual(last);
    expect(() => readCheckpointFile(file.subarray(0, file.length - 1))).toThrow(/cut short/);
    const broken = { ...last, position: { ...last.position, step: -1 } };
    expect(() => readCheckpointFile(checkpointFile(broken))).toThrow(/not right at "position.step"/);
    const wrong = { ...last, config: { ...last.config, epochs: 0 } };
    expect(() => readCheckpointFile(checkpointFile(wrong))).toThrow(/epochs must be a whole number/);
  });
});

describe('the best epoch', () => {
  const epochs = (...accuracies: number[]) =>
    accuracies.map((testAccuracy) => ({ testAccuracy }) as EpochEvent);
  it('is the first with the highest accuracy', () => {
    expect(lastIsBest([])).toBe(false);
    expect(lastIsBest(epochs(0.1))).toBe(true);
    expect(lastIsBest(epochs(0.1, 0.3))).toBe(true);
    expect(lastIsBest(epochs(0.3, 0.3))).toBe(false);
    expect(lastIsBest(epochs(0.3, 0.2))).toBe(false);
  });
});
