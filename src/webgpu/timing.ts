/** Time of single kernels on the device: by timestamp queries where there are any, else by the wall clock. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../base/errors.ts';
import type { TrainingBackend } from './backend.ts';
import type { Kernel } from './kernel.ts';

/**
 * Hands work to the device. Work that the device refuses is not run, and so it would seem to take no time at all.
 * @param enqueue Nothing in it may wait: errors of other work would fall into the scope.
 * @throws InternalError with the device's words when it refuses the work.
 */
async function accepted(device: GPUDevice, enqueue: () => void): Promise<void> {
  device.pushErrorScope('validation');
  enqueue();
  const error = await device.popErrorScope();
  if (error) throw new InternalError(error.message);
}

/** Milliseconds of a dispatch between two points of the device's own clock. */
async function timestamped(
  device: GPUDevice,
  encode: (pass: GPUComputePassEncoder) => void,
): Promise<number> {
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
  const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
  const resolved = device.createBuffer({ size: 16, usage });
  const staging = device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  try {
    await accepted(device, () => {
      const encoder = device.createCommandEncoder();
      const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
      const pass = encoder.beginComputePass({ timestampWrites });
      encode(pass);
      pass.end();
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
      device.queue.submit([encoder.finish()]);
    });
    await staging.mapAsync(GPUMapMode.READ);
    const [start = 0n, end = 0n] = new BigUint64Array(staging.getMappedRange());
    return Number(end - start) / 1e6;
  } finally {
    for (const b of [staging, resolved]) b.destroy();
    querySet.destroy();
  }
}

async function wallClock(device: GPUDevice, encode: (pass: GPUComputePassEncoder) => void): Promise<number> {
  await device.queue.onSubmittedWorkDone();
  const started = performance.now();
  await accepted(device, () => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
  });
  await device.queue.onSubmittedWorkDone();
  return performance.now() - started;
}

/**
 * Least milliseconds of each kernel over `rounds`, after one run that does not count. In turns, so that a change of the
 * device's speed meets all alike.
 * @param operandsOf Tensors for the bindings of a kernel.
 * @throws InternalError when the device refuses a dispatch.
 */
export async function timeKernels(
  backend: TrainingBackend,
  kernels: readonly Kernel[],
  operandsOf: (kernel: Kernel) => readonly TensorInfo[],
  rounds: number,
): Promise<number[]> {
  const { device, pipelines, traits } = backend;
  await pipelines.compile(kernels, () => undefined);
  const runs = kernels.map((kernel) => {
    const regions = operandsOf(kernel).map((t) => backend.region(t));
    const pipeline = pipelines.get(kernel);
    const bindGroup = pipelines.bindGroup(kernel, regions);
    return (pass: GPUComputePassEncoder): void => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...kernel.workgroups);
    };
  });
  backend.flush();
  const best = kernels.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, encode] of runs.entries()) {
      const measured = traits.timestamps ? await timestamped(device, encode) : 0;
      // Browsers may quantise timestamps to zero.
      const ms = measured > 0 ? measured : await wallClock(device, encode);
      if (round > 0) best[i] = Math.min(best[i] ?? ms, ms);
    }
  }
  return best;
}
