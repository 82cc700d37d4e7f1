/** The training backend for the same tests in a browser (vitest.config.ts puts this in node.ts's place). */
import { afterAll, afterEach, beforeAll } from 'vitest';
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
  let device: OpenedDevice | undefined;
  let faults: DeviceFaults | undefined;
  beforeAll(async () => {
    device = await openDevice({ openWebGpu });
    if (device.info.backend !== 'webgpu')
      throw new Error(`These tests need WebGPU. ${noticeOf(device.info.reason)}`);
    ({ faults } = trainingBackend());
    console.info(`WebGPU adapter: ${device.info.name}`);
  });
  afterEach(() => faults?.check());
  afterAll(() => device?.close());
}
