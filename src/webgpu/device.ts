/** The device of the training backend: all that the adapter offers and a kernel can use, and what it is like. */
import type { OpenWebGpuBackend } from '../nn/stockBackend.ts';

/** What the choice between kernel variants depends on. */
export interface DeviceTraits {
  /** Lanes of a subgroup where they are the same for every kernel and `subgroups` is to be had; else 0. */
  readonly subgroupSize: number;
  readonly timestamps: boolean;
  readonly maxBindingBytes: number;
  readonly maxBufferBytes: number;
  readonly maxInvocations: number;
  readonly maxWorkgroupBytes: number;
  /** Names the device in caches of tuned kernels. */
  readonly key: string;
}

const features: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups' as GPUFeatureName];

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

type SubgroupInfo = Partial<Record<'subgroupMinSize' | 'subgroupMaxSize', number>>;

export function traitsOf(device: GPUDevice, info: GPUAdapterInfo): DeviceTraits {
  const { subgroupMinSize = 0, subgroupMaxSize = 0 } = info as SubgroupInfo;
  const has = (name: string): boolean => device.features.has(name as GPUFeatureName);
  const fixed = has('subgroups') && subgroupMinSize === subgroupMaxSize;
  return {
    subgroupSize: fixed ? subgroupMinSize : 0,
    timestamps: has('timestamp-query'),
    maxBindingBytes: device.limits.maxStorageBufferBindingSize,
    maxBufferBytes: device.limits.maxBufferSize,
    maxInvocations: device.limits.maxComputeInvocationsPerWorkgroup,
    maxWorkgroupBytes: device.limits.maxComputeWorkgroupStorageSize,
    key: [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' '),
  };
}

/** Requests the device. @throws the browser's own message when the adapter gives none. */
export async function requestTrainingDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  return adapter.requestDevice({
    requiredFeatures: features.filter((name) => adapter.features.has(name)),
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
}

/** For src/trainer/device.ts: tfjs on the training backend. */
export const openTrainingBackend: OpenWebGpuBackend = async (adapter) => {
  const { TrainingBackend } = await import('./backend.ts');
  const device = await requestTrainingDevice(adapter);
  return { backend: new TrainingBackend(device, adapter.info), device };
};
