/** The small parts of the run loop on their own: clock, in-flight window, batches, size of an evaluation's batches. */
import { describe, expect, it } from 'vitest';
import type { PictureStream } from '../../src/data/pictures.ts';
import { TrainBatches } from '../../src/trainer/batches.ts';
import { Clock } from '../../src/trainer/clock.ts';
import { InFlightWindow } from '../../src/trainer/inFlight.ts';
import { Metrics, type StepWindow } from '../../src/trainer/metrics.ts';
import { evaluationBatchSize } from '../../src/training/memory.ts';
import { makeSpec } from '../specs.ts';
import { settle } from './kit.ts';

describe('clock', () => {
  it('leaves pauses out, however often it is told', () => {
    let now = 100;
    const clock = new Clock(() => now);
    now += 5;
    clock.pause();
    clock.pause();
    now += 50;
    expect(clock.seconds).toBe(5);
    clock.resume();
    clock.resume();
    now += 2;
    expect(clock.seconds).toBe(7);
  });
});

describe('the in-flight window', () => {
  it('has room for two where work is short', async () => {
    const inFlight = new InFlightWindow({ brief: true });
    const ends: (() => void)[] = [];
    const work = () => inFlight.add(new Promise<void>((resolve) => ends.push(resolve)));
    await inFlight.room();
    work();
    await inFlight.room();
    work();
    let room = false;
    const third = inFlight.room().then(() => {
      room = true;
    });
    await settle(3);
    expect(room).toBe(false);
    ends[0]?.();
    await third;
    expect(room).toBe(true);
  });

  it('has room for one until a piece of work was short, and again where one is long: a stop waits for all', async () => {
    let now = 0;
    const inFlight = new InFlightWindow({ now: () => now });
    const ends: (() => void)[] = [];
    /** Enqueues a piece as soon as there is room. */
    const next = async () => {
      await inFlight.room();
      inFlight.add(new Promise<void>((resolve) => ends.push(resolve)));
    };
    const finish = async (seconds: number) => {
      now += seconds;
      ends.shift()?.();
      await settle(3);
    };
    const pieces = Promise.all([1, 2, 3, 4, 5].reduce<Promise<void>[]>((all) => [...all, (all.at(-1) ?? Promise.resolve()).then(next)], [])); // biome-ignore format: short
    await settle(3);
    expect(ends).toHaveLength(1);
    await finish(20);
    expect(ends).toHaveLength(1);
    await finish(0.2);
    expect(ends).toHaveLength(2);
    // Long again: what is enqueued is waited for before the next.
    await finish(5);
    expect(ends).toHaveLength(1);
    await finish(5);
    expect(ends).toHaveLength(1);
    await pieces;
  });

  /**
   * Enqueues steps as soon as there is room, for four seconds of a made-up clock.
   * @param step Seconds that the device takes for one that is enqueued at a time.
   * @param look Seconds between the moments at which a browser looks what is done.
   * @returns steps a second and the greatest device time in the window, over the last second.
   */
  async function train(step: (at: number) => number, look: number): Promise<{ rate: number; held: number }> {
    let now = 0;
    const inFlight = new InFlightWindow({ brief: true, now: () => now });
    const device: { end: number; tell: () => void }[] = [];
    let deviceFree = 0;
    let steps = 0;
    let held = 0;
    const producer = (async () => {
      for (;;) {
        await inFlight.room();
        if (now >= 4) return;
        deviceFree = Math.max(now, deviceFree) + step(now);
        if (now > 3) held = Math.max(held, deviceFree - now);
        const end = deviceFree;
        inFlight.add(new Promise((tell) => device.push({ end, tell })));
      }
    })();
    await settle(3);
    for (let tick = 1; now < 4; tick++) {
      now = tick * look;
      while (device[0] && device[0].end <= now + 1e-9) {
        device.shift()?.tell();
        if (now > 3) steps++;
        await settle(3);
      }
    }
    for (const { tell } of device) tell();
    await producer;
    return { rate: steps, held };
  }

  it.each([1, 2, 5, 10, 16])(
    'keeps a device busy whose steps of %d ms are told of every 100 ms',
    async (ms) => {
      const { rate, held } = await train(() => ms / 1000, 0.1);
      expect(rate).toBeGreaterThan(0.95 * (1000 / ms));
      expect(rate).toBeGreaterThan(50);
      expect(held).toBeLessThan(0.25);
    },
  );

  it.each([2, 10, 60])('holds no more than two steps of %d ms where they are told of at once', async (ms) => {
    const { rate, held } = await train(() => ms / 1000, 0.0005);
    expect(rate).toBeGreaterThan(0.95 * (1000 / ms));
    expect(held).toBeLessThan((2.1 * ms) / 1000);
  });

  it('narrows again where the device becomes slower', async () => {
    const { held } = await train((at) => (at < 2 ? 0.002 : 0.05), 0.1);
    expect(held).toBeLessThan(0.3);
  });

  it('hands on what went wrong, once', async () => {
    const inFlight = new InFlightWindow({ limit: 1 });
    inFlight.add(Promise.reject(new Error('lost')));
    await expect(inFlight.room()).rejects.toThrow('lost');
  });
});

describe('metrics', () => {
  it('report the steps of a quarter second together, in order, weighed by their pictures', async () => {
    let now = 0;
    const windows: StepWindow[] = [];
    const reads = [
      { loss: 4, correct: 1, images: 2 },
      { loss: 3, correct: 2, images: 3 },
      { loss: 9, correct: 0, images: 4 },
    ];
    const metrics = new Metrics({
      engine: { readTrainTotals: async () => reads.shift() ?? { loss: 0, correct: 0, images: 0 } },
      seconds: () => now,
      onStep: () => {},
      onWindow: (w) => windows.push(w),
    });
    now = 0.1;
    await metrics.stepEnqueued(1, 0.5);
    expect(windows).toEqual([]);
    now = 0.3;
    await metrics.stepEnqueued(2, 0.6);
    expect(windows).toEqual([{ loss: 7, correct: 3, images: 5, step: 2, learningRate: 0.6, seconds: 0.3 }]);
    now = 0.4;
    await metrics.stepEnqueued(3, 0.7);
    await metrics.flush();
    await metrics.flush();
    expect(windows).toHaveLength(2);
    expect(windows[1]).toMatchObject({ loss: 9, images: 4, step: 3 });
    expect(windows[1]?.seconds).toBeCloseTo(0.1, 12);
  });
});

/** Streams tell sizes only: batches are made of numbers before pixels. */
function stream(size: number): PictureStream {
  return {
    size,
    labels: new Uint8Array(size),
    imageSize: 32,
    arrivalOrder: Int32Array.from({ length: size }, (_, i) => i),
    arrived: () => Promise.resolve(),
    ready: () => Promise.resolve(),
    gather: (numbers, into) => into.labels.set(Array.from(numbers)),
  };
}

describe('training batches', () => {
  it('begin when two shards are in, move on by shards, and need all from the second epoch on', () => {
    const batches = new TrainBatches(stream(5000), { seed: 1, batchSize: 128, batchDoubling: [] });
    const needs = Array.from({ length: 40 }, (_, i) => batches.arrivalsNeeded(0, i));
    expect(needs[0]).toBe(2000);
    expect(needs[6]).toBe(2000);
    // Batch 7 reaches position 1023.
    expect(needs[7]).toBe(3000);
    expect(needs[39]).toBe(5000);
    expect(batches.arrivalsNeeded(1, 0)).toBe(5000);
  });

  it('only hold pictures that were asked for first', () => {
    const batches = new TrainBatches(stream(5000), { seed: 3, batchSize: 128, batchDoubling: [] });
    for (let i = 0; i < 40; i++) {
      // This stream's labels are the picture numbers, and it arrives in their order.
      const { labels } = batches.batch(0, i, []);
      expect(Math.max(...labels)).toBeLessThan(batches.arrivalsNeeded(0, i));
    }
  });

  it('double in size after the epochs that say so, and hold every picture once all the same', () => {
    const batches = new TrainBatches(stream(30), { seed: 5, batchSize: 4, batchDoubling: [1, 2] });
    expect(batches.sizesFrom(0, 3)).toEqual([4, 2, 8, 6, 16, 14]);
    expect(batches.sizesFrom(2, 3)).toEqual([16, 14]);
    for (const [epoch, steps] of [8, 4, 2].entries()) {
      const labels = Array.from({ length: steps }, (_, i) => [...batches.batch(epoch, i, []).labels]);
      expect(labels.map(({ length }) => length)).toEqual(labels.map((_, i) => batches.sizeOf(epoch, i)));
      expect(new Set(labels.flat()).size).toBe(30);
    }
  });

  it('can be made in any order', () => {
    const config = { seed: 5, batchSize: 7, batchDoubling: [] };
    const forward = new TrainBatches(stream(30), config);
    const kept = [0, 1, 2].flatMap((e) => [0, 1, 2, 3, 4].map((i) => forward.batch(e, i, ['crop'])));
    const backward = new TrainBatches(stream(30), config);
    const again = [2, 1, 0].flatMap((e) => [4, 3, 2, 1, 0].map((i) => backward.batch(e, i, ['crop'])));
    expect(again.reverse()).toEqual(kept);
  });
});

describe('evaluation batches', () => {
  it('shrink with the widest feature map', () => {
    expect(evaluationBatchSize(makeSpec('resnet20'))).toBe(100);
    expect(evaluationBatchSize(makeSpec('resnet18'))).toBe(100);
    // 256 channels of 32×32 floats: 1 MiB a picture.
    expect(evaluationBatchSize(makeSpec('resnet152'))).toBe(64);
    expect(
      evaluationBatchSize(
        makeSpec({ block: 'bottleneck', blocks: [1], width: 512, stem: 'cifar' }, { inputSize: 512 }),
      ),
    ).toBe(1);
  });
});
