/**
 * The traits of a device whose word was tried. Some browsers tell a size of subgroups that only holds on some of their machines, and
 * a kernel that trusts it computes nonsense without any error: so it is tried once, with a tiny dispatch, when the device is opened.
 */
import { ceilDiv, type Kernel } from './kernel.ts';
import { subgroupProbe, subgroupsAreWhole } from './kernels/subgroupProbe.ts';
import { Pipelines } from './pipelines.ts';
import { newRegion } from './region.ts';
import { type DeviceTraits, followingFrom, traitsOf } from './traits.ts';

/** Threads of the workgroups that kernels with broadcasts have, besides a single subgroup. */
const usualThreads = 64;

/** The result of a probe. @throws what the device says where it cannot compile or run it. */
async function probed(device: GPUDevice, kernel: Kernel): Promise<Uint32Array> {
  const pipelines = new Pipelines(device);
  await pipelines.compile([kernel]);
  const result = newRegion(device, kernel.name, kernel.bytes);
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const staging = device.createBuffer({ label: kernel.name, size: result.size, usage });
  try {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipelines.get(kernel));
    pass.setBindGroup(0, pipelines.bindGroup(kernel, [result]));
    pass.dispatchWorkgroups(...kernel.workgroups);
    pass.end();
    encoder.copyBufferToBuffer(result.buffer, 0, staging, 0, result.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Uint32Array(staging.getMappedRange().slice(0));
  } finally {
    for (const buffer of [result.buffer, staging]) buffer.destroy();
  }
}

/** Whether subgroups are as the device says, in a workgroup of one subgroup and in one of several. */
async function subgroupsHold(device: GPUDevice, lanes: number): Promise<boolean> {
  const threads = [lanes, lanes * ceilDiv(usualThreads, lanes)];
  try {
    const results = await Promise.all(threads.map((count) => probed(device, subgroupProbe(lanes, count))));
    return results.every((result) => subgroupsAreWhole(result, lanes));
  } catch {
    // A device that cannot run the probe cannot run what relies on it either.
    return false;
  }
}

/** What a device is like, with no subgroups where they are not what it says. */
export async function checkedTraits(device: GPUDevice, info: GPUAdapterInfo): Promise<DeviceTraits> {
  const said = traitsOf(device, info);
  const { subgroupSize } = said;
  if (subgroupSize === 0 || (await subgroupsHold(device, subgroupSize))) return said;
  return { ...said, ...followingFrom(0, said.key), key: `${said.key} without subgroups` };
}
