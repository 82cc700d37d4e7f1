/** Rows that replays leave in a buffer of their own, one after the other, until they are read together: the logits of an evaluation. */
import { InternalError } from '../base/errors.ts';
import type { TrainingBackend } from './backend.ts';
import { type BufferRegion, newRegion } from './region.ts';

export class KeptRows {
  private readonly region: BufferRegion;
  private used = 0;

  /** @param bytes Room for all rows. */
  constructor(
    private readonly backend: TrainingBackend,
    bytes: number,
  ) {
    this.region = newRegion(backend.device, 'kept rows', Math.max(4, bytes));
  }

  get bytes(): number {
    return this.region.size;
  }

  /** Enqueues a copy of a region, a multiple of four bytes. @throws InternalError where the room does not do. */
  add({ buffer, offset, size }: BufferRegion): void {
    if (this.used + size > this.region.size)
      throw new InternalError('More pictures were evaluated than logits were to be kept of.');
    this.backend.flush();
    const { device } = this.backend;
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, offset, this.region.buffer, this.used, size);
    device.queue.submit([encoder.finish()]);
    this.used += size;
  }

  /** All rows, as they came. @throws ProblemError where the device refused any work, or is gone. */
  async read(): Promise<Float32Array> {
    if (this.used === 0) return new Float32Array();
    return new Float32Array(await this.backend.readRegion({ ...this.region, size: this.used }));
  }

  dispose(): void {
    this.region.buffer.destroy();
  }
}
