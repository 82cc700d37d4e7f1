/** The training backend for tests in Node. Without an adapter they fail. */
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll } from 'vitest';
import { installNodeWebGpu, type NodeWebGpu } from '../../src/cli/nodeWebGpu.ts';
import * as tf from '../../src/nn/tf.ts';
import { noticeOf } from '../../src/problems/index.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { openTrainingBackend } from '../../src/webgpu/device.ts';

/** Opens the device for all tests of a file and says on which adapter they run. */
export function useTrainingBackend(): void {
  let gpu: NodeWebGpu | undefined;
  let device: OpenedDevice | undefined;
  beforeAll(async () => {
    gpu = await installNodeWebGpu();
    device = await openDevice({ openWebGpu: openTrainingBackend });
    if (device.info.backend !== 'webgpu')
      throw new Error(`These tests need WebGPU. ${noticeOf(device.info.reason)}`);
    console.info(`WebGPU adapter: ${device.info.name}`);
  });
  afterAll(async () => {
    await tf.setBackend('cpu');
    device?.close();
    gpu?.release();
  });
}
