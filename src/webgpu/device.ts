/**
 * Requests the device of the training backend with every feature and limit that a kernel can use, and reads its
 * traits.
 */
import type { KernelBackend } from '@tensorflow/tfjs-core';
import { adapterInfoOf, isStandardAdapter } from './adapterInfo.ts';
import { checkedTraits } from './checkedTraits.ts';
import type { DeviceFaults } from './faults.ts';
import { nudgeWhereLate } from './nudges.ts';

/** A tfjs backend and the device it runs on. */
export interface WebGpuBackend {
  readonly backend: KernelBackend;
  readonly device: GPUDevice;
  readonly faults: DeviceFaults;
}

/** How the backend registered as `webgpu` is made. */
export type OpenWebGpuBackend = (adapter: GPUAdapter) => Promise<WebGpuBackend>;

const features: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups' as GPUFeatureName];

const limits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupsPerDimension',
] as const;

/**
 * Requests the device, with those of the features and limits that this browser knows: a limit whose value is undefined would be
 * refused. Before Chrome 121 timestamps stood behind a flag, and a pass asked for them in another form.
 * @throws the browser's own message when the adapter gives none.
 */
async function requestTrainingDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const usable = isStandardAdapter(adapter)
    ? features
    : features.filter((name) => name !== 'timestamp-query');
  const known = limits.filter((name) => (adapter.limits[name] as number | undefined) !== undefined);
  return adapter.requestDevice({
    requiredFeatures: usable.filter((name) => adapter.features.has(name)),
    requiredLimits: Object.fromEntries(known.map((name) => [name, adapter.limits[name]])),
  });
}

/** For src/trainer/device.ts: tfjs on the training backend. */
export const openTrainingBackend: OpenWebGpuBackend = async (adapter) => {
  const { TrainingBackend } = await import('./backend.ts');
  const device = await requestTrainingDevice(adapter);
  await nudgeWhereLate(device);
  const info = await adapterInfoOf(adapter);
  const backend = new TrainingBackend(device, info, await checkedTraits(device, info));
  return { backend, device, faults: backend.faults };
};
