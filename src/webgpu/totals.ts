/** Sum of losses and correct answers on the device, read and set back to zero in one go, without a wait in between. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Totals } from '../nn/engine.ts';
import type { TrainingBackend } from './backend.ts';
import { newBuffer } from './region.ts';

const bytes = 8;

export class FusedTotals {
  /** [2] float32: sum of losses, correct answers. Kernels add to it in place. */
  readonly tensor: TensorInfo;
  private readonly buffer: GPUBuffer;
  private readonly idle: GPUBuffer[] = [];
  private images = 0;

  constructor(private readonly backend: TrainingBackend) {
    this.buffer = newBuffer(backend.device, 'totals', bytes);
    this.tensor = backend.view({ buffer: this.buffer, offset: 0, size: bytes }, [2]);
  }

  count(images: number): void {
    this.images += images;
  }

  /**
   * The sums since the last call. Sums added while this waits belong to the next call.
   * @throws ProblemError where the device refused any of the work that added to them, or is gone.
   */
  async read(): Promise<Totals> {
    const { images } = this;
    this.images = 0;
    const { device } = this.backend;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = this.idle.pop() ?? device.createBuffer({ label: 'totals read', size: bytes, usage });
    this.backend.flush();
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.buffer, 0, staging, 0, bytes);
    encoder.clearBuffer(this.buffer);
    device.queue.submit([encoder.finish()]);
    await this.backend.faults.trusted(staging.mapAsync(GPUMapMode.READ));
    const [loss = 0, correct = 0] = new Float32Array(staging.getMappedRange().slice(0));
    staging.unmap();
    this.idle.push(staging);
    return { loss, correct, images };
  }

  dispose(): void {
    this.backend.disposeData(this.tensor.dataId);
    for (const b of [this.buffer, ...this.idle]) b.destroy();
  }
}
