/** A run on the fused engine whose depth changes ends with the same bits each time, also across an interruption. */
import { beforeAll, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { type Origin, openRun } from '../../src/trainer/openRun.ts';
import type { DeviceInfo, RunEvent } from '../../src/training/events.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { trainingBackend } from '../webgpu/harness.ts';
import { useTrainingBackend } from '../webgpu/node.ts';
import { realPictures, tiny } from './kit.ts';

useTrainingBackend();

const config: RunConfig = {
  ...tiny,
  blocks: [1, 1],
  width: 4,
  trainImages: 8,
  testImages: 4,
  epochs: 3,
  depthAt: [
    { after: 1, blocks: [2, 2] },
    { after: 2, blocks: [2, 1] },
  ],
};
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

async function run(
  of: RunConfig,
  origin?: Origin,
  onEvent: (event: RunEvent, stop: () => void) => void = () => {},
) {
  const saved: Checkpoint[] = [];
  const events: RunEvent[] = [];
  const opened = openRun({
    runId: 'test',
    config: of,
    openDevice: async () => ({ info: device }),
    openData: async () => data,
    tuningStore: { get: async () => undefined, set: async () => {} },
    emit: (event) => {
      events.push(event);
      onEvent(event, opened.stop);
    },
    origin: origin && (async () => origin),
    save: async (checkpoint) => void saved.push(readCheckpointFile(checkpointFile(checkpoint))),
  });
  const outcome = await opened.run();
  return { saved, events, outcome };
}

const bits = ({ saved }: { saved: Checkpoint[] }) => {
  const { state, epochs, config: of } = saved.at(-1)!;
  const tensors = [...state.weights, ...state.slots].map(({ name, data: values }) => [
    name,
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  ]);
  return {
    blocks: of.blocks,
    tensors,
    losses: epochs.map(({ trainLoss, testLoss }) => [trainLoss, testLoss]),
  };
};

it('keeps to its schedule to the bit', async () => {
  const whole = await run(config);
  expect(whole.outcome).toBe('finished');
  expect(whole.events.filter(({ type }) => type === 'change')).toHaveLength(2);
  const first = await run(config, undefined, (event, stop) => {
    if (event.type === 'epoch' && event.epoch === 1) stop();
  });
  expect(first.outcome).toBe('stopped');
  const rest = await run(config, { kind: 'checkpoint', checkpoint: first.saved.at(-1)! });
  expect(rest.outcome).toBe('finished');
  expect(bits(rest)).toEqual(bits(whole));
  expect(bits(whole).blocks).toEqual([2, 1]);
});

it('has larger batches after the epochs that say so, to the bit', async () => {
  const growing = { ...config, blocks: [1], epochs: 2, depthAt: [], batchDoubling: [1] };
  const whole = await run(growing);
  expect(whole.saved.at(-1)?.epochs.map(({ step }) => step)).toEqual([2, 3]);
  const first = await run(growing, undefined, (event, stop) => {
    if (event.type === 'epoch' && event.epoch === 1) stop();
  });
  expect(first.outcome).toBe('stopped');
  const rest = await run(growing, { kind: 'checkpoint', checkpoint: first.saved.at(-1)! });
  expect(bits(rest)).toEqual(bits(whole));
});

it('goes on as it was where the device has no memory for more', async () => {
  const { device: gpu } = trainingBackend();
  const [push, pop] = [gpu.pushErrorScope.bind(gpu), gpu.popErrorScope.bind(gpu)];
  const plain = { ...config, depthAt: [], epochs: 2 };
  const without = await run(plain);
  let full = false;
  const lacking: boolean[] = [];
  gpu.pushErrorScope = (filter) => {
    // The very next thing is the other network: the one that trains has what it needs.
    const lacks = full && filter === 'out-of-memory';
    if (lacks) full = false;
    lacking.push(lacks);
    push(filter);
  };
  // What a card answers that is full.
  gpu.popErrorScope = async () => {
    const lacks = lacking.pop();
    const error = await pop();
    return lacks ? ({ message: 'full' } as GPUError) : error;
  };
  try {
    const starved = await run({ ...plain, depthAt: [{ after: 1, blocks: [3, 3] }] }, undefined, (event) => {
      if (event.type === 'progress' && event.task === 'depth') full = true;
    });
    expect(starved.outcome).toBe('finished');
    expect(starved.events.filter(({ type }) => type === 'refusal')).toMatchObject([
      { problem: { kind: 'depth-no-memory', blocks: [3, 3] } },
    ]);
    expect(bits(starved)).toEqual(bits(without));
  } finally {
    Object.assign(gpu, { pushErrorScope: push, popErrorScope: pop });
  }
});
