/**
 * The engine on a device with no feature and no limit beyond WebGPU's defaults, which every device has: no subgroups, no
 * timestamps, 16 KiB of workgroup memory, 256 threads a workgroup, 128 MiB a binding.
 */
import { expect, test } from 'vitest';
import { TrainingBackend } from '../../src/webgpu/backend.ts';
import type { OpenWebGpuBackend } from '../../src/webgpu/device.ts';
import { makeSpec } from '../specs.ts';
import { trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { expectLikeStock } from './stockTwin.ts';

const openBare: OpenWebGpuBackend = async (adapter) => {
  const device = await adapter.requestDevice();
  const backend = new TrainingBackend(device, adapter.info);
  return { backend, device, faults: backend.faults };
};
useTrainingBackend(openBare);

test('the device has what every device has, and no more', () => {
  const { traits, device } = trainingBackend();
  expect(traits).toMatchObject({
    subgroupSize: 0,
    timestamps: false,
    maxBindingBytes: 2 ** 27,
    maxBufferBytes: 2 ** 28,
    maxInvocations: 256,
    maxWorkgroupBytes: 2 ** 14,
    maxBindings: 8,
  });
  expect(device.features.has('shader-f16')).toBe(false);
});

const small = makeSpec({ block: 'basic', stem: 'cifar', blocks: [1, 1], width: 5 }, { inputSize: 9 });

test('a network of odd widths and sizes trains as with the stock engine', () => expectLikeStock(small, 3));
