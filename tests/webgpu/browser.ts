/** The training backend for the same tests in a browser (vitest.config.ts puts this in node.ts's place). */
import { afterAll, beforeAll } from 'vitest';
import { noticeOf } from '../../src/problems/index.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { openTrainingBackend } from '../../src/webgpu/device.ts';

/** Opens the device for all tests of a file and says on which adapter they run. */
export function useTrainingBackend(): void {
  let device: OpenedDevice | undefined;
  beforeAll(async () => {
    device = await openDevice({ openWebGpu: openTrainingBackend });
    if (device.info.backend !== 'webgpu')
      throw new Error(`These tests need WebGPU. ${noticeOf(device.info.reason)}`);
    console.info(`WebGPU adapter: ${device.info.name}`);
  });
  afterAll(() => device?.close());
}
