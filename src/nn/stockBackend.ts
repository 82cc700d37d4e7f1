/** tfjs's own WebGPU backend on a device of ours, so that a device which cannot be had is noticed before tfjs trips over it. */
import type { KernelBackend } from '@tensorflow/tfjs-core';

/** A tfjs backend and the device it runs on. */
export interface WebGpuBackend {
  readonly backend: KernelBackend;
  readonly device: GPUDevice;
}

/** How the backend registered as `webgpu` is made: the stock one here, the fused engine's own in src/webgpu. */
export type OpenWebGpuBackend = (adapter: GPUAdapter) => Promise<WebGpuBackend>;

/** The limits that decide how large a network and batch may be: asked for in full, the default is far lower. */
const limits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** @throws when the adapter gives no device, with the browser's own message. */
export const openStockBackend: OpenWebGpuBackend = async (adapter) => {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
  return { backend: new WebGPUBackend(device, adapter.info), device };
};
