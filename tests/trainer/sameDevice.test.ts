/** A run that would go on with other numbers than it would have had is asked about before it does. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { type Origin, openRun } from '../../src/trainer/openRun.ts';
import { keptKernels } from '../../src/trainer/sameDevice.ts';
import type { RunEvent } from '../../src/training/events.ts';
import { cpu, realPictures, tiny } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

async function run(origin?: Origin, stopAt?: number) {
  const events: RunEvent[] = [];
  const saved: Checkpoint[] = [];
  const opened = openRun({
    runId: 'test',
    config: tiny,
    openDevice: async () => ({ info: cpu }),
    openData: async () => data,
    tuningStore: { get: async () => undefined, set: async () => {} },
    emit: (event) => {
      events.push(event);
      if (event.type === 'epoch' && event.epoch === stopAt) opened.stop();
    },
    origin: origin && (async () => origin),
    save: async (checkpoint) => void saved.push(checkpoint),
  });
  const outcome = await opened.run();
  return { outcome, events, saved, end: events.find((event) => event.type === 'end') };
}

describe('a checkpoint', () => {
  it('says what trained it', async () => {
    const { saved } = await run(undefined, 1);
    expect(saved.at(-1)?.device).toEqual({ backend: 'cpu', name: 'test' });
    // The stock engine has one way to compute a convolution.
    expect(saved.at(-1)?.kernels).toBeUndefined();
  });

  it('of another device does not go on by itself, but waits for an answer', async () => {
    const { saved } = await run(undefined, 1);
    const [first] = saved;
    if (!first) throw new Error('Nothing was saved.');
    const before = { backend: 'webgpu', name: 'a card' } as const;
    const checkpoint = { ...first, device: before };

    const asked = await run({ kind: 'checkpoint', checkpoint });
    const now = { backend: 'cpu', name: 'test' } as const;
    expect(asked.end).toMatchObject({
      outcome: 'stopped',
      step: checkpoint.position.step,
      problem: { kind: 'other-device', before, now },
    });
    expect(asked.events.some(({ type }) => type === 'start')).toBe(false);

    for (const accepted of [now, 'any'] as const) {
      const { outcome } = await run({ kind: 'checkpoint', checkpoint, accepted });
      expect(outcome).toBe('finished');
    }
    // A third device is a new question.
    const third = await run({ kind: 'checkpoint', checkpoint, accepted: { backend: 'webgl', name: '' } });
    expect(third.end?.problem?.kind).toBe('other-device');
  });

  it('of the first format, which does not say, goes on', async () => {
    const { saved } = await run(undefined, 1);
    const [first] = saved;
    if (!first) throw new Error('Nothing was saved.');
    const { device: _, ...checkpoint } = first;
    expect((await run({ kind: 'checkpoint', checkpoint })).outcome).toBe('finished');
    // And no more is tuned in the midst of it.
    expect(keptKernels(checkpoint, tiny, cpu)).toEqual({ tune: false });
  });
});
