/**
 * llvmpipe compiles a pipeline when it is dispatched for the first time, whatever was asked before, for most of a second a
 * kernel. So there a pipeline that was compiled ahead is also used ahead, for no workgroups at all. Their number comes from
 * a buffer, because browsers warn of a zero that they can see. Other drivers are left alone: each use waits for the
 * steps that are under way.
 */
import { alignment } from './region.ts';
import type { DeviceTraits } from './traits.ts';

export const compilesWhenUsed = ({ key }: Pick<DeviceTraits, 'key'>): boolean => /llvmpipe/i.test(key);

/** Bytes that each binding is given: more than an element of any type of ours. */
const bindingBytes = alignment;
const mostBindings = 8;

export class FirstUse {
  private buffers:
    | { readonly read: GPUBuffer; readonly written: GPUBuffer; readonly none: GPUBuffer }
    | undefined;

  constructor(private readonly device: GPUDevice) {}

  /** The bindings of a pipeline get parts of one buffer if they are written, and of another if they are only read. */
  private get at() {
    const { device } = this;
    const storage = (): GPUBuffer =>
      device.createBuffer({
        label: 'first use',
        size: mostBindings * bindingBytes,
        usage: GPUBufferUsage.STORAGE,
      });
    this.buffers ??= {
      read: storage(),
      written: storage(),
      none: device.createBuffer({ label: 'no workgroups', size: 12, usage: GPUBufferUsage.INDIRECT }),
    };
    return this.buffers;
  }

  /**
   * Uses a pipeline for nothing. Resolves when that is done. What the device has to say against it is not heard: the real
   * use will meet it.
   * @param types Of its bindings, in order.
   */
  async of(
    pipeline: GPUComputePipeline,
    layout: GPUBindGroupLayout,
    types: readonly GPUBufferBindingType[],
  ): Promise<void> {
    const { device } = this;
    device.pushErrorScope('validation');
    const { read, written, none } = this.at;
    const entries = types.map((type, binding) => ({
      binding,
      resource: {
        buffer: type === 'storage' ? written : read,
        offset: binding * bindingBytes,
        size: bindingBytes,
      },
    }));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
    pass.dispatchWorkgroupsIndirect(none, 0);
    pass.end();
    device.queue.submit([encoder.finish()]);
    const told = device.popErrorScope();
    await Promise.allSettled([told, device.queue.onSubmittedWorkDone()]);
  }
}
