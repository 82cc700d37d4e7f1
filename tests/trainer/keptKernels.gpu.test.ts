/**
 * A run keeps its kernels for its life: one that is resumed on a device that was tuned on meanwhile ends with the very bits of
 * one that never stopped, and asks first where its kernels exist no more.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { type Origin, openRun } from '../../src/trainer/openRun.ts';
import { specOf } from '../../src/training/config.ts';
import type { DeviceInfo, RunEvent } from '../../src/training/events.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import type { TextStore } from '../../src/webgpu/tuningCache.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { tuningKey, variantsOf } from '../../src/webgpu/variants.ts';
import { trainingBackend } from '../webgpu/harness.ts';
import { useTrainingBackend } from '../webgpu/node.ts';
import { realPictures, tiny } from './kit.ts';

useTrainingBackend();

const config: RunConfig = { ...tiny, width: 8, tuning: 'on', trainImages: 8 };
const device: DeviceInfo = {
  backend: 'webgpu',
  name: 'a card',
  software: true,
  reason: { kind: 'text', text: 'A test asked for it.' },
};
let data: Dataset;
beforeAll(async () => {
  data = await realPictures(config);
});

/** What a device knows on which each pass was found fastest by its n-th variant, from the end; there is nothing more to measure. */
function tunedTo(place: number): TextStore {
  const { traits } = trainingBackend();
  const passes = tuningTasks(structureOf(specOf(config)), config.batchSize, config).map(({ shape, pass }) => {
    const variant = variantsOf(shape, pass, traits).at(-1 - place);
    return [tuningKey(shape, pass), { variant, open: [], looks: 1 }] as const;
  });
  return { get: async () => JSON.stringify(Object.fromEntries(passes)), set: async () => {} };
}

interface Ended {
  readonly saved: readonly Checkpoint[];
  readonly tuned: number;
  readonly events: readonly RunEvent[];
}

/** A run of two epochs, or one that is stopped after some. */
async function run(store: TextStore, origin?: Origin, stopAt?: number): Promise<Ended> {
  const backend = trainingBackend();
  // As after a reload.
  backend.tuning = new Map();
  const saved: Checkpoint[] = [];
  const events: RunEvent[] = [];
  const opened = openRun({
    runId: 'test',
    config,
    openDevice: async () => ({ info: device }),
    openData: async () => data,
    tuningStore: store,
    emit: (event) => {
      events.push(event);
      if (event.type === 'epoch' && event.epoch === stopAt) opened.stop();
    },
    origin: origin && (async () => origin),
    save: async (checkpoint) => void saved.push(readCheckpointFile(checkpointFile(checkpoint))),
  });
  await opened.run();
  const tuned = events.filter((event) => event.type === 'progress' && event.task === 'tune').length;
  return { saved, tuned, events };
}

const bits = ({ saved }: Ended) => {
  const { state, epochs } = saved.at(-1)!;
  const tensors = [...state.weights, ...state.slots].map(({ name, data: values }) => [
    name,
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  ]);
  return { tensors: Object.fromEntries(tensors), losses: epochs.map((e) => [e.trainLoss, e.testLoss]) };
};

describe('a run that was stopped while its device was tuned on', () => {
  let whole: Ended;
  let stopped: Checkpoint;
  beforeAll(async () => {
    whole = await run(tunedTo(0));
    stopped = (await run(tunedTo(0), undefined, 1)).saved.at(-1)!;
  });

  it('ends with the bits of one that never stopped, and measures no more', async () => {
    const resumed = await run(tunedTo(1), { kind: 'checkpoint', checkpoint: stopped });
    expect(bits(resumed)).toEqual(bits(whole));
    expect(resumed.tuned).toBe(0);
    expect(resumed.saved.at(-1)?.kernels).toEqual(whole.saved.at(-1)?.kernels);
  });

  it('would not, had the checkpoint not said which kernels it used', async () => {
    const { kernels: _, ...checkpoint } = stopped;
    const resumed = await run(tunedTo(1), { kind: 'checkpoint', checkpoint });
    expect(bits(resumed)).not.toEqual(bits(whole));
  });

  it('asks first where a kernel exists no more, and goes on where that is accepted', async () => {
    const { kernels } = stopped;
    const [[pass] = ['']] = Object.entries(kernels ?? {});
    const checkpoint = { ...stopped, kernels: { ...kernels, [pass]: 'magic 1 2 3' } };
    const asked = await run(tunedTo(0), { kind: 'checkpoint', checkpoint });
    expect(asked.events.at(-1)).toMatchObject({
      type: 'end',
      outcome: 'stopped',
      problem: { kind: 'kernels-gone', now: { backend: 'webgpu', name: 'a card' } },
    });
    const accepted = await run(tunedTo(0), { kind: 'checkpoint', checkpoint, accepted: device });
    expect(accepted.events.at(-1)).toMatchObject({ type: 'end', outcome: 'finished' });
  });
});
