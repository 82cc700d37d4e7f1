/**
 * A WebGPU device that takes everything and does nothing, with features and limits to order: on it the engine records
 * the steps that it would run on such a device, on a machine that has none.
 */

/** What an adapter tells and a device allows, as far as the choice of kernels depends on it. */
export interface DeviceKind {
  /** Least and most lanes of a subgroup; without `subgroups` where there are none. */
  readonly subgroups?: readonly [least: number, most: number];
  readonly limits?: Partial<Record<keyof GPUSupportedLimits, number>>;
  readonly vendor?: string;
}

/** WebGPU's default limits, which every device has. */
const defaultLimits = {
  maxBufferSize: 268_435_456,
  maxStorageBufferBindingSize: 134_217_728,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupsPerDimension: 65_535,
} as const;

class IdleBuffer {
  constructor(
    readonly size: number,
    readonly usage: number,
    public mapState: GPUBufferMapState,
  ) {}
  getMappedRange = (offset = 0, size = this.size - offset): ArrayBuffer => new ArrayBuffer(size);
  unmap = (): void => {
    this.mapState = 'unmapped';
  };
  destroy = (): void => {};
}

const nothing = (): void => {};
const pass = {
  setPipeline: nothing,
  setBindGroup: nothing,
  dispatchWorkgroups: nothing,
  dispatchWorkgroupsIndirect: nothing,
  end: nothing,
};
const encoder = { beginComputePass: () => pass, copyBufferToBuffer: nothing, finish: () => ({}) };

export interface IdleDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** The WGSL that it was given, each text once, with its label. */
  readonly shaders: Map<string, string>;
}

/** The device, what its adapter says of itself, and what it was given. */
export function idleDevice(kind: DeviceKind): IdleDevice {
  const made = () => ({});
  const shaders = new Map<string, string>();
  const device = {
    features: new Set(kind.subgroups ? ['subgroups'] : []),
    limits: { ...defaultLimits, ...kind.limits },
    lost: new Promise(nothing),
    queue: { submit: nothing, writeBuffer: nothing, onSubmittedWorkDone: () => Promise.resolve() },
    createBuffer: ({ size, usage, mappedAtCreation }: GPUBufferDescriptor) =>
      new IdleBuffer(size, usage, mappedAtCreation ? 'mapped' : 'unmapped'),
    createCommandEncoder: () => encoder,
    createShaderModule: ({ code, label = '' }: GPUShaderModuleDescriptor) => {
      shaders.set(code, label);
      return {};
    },
    createBindGroupLayout: made,
    createBindGroup: made,
    createPipelineLayout: made,
    createComputePipeline: made,
    createComputePipelineAsync: () => Promise.resolve({}),
    pushErrorScope: nothing,
    popErrorScope: () => Promise.resolve(null),
    addEventListener: nothing,
    removeEventListener: nothing,
    destroy: nothing,
  };
  const [subgroupMinSize, subgroupMaxSize] = kind.subgroups ?? [];
  const info = { vendor: kind.vendor ?? 'idle', architecture: '', device: '', description: '' };
  return {
    device: device as unknown as GPUDevice,
    info: { ...info, subgroupMinSize, subgroupMaxSize } as unknown as GPUAdapterInfo,
    shaders,
  };
}

/** What users of WebGPU name; the values do not matter here. */
const names = {
  GPUBufferUsage: {
    MAP_READ: 1,
    MAP_WRITE: 2,
    COPY_SRC: 4,
    COPY_DST: 8,
    UNIFORM: 64,
    STORAGE: 128,
    INDIRECT: 256,
    QUERY_RESOLVE: 512,
  },
  GPUMapMode: { READ: 1, WRITE: 2 },
  GPUShaderStage: { COMPUTE: 4 },
  GPUBuffer: IdleBuffer,
  GPUTexture: class {},
};

/** Lets tfjs believe in WebGPU where there is none, as in Node without Dawn. */
export function standInForWebGpu(): void {
  for (const [name, value] of Object.entries(names))
    Reflect.set(globalThis, name, Reflect.get(globalThis, name) ?? value);
  const navigator = (globalThis.navigator ?? {}) as { gpu?: object };
  if (navigator.gpu) return;
  Object.defineProperty(navigator, 'gpu', { value: {}, configurable: true, writable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
}
