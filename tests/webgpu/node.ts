/** The training backend for tests in Node. Without an adapter they fail. */
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { installNodeWebGpu, type NodeWebGpu } from '../../src/cli/nodeWebGpu.ts';
import * as tf from '../../src/nn/tf.ts';
import { noticeOf } from '../../src/problems/index.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { type OpenWebGpuBackend, openTrainingBackend } from '../../src/webgpu/device.ts';
import type { DeviceFaults } from '../../src/webgpu/faults.ts';
import { trainingBackend } from './harness.ts';

/**
 * Opens the device for all tests of a file and says on which adapter they run. A test fails where the device refused any
 * of its work, also where nobody asked.
 * @param openWebGpu Makes the backend, where a test wants another device than training has.
 */
export function useTrainingBackend(openWebGpu: OpenWebGpuBackend = openTrainingBackend): void {
  let gpu: NodeWebGpu | undefined;
  let device: OpenedDevice | undefined;
  let faults: DeviceFaults | undefined;
  beforeAll(async () => {
    gpu = await installNodeWebGpu();
    device = await openDevice({ openWebGpu });
    if (device.info.backend !== 'webgpu')
      throw new Error(`These tests need WebGPU. ${noticeOf(device.info.reason)}`);
    ({ faults } = trainingBackend());
    const { subgroupSize } = trainingBackend().traits;
    console.info(`WebGPU adapter: ${device.info.name}; lanes of a subgroup: ${subgroupSize}`);
    const wanted = Number(process.env.TEST_LANES ?? subgroupSize);
    if (device.info.software && subgroupSize !== wanted) throw new Error(`Mesa was to have ${wanted} lanes.`);
  });
  afterEach(() => faults?.check());
  afterAll(async () => {
    await tf.setBackend('cpu');
    device?.close();
    gpu?.release();
  });
}
