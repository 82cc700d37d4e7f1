/** Refused work, missing memory and a lost device: each ends what reads from the device in a sentence, no number is made up. */
import { afterEach, describe, expect, it } from 'vitest';
import { ProblemError, problemOf } from '../../src/problems/index.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { TrainingBackend } from '../../src/webgpu/backend.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { newRegion } from '../../src/webgpu/region.ts';
import { mayRefuse } from '../setup/mayRefuse.ts';
import { makeSpec } from '../specs.ts';
import { trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

/** A device of a test's own, which may come to harm. */
const opened: TrainingBackend[] = [];
async function open(): Promise<TrainingBackend> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('The adapter is gone.');
  const device = await adapter.requestDevice();
  mayRefuse(device);
  const backend = new TrainingBackend(device, {} as GPUAdapterInfo);
  opened.push(backend);
  return backend;
}
afterEach(() => {
  for (const { faults, device } of opened.splice(0)) {
    faults.close();
    device.destroy();
  }
});
const problem = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing went wrong',
    (error: unknown) => problemOf(error),
  );

useTrainingBackend();

describe('on a device of its own,', () => {
  it('work that was refused and nobody asked about fails every later read', async () => {
    const backend = await open();
    const { device, faults } = backend;
    const region = newRegion(device, 'test', 16);
    expect(new Float32Array(await backend.readRegion(region))).toEqual(new Float32Array(4));
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(region.buffer, 0, region.buffer, 1024, 16);
    device.queue.submit([encoder.finish()]);
    expect(await problem(backend.readRegion(region))).toMatchObject({ kind: 'gpu-refused' });
    expect(await problem(faults.failure)).toMatchObject({ kind: 'gpu-refused' });
    expect(await problem(backend.readRegion(region))).toMatchObject({ kind: 'gpu-refused' });
  });

  it('memory that the device did not have is told apart', async () => {
    const { device, faults } = await open();
    const event = new GPUUncapturedErrorEvent('uncapturederror', {
      error: new GPUOutOfMemoryError('no room'),
      cancelable: true,
    });
    device.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(await problem(faults.failure)).toEqual({ kind: 'gpu-memory' });
  });

  it('its loss is what a read under way fails of, in a sentence', async () => {
    const backend = await open();
    const region = newRegion(backend.device, 'test', 16);
    const read = backend.readRegion(region);
    backend.device.destroy();
    expect(await problem(read)).toMatchObject({ kind: 'gpu-lost' });
    expect(await problem(backend.faults.failure)).toMatchObject({ kind: 'gpu-lost' });
  });

  it('its loss is none where it was closed', async () => {
    const { device, faults } = await open();
    faults.close();
    device.destroy();
    await device.lost;
    await faults.check();
  });
});

describe('a training step', () => {
  it('whose work is refused has no loss, and neither has one after it', async () => {
    const device = await openDevice();
    mayRefuse(trainingBackend().device);
    try {
      const spec = makeSpec({ block: 'basic', stem: 'cifar', blocks: [1], width: 4 }, { inputSize: 8 });
      const engine = createFusedEngine({ spec, seed: 1, init: 'he', mean: [0, 0, 0], std: [1, 1, 1] });
      const settings = stepSettings(defaultConfig, 0.1);
      const batch = { pixels: new Float32Array(2 * 8 * 8 * 3).fill(0.5), labels: Int32Array.of(3, 4) };
      engine.trainStep(batch, settings);
      expect((await engine.readTrainTotals()).loss).toBeGreaterThan(1);
      engine.trainingStep('pixels', 2, settings).results.logits.buffer.destroy();
      engine.trainStep(batch, settings);
      const reads = [problem(engine.readTrainTotals())];
      engine.trainStep(batch, settings);
      reads.push(problem(engine.readTrainTotals()));
      for (const read of reads) expect(await read).toMatchObject({ kind: 'gpu-refused' });
      expect(await problem(engine.exportState())).toMatchObject({ kind: 'gpu-refused' });
      const error = await device.failure?.catch((e: unknown) => e);
      expect(error).toBeInstanceOf(ProblemError);
      engine.dispose();
    } finally {
      device.close();
    }
  });
});
