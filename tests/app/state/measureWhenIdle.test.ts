/** The measurement that the page makes by itself: on a graphics card, once, when nothing else is under way. */
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { longestWait, measureWhenIdle } from '../../../src/app/state/measureWhenIdle.ts';
import { createPage } from '../../../src/app/state/page.ts';
import type { Speed, SpeedsState, SpeedsStore } from '../../../src/app/state/speeds.ts';
import { datasetOf } from '../../../src/training/config.ts';
import type { DeviceInfo } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import type { WorkerCommand, WorkerMessage } from '../../../src/worker/protocol.ts';

const gpu: DeviceInfo = { backend: 'webgpu', name: 'G', software: false, reason: { kind: 'text', text: '' } };

function setUp(device: DeviceInfo, speeds: readonly Speed[] = [], search = '') {
  const sent: WorkerCommand[] = [];
  let hear: (message: WorkerMessage) => void = () => {};
  const client = {
    send: (command: WorkerCommand) => void sent.push(command),
    onMessage: (listener: (message: WorkerMessage) => void) => {
      hear = listener;
    },
    onFailure: () => {},
  };
  const page = createPage(client, { read: () => search, write: () => {} });
  const waiting: (() => void)[] = [];
  measureWhenIdle(page, createStore<SpeedsState>(() => ({ speeds })) as SpeedsStore, (call, timeout) => {
    expect(timeout).toBe(longestWait);
    waiting.push(call);
  });
  hear({ type: 'device', device });
  const idle = () => {
    for (const call of waiting.splice(0)) call();
  };
  const measurements = () => sent.filter((command) => command.type === 'bench');
  return { page, idle, measurements };
}

describe('the measurement by itself', () => {
  it('is made on a graphics card of which nothing is known, in the first idle moment', () => {
    const { idle, measurements } = setUp(gpu);
    expect(measurements()).toEqual([]);
    idle();
    expect(measurements()).toMatchObject([{ models: [{ batchSize: 128 }], engines: ['fused'] }]);
  });

  it('takes fewer pictures of a network of which a step takes long', () => {
    const { idle, measurements } = setUp(gpu, [], '?model=resnet152');
    idle();
    const [model] = measurements()[0]?.models ?? [];
    expect(model?.batchSize).toBeLessThan(32);
    expect(model?.spec.classes).toBe(datasetOf(defaultConfig).classes.length);
  });

  it('is not made of a network that would take most of a card: whoever opened the link has not asked for it', () => {
    const { idle, measurements } = setUp(gpu, [], '?blocks=200,200,200,200&width=512&block=bottleneck');
    idle();
    expect(measurements()).toEqual([]);
  });

  it.each([
    ['a software adapter', { software: true }],
    ['WebGL', { backend: 'webgl' as const }],
    ['the CPU', { backend: 'cpu' as const }],
  ])('is not made on %s', (_, more) => {
    const { idle, measurements } = setUp({ ...gpu, ...more });
    idle();
    expect(measurements()).toEqual([]);
  });

  it('is not made where a speed is known, nor during a run', () => {
    const known = setUp(gpu, [{ device: 'webgpu G', engine: 'fused', macs: 1e6, imagesPerSecond: 9 }]);
    known.idle();
    expect(known.measurements()).toEqual([]);
    const running = setUp(gpu);
    running.page.actions.start();
    running.idle();
    expect(running.measurements()).toEqual([]);
  });
});
