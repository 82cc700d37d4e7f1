/** What the tests rely on (tests/setup/refusals.ts): work that a device refused fails a test that never asks. */
import { afterAll, beforeAll, it } from 'vitest';
import { mayRefuse } from '../setup/mayRefuse.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

let device: GPUDevice;
beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  device = await adapter!.requestDevice();
});
afterAll(() => device.destroy());

const refusedCopy = (): void => {
  const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, buffer, 0, 16);
  device.queue.submit([encoder.finish()]);
};

it.fails('work that a device of its own refuses fails a test', refusedCopy);

it('but not where the device may', () => {
  mayRefuse(device);
  refusedCopy();
});
