/**
 * tfjs's WebGPU backend, able to run our own kernels: any number of outputs, in-place updates, tensors that are views
 * into larger buffers, and recording of what a training step dispatches. All tfjs kernels keep working on it.
 */

import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../base/errors.ts';
import { DeviceFaults } from './faults.ts';
import { compilesWhenUsed, FirstUse } from './firstUse.ts';
import type { Kernel } from './kernel.ts';
import type { Precision } from './kernels/convShape.ts';
import { checkDispatch } from './limits.ts';
import { Pipelines } from './pipelines.ts';
import type { Recorder } from './recorder.ts';
import { type BufferRegion, bytesOf } from './region.ts';
import { type Storage, storageFor } from './storage.ts';
import { type DeviceTraits, traitsOf } from './traits.ts';
import type { TuningTable } from './variants.ts';

/** The members of tfjs's backend that its types hide and that ordering our work with its own needs. */
interface Internals {
  tensorToBinding: (tensor?: TensorInfo) => GPUBindingResource | null;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<DataId>;
  dispatchCountInPass: number;
}

/** Dispatches that tfjs and we gather before a submit: enough to spread its cost, few enough to start early. */
const dispatchesPerSubmit = 64;

export class TrainingBackend extends WebGPUBackend {
  readonly pipelines: Pipelines;
  readonly faults: DeviceFaults;
  /** While set, kernels are listed instead of run. */
  recorder: Recorder | undefined;
  /** Variants of convolutions that were found to be fastest on this device. */
  tuning: TuningTable = new Map();
  /** Work handed to the device since the backend was made. */
  readonly counts = { dispatches: 0, submits: 0 };
  private readonly views = new WeakMap<DataId, BufferRegion>();
  private readonly companions = new WeakMap<DataId, readonly TensorInfo[]>();

  /**
   * @param adapter What the adapter says of itself.
   * @param traits Default: what the device says of itself, unchecked.
   */
  constructor(
    device: GPUDevice,
    readonly adapter: GPUAdapterInfo,
    readonly traits: DeviceTraits = traitsOf(device, adapter),
  ) {
    super(device, adapter);
    this.faults = new DeviceFaults(device);
    const firstUse = compilesWhenUsed(this.traits) ? new FirstUse(device) : undefined;
    this.pipelines = new Pipelines(device, this.faults, firstUse);
    // tfjs binds whole buffers; a view is bound as the part it is.
    const whole = this.internals.tensorToBinding.bind(this);
    this.internals.tensorToBinding = (tensor) => (tensor && this.views.get(tensor.dataId)) ?? whole(tensor);
  }

  private get internals(): Internals {
    return this as unknown as Internals;
  }

  /**
   * Runs a kernel on tensors, one a binding, in order with everything else; outputs need not have a buffer yet.
   * @throws ProblemError where the device's limits forbid it.
   */
  run(kernel: Kernel, tensors: readonly TensorInfo[]): void {
    if (tensors.length !== kernel.bindings.length) {
      throw new InternalError(
        `${kernel.name} has ${kernel.bindings.length} bindings, but ${tensors.length} tensors were given.`,
      );
    }
    if (this.recorder) {
      this.recorder.add(kernel, tensors);
      return;
    }
    const regions = tensors.map((t) => this.region(t));
    checkDispatch(
      kernel,
      regions.map((r) => r.size),
      this.traits,
    );
    const pipeline = this.pipelines.get(kernel);
    const inner = this.internals;
    this.ensureCommandEncoderReady();
    inner.computePassEncoder ??= inner.commandEncoder!.beginComputePass();
    inner.computePassEncoder.setPipeline(pipeline);
    inner.computePassEncoder.setBindGroup(0, this.pipelines.bindGroup(kernel, regions));
    inner.computePassEncoder.dispatchWorkgroups(...kernel.workgroups);
    for (const t of tensors) inner.commandQueueOwnedIds.add(t.dataId);
    this.counts.dispatches++;
    if (++inner.dispatchCountInPass >= dispatchesPerSubmit) this.flush();
  }

  /** Runs what nothing else depends on: in a recording, as dispatches that only some replays ask for. */
  aside<T>(work: () => T): T {
    return this.recorder ? this.recorder.aside(work) : work();
  }

  /** How feature maps with channels in fours are stored: as the recording says, else in float32. */
  get storage(): Storage {
    return this.recorder?.storage ?? 'float32';
  }

  /** How convolutions may round: as the recording says, else as direct sums do. */
  get precision(): Precision {
    return this.recorder?.precision ?? 'exact';
  }

  /** How a tensor is stored. */
  storageOf(tensor: TensorInfo): Storage {
    return this.recorder?.storageOf(tensor) ?? 'float32';
  }

  /** A new tensor that is stored in a given way; halves exist within recordings only. */
  makeStored(shape: readonly number[], storage: Storage): TensorInfo {
    const tensor = this.makeTensorInfo([...shape], 'float32');
    this.recorder?.setStorage(tensor, storage);
    return tensor;
  }

  /** A new feature map [N, H, W, C], stored as its channels allow. */
  makeMap(shape: readonly number[]): TensorInfo {
    return this.makeStored(shape, storageFor(this.storage, shape.at(-1) ?? 1));
  }

  /** Submits all pending work, tfjs's included. */
  flush(): void {
    this.endComputePassEncoder();
    if (this.internals.commandEncoder) this.submitQueue();
  }

  override submitQueue(): void {
    this.counts.submits++;
    super.submitQueue();
  }

  /** Where a tensor's values are on the device; uploads or allocates them if they are not. */
  region(tensor: TensorInfo): BufferRegion {
    const view = this.views.get(tensor.dataId);
    if (view) return view;
    this.uploadToGPU(tensor.dataId);
    const buffer = this.tensorMap.get(tensor.dataId).resource as GPUBuffer;
    return { buffer, offset: 0, size: bytesOf(tensor.shape) };
  }

  /** True where a tensor has values, on either side; an output that no kernel has written yet has none. */
  hasValues(dataId: DataId): boolean {
    const data = this.tensorMap.get(dataId);
    return data.resource != null || data.values != null;
  }

  /**
   * Moves a tensor's values into a region of a buffer that somebody else owns; from then on the tensor is a view of it.
   * The region's offset must be a multiple of 256 bytes, as bindings need.
   */
  adopt(tensor: TensorInfo, region: BufferRegion): void {
    if (this.hasValues(tensor.dataId)) {
      const from = this.region(tensor);
      this.ensureCommandEncoderReady();
      this.endComputePassEncoder();
      this.internals.commandEncoder!.copyBufferToBuffer(
        from.buffer,
        from.offset,
        region.buffer,
        region.offset,
        region.size,
      );
      this.flush();
    }
    const data = this.tensorMap.get(tensor.dataId);
    if (data.resource && !data.external) this.bufferManager.releaseBuffer(data.resource as GPUBuffer);
    // External: tfjs will neither free nor reuse the buffer when the tensor is disposed of.
    Object.assign(data, { resource: region.buffer, external: true, values: null });
    this.views.set(tensor.dataId, region);
  }

  /** A new tensor that is a view of a region. */
  view(region: BufferRegion, shape: readonly number[], dtype: 'float32' | 'int32' = 'float32'): TensorInfo {
    const tensor = this.makeTensorInfo([...shape], dtype);
    this.adopt(tensor, region);
    return tensor;
  }

  /** Lets tensors live exactly as long as another: what a kernel computes on the way and its gradient needs. */
  attach(owner: TensorInfo, companions: readonly TensorInfo[]): void {
    this.companions.set(owner.dataId, companions);
  }

  /** The tensors attached to a tensor. */
  attached(owner: TensorInfo): readonly TensorInfo[] {
    return this.companions.get(owner.dataId) ?? [];
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const gone = super.disposeData(dataId, force);
    const companions = this.companions.get(dataId);
    if (gone && companions) {
      this.companions.delete(dataId);
      for (const c of companions) this.disposeData(c.dataId);
    }
    return gone;
  }

  /** Values of a tensor; a view reads its own part only. @throws ProblemError where they cannot be trusted. */
  override async read(dataId: DataId): ReturnType<WebGPUBackend['read']> {
    const view = this.views.get(dataId);
    if (!view) return this.faults.trusted(super.read(dataId));
    const bytes = await this.readRegion(view);
    return this.tensorMap.get(dataId).dtype === 'float32' ? new Float32Array(bytes) : new Int32Array(bytes);
  }

  /**
   * A copy of a region's bytes, as they are after all that was enqueued before the call.
   * @throws ProblemError where the device refused any of it, or is gone.
   */
  async readRegion(region: BufferRegion): Promise<ArrayBuffer> {
    const [bytes = new ArrayBuffer()] = await this.readRegions([region]);
    return bytes;
  }

  /** The same of several regions, in one read. */
  async readRegions(regions: readonly BufferRegion[]): Promise<ArrayBuffer[]> {
    let total = 0;
    const parts = regions.map((region) => {
      const start = total;
      total += region.size;
      return { ...region, start };
    });
    const staging = this.faults.watch(() => {
      const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
      const copy = this.device.createBuffer({ label: 'read', size: total, usage });
      this.ensureCommandEncoderReady();
      this.endComputePassEncoder();
      for (const { buffer, offset, size, start } of parts)
        this.internals.commandEncoder!.copyBufferToBuffer(buffer, offset, copy, start, size);
      this.flush();
      return copy;
    });
    try {
      await this.faults.trusted(staging.mapAsync(GPUMapMode.READ));
      const bytes = staging.getMappedRange();
      return parts.map(({ start, size }) => bytes.slice(start, start + size));
    } finally {
      staging.destroy();
    }
  }

  /** A stock kernel in a recorded step would run once and be missing from every replay: refused. */
  override runWebGPUProgram(
    ...args: Parameters<WebGPUBackend['runWebGPUProgram']>
  ): ReturnType<WebGPUBackend['runWebGPUProgram']> {
    if (this.recorder) {
      throw new InternalError(
        `The stock kernel ${args[0].constructor.name} cannot be part of a recorded step.`,
      );
    }
    this.counts.dispatches++;
    return super.runWebGPUProgram(...args);
  }
}
