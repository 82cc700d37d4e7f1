/** What a device is like, as far as the choice between kernel variants depends on it. */

export interface DeviceTraits {
  /** Lanes of a subgroup where they are the same for every kernel and `subgroups` is to be had; else 0. */
  readonly subgroupSize: number;
  /**
   * Lanes that may share a reduction. 1 where barriers cost more than they save: SwiftShader keeps a coroutine for every
   * subgroup of a workgroup that has one, about 0.1 ms each.
   */
  readonly reductionLanes: number;
  /**
   * Whether a convolution reduces what it writes while it has it in registers, for the batch norm that follows. True where
   * the tiled family is the default, as on graphics cards: that saves a pass over memory.
   */
  readonly fusedReductions: boolean;
  /** Threads over which a pass over memory is spread, where it is large enough. */
  readonly passThreads: number;
  readonly timestamps: boolean;
  readonly maxBindingBytes: number;
  readonly maxBufferBytes: number;
  readonly maxInvocations: number;
  readonly maxWorkgroupBytes: number;
  readonly maxWorkgroupsPerDimension: number;
  /** Storage buffers of one kernel. */
  readonly maxBindings: number;
  /** Names the device in caches of tuned kernels. */
  readonly key: string;
}

/** Subgroups up to this size make the direct family worth while: its lanes then all have different work. */
export const narrowSubgroup = 8;

/** Whether subgroups are known to be narrow, as they are on software adapters. */
export const isNarrow = (subgroupSize: number): boolean => subgroupSize > 0 && subgroupSize <= narrowSubgroup;

/**
 * Where a few cores do the work, more threads only repeat what each of them loads. A large graphics card holds some 200,000
 * threads, and keeps its memory busy when a good part of them has loads under way.
 */
export const fewPassThreads = 16_384;
const manyPassThreads = 65_536;

type SubgroupInfo = Partial<Record<'subgroupMinSize' | 'subgroupMaxSize', number>>;

/** Adapters that compute on the processor, by their names. */
export const softwareAdapter = /llvmpipe|swiftshader/i;

/** What the size of subgroups, and the name, tell of a device besides. */
export function followingFrom(
  subgroupSize: number,
  key: string,
): Pick<DeviceTraits, 'subgroupSize' | 'fusedReductions' | 'passThreads'> {
  const narrow = isNarrow(subgroupSize);
  const fewCores = narrow || softwareAdapter.test(key);
  return { subgroupSize, fusedReductions: !narrow, passThreads: fewCores ? fewPassThreads : manyPassThreads };
}

export function traitsOf(device: GPUDevice, info: GPUAdapterInfo): DeviceTraits {
  const { subgroupMinSize = 0, subgroupMaxSize = 0 } = info as SubgroupInfo;
  const has = (name: string): boolean => device.features.has(name as GPUFeatureName);
  const fixed = has('subgroups') && subgroupMinSize === subgroupMaxSize;
  const subgroupSize = fixed ? subgroupMinSize : 0;
  const key = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  return {
    ...followingFrom(subgroupSize, key),
    reductionLanes: /swiftshader/i.test(key) ? 1 : 256,
    timestamps: has('timestamp-query'),
    maxBindingBytes: device.limits.maxStorageBufferBindingSize,
    maxBufferBytes: device.limits.maxBufferSize,
    maxInvocations: device.limits.maxComputeInvocationsPerWorkgroup,
    maxWorkgroupBytes: device.limits.maxComputeWorkgroupStorageSize,
    maxWorkgroupsPerDimension: device.limits.maxComputeWorkgroupsPerDimension,
    maxBindings: device.limits.maxStorageBuffersPerShaderStage,
    key,
  };
}
