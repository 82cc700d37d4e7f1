/**
 * What a run is said to need before it starts, against what the fused engine then allocates: on a device that does nothing, where
 * no kernel is compiled for the sake of its buffers.
 */
import { it } from 'vitest';
import type { PresetName } from '../../src/model/presets.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { onIdleDevice } from '../wgpu/idleBackend.ts';
import type { DeviceKind } from '../wgpu/idleDevice.ts';
import { expectEstimated } from './preparedRun.ts';

/** Mesa's software adapter, as memory.gpu.test.ts finds it. */
const device: DeviceKind = {
  subgroups: [4, 4],
  vendor: 'llvmpipe',
  limits: {
    maxBufferSize: 2 ** 31 - 1,
    maxStorageBufferBindingSize: 2 ** 27,
    maxComputeWorkgroupStorageSize: 32_768,
    maxComputeInvocationsPerWorkgroup: 1024,
  },
};

const few = { testImages: 8 };
const cases: readonly [PresetName, Partial<RunConfig>][] = [
  ['resnet8', { batchSize: 32 }],
  ['resnet8', { batchSize: 32, ...few }],
  ['resnet20', { batchSize: 128 }],
  ['resnet20', { batchSize: 64, shortcut: 'identity', ...few }],
  ['resnet20', { batchSize: 64, shortcut: 'none', ...few }],
  ['resnet20', { batchSize: 64, norm: 'none', ...few }],
  ['resnet20', { batchSize: 64, norm: 'none', shortcut: 'none', ...few }],
  ['resnet18', { batchSize: 8, norm: 'none', ...few }],
  ['resnet56', { batchSize: 16 }],
  ['resnet18', { batchSize: 8, ...few }],
  ['resnet18', { batchSize: 32, optimizer: 'adamw', ...few }],
  ['resnet18', { batchSize: 32, stem: 'imagenet', ...few }],
  ['resnet50', { batchSize: 8, ...few }],
  ['resnet20', { batchSize: 128, freeze: 2 }],
  ['resnet20', { batchSize: 64, shortcut: 'none', freeze: 3, ...few }],
  ['resnet20', { batchSize: 64, freeze: 4, ...few }],
  ['resnet18', { batchSize: 32, freeze: 3, ...few }],
  ['resnet18', { batchSize: 32, norm: 'none', stem: 'imagenet', freeze: 2, ...few }],
  ['resnet18', { batchSize: 32, freeze: 2, storage: 'float16', ...few }],
  ['resnet8', { batchSize: 32, storage: 'float16' }],
  ['resnet20', { batchSize: 64, shortcut: 'identity', storage: 'float16', ...few }],
  ['resnet18', { batchSize: 8, storage: 'float16', ...few }],
];

it.each(cases)('%s %j', (model, changes) =>
  onIdleDevice(device, () => {
    expectEstimated(model, changes);
  }),
);
