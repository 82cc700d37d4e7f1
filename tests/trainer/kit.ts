/** What the trainer's tests share: real pictures, the real stock engine on the CPU, a record of what it was asked. */
import { fileSource } from '../../src/data/node/fileSource.ts';
import { sharpDecoder } from '../../src/data/node/sharpDecoder.ts';
import { openShards } from '../../src/data/openShards.ts';
import type { Dataset, PictureStream } from '../../src/data/pictures.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import type { Engine, ImageBatch } from '../../src/nn/engine.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { createTrainer, type Trainer, type TrainerOptions } from '../../src/trainer/trainer.ts';
import type { DeviceInfo, EventOf, RunEvent, RunOutcome } from '../../src/training/events.ts';
import { defaultConfig, type RunConfig, type StepSettings } from '../../src/training/settings.ts';
import { preparedManifest } from '../data/prepared.ts';

export const cpu: DeviceInfo = {
  backend: 'cpu',
  name: 'test',
  software: true,
  reason: { kind: 'text', text: 'A test asked for it.' },
};

/** 10 pictures in batches of 4: the last batch of an epoch holds 2. */
export const tiny: RunConfig = {
  ...defaultConfig,
  blocks: [1],
  width: 2,
  epochs: 2,
  batchSize: 4,
  trainImages: 10,
  testImages: 6,
  seed: 7,
  schedule: 'constant',
  learningRate: 0.05,
};
export const tinySteps = 3;

/** The first pictures of the real data. */
export async function realPictures({ seed, trainImages, testImages } = tiny): Promise<Dataset> {
  await preparedManifest();
  const source = fileSource('cifar10');
  return openShards({ facts: cifar10, source, decoder: sharpDecoder, seed, trainImages, testImages });
}

/** A stream that withholds pictures until they are released, or fails. */
export function held(stream: PictureStream) {
  let count = 0;
  let failure: Error | undefined;
  let wake = () => {};
  let changed: Promise<void>;
  const renew = () => {
    changed = new Promise((resolve) => {
      wake = resolve;
    });
  };
  renew();
  const change = () => {
    const woken = wake;
    renew();
    woken();
  };
  const asked: number[] = [];
  return {
    asked,
    release(n: number) {
      count = n;
      change();
    },
    fail(error: Error) {
      failure = error;
      change();
    },
    stream: {
      size: stream.size,
      labels: stream.labels,
      imageSize: stream.imageSize,
      arrivalOrder: stream.arrivalOrder,
      ready: (numbers) => stream.ready(numbers),
      gather: (numbers, into) => stream.gather(numbers, into),
      async arrived(n) {
        asked.push(n);
        while (n > count && !failure) await changed;
        if (failure) throw failure;
        await stream.arrived(n);
      },
    } satisfies PictureStream,
  };
}

export interface Asked {
  readonly batch: ImageBatch;
  readonly settings: StepSettings;
}

/** The real engine, with a record of the training steps it was asked for. */
function recorded(engine: Engine) {
  const steps: Asked[] = [];
  const evaluated: ImageBatch[] = [];
  const proxy = new Proxy(engine, {
    get(target, key) {
      if (key === 'trainStep')
        return (batch: ImageBatch, settings: StepSettings) => {
          steps.push({ batch, settings });
          target.trainStep(batch, settings);
        };
      if (key === 'trainStepWithVitals')
        return (batch: ImageBatch, settings: StepSettings) => {
          steps.push({ batch, settings });
          return target.trainStepWithVitals(batch, settings);
        };
      if (key === 'evaluateBatch')
        return (batch: ImageBatch) => {
          evaluated.push(batch);
          target.evaluateBatch(batch);
        };
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { engine: proxy, steps, evaluated };
}

export interface TestRun {
  readonly trainer: Trainer;
  readonly events: RunEvent[];
  readonly steps: Asked[];
  readonly evaluated: ImageBatch[];
  readonly engine: Engine;
  of<T extends RunEvent['type']>(type: T): EventOf<T>[];
  /** Calls back at every event, after it was recorded. */
  onEvent(listener: (event: RunEvent) => void): void;
  readonly outcome: () => Promise<RunOutcome>;
}

/** A trainer on the real engine with everything it says written down. */
export function testRun(
  data: Dataset,
  config: RunConfig = tiny,
  more: Partial<TrainerOptions> = {},
): TestRun {
  const events: RunEvent[] = [];
  const listeners: ((event: RunEvent) => void)[] = [];
  const record = recorded(more.engine ?? createEngine(config, data, { backend: 'cpu' }));
  const trainer = createTrainer({
    runId: 'test',
    config,
    device: cpu,
    data,
    ...more,
    engine: record.engine,
    emit: (event) => {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
  });
  return {
    ...record,
    trainer,
    events,
    of: <T extends RunEvent['type']>(type: T) => events.filter((e): e is EventOf<T> => e.type === type),
    onEvent: (listener) => void listeners.push(listener),
    outcome: async () => {
      try {
        return await trainer.run();
      } finally {
        record.engine.dispose();
      }
    },
  };
}

/** Enough turns of the event loop for anything that is going to happen to happen. */
export async function settle(turns = 40): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Resolves when the condition holds. The deadline is nearly a test's own: on a busy machine even a tiny network takes
 * its time, and only a condition that never comes about should fail.
 */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 250_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It never came about.');
    await settle(2);
  }
}
