/** The devices that tests of tensors run on: tfjs's CPU backend and WebGPU. Without an adapter such tests fail. */
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { installNodeWebGpu, type NodeWebGpu } from '../../src/cli/nodeWebGpu.ts';
import * as tf from '../../src/nn/tf.ts';
import { noticeOf } from '../../src/problems/index.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';

export const backends = ['cpu', 'webgpu'] as const;

/**
 * Opens WebGPU for all tests of a file and says on which adapter they run. A test fails where the device refused any of
 * its work, also where nobody asked.
 */
export function useWebGpu(): void {
  let gpu: NodeWebGpu | undefined;
  let device: OpenedDevice | undefined;
  let fault: Error | undefined;
  beforeAll(async () => {
    gpu = await installNodeWebGpu();
    device = await openDevice();
    if (device.info.backend !== 'webgpu')
      throw new Error(`These tests need WebGPU. ${noticeOf(device.info.reason)}`);
    device.failure?.catch((error: Error) => {
      fault = error;
    });
    console.info(`WebGPU adapter: ${device.info.name}`);
  });
  afterEach(() => {
    if (fault) throw fault;
  });
  afterAll(async () => {
    await tf.setBackend('cpu');
    device?.close();
    gpu?.release();
  });
}

/** The same tests once on the CPU backend and once on WebGPU. */
export function onEachBackend(tests: (backend: (typeof backends)[number]) => void): void {
  useWebGpu();
  describe.each(backends)('on %s', (backend) => {
    beforeAll(async () => {
      await tf.setBackend(backend);
    });
    tests(backend);
  });
}
