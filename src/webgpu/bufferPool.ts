/** Buffers that the graphs of an engine place their tensors in. Graphs never run at once, so all share one pool. */
import { type BufferRegion, newBuffer } from './region.ts';

export class BufferPool {
  private readonly buffers: GPUBuffer[] = [];

  constructor(private readonly device: GPUDevice) {}

  /** Bytes of each buffer. */
  get slots(): number[] {
    return this.buffers.map((b) => b.size);
  }

  get bytes(): number {
    return this.buffers.reduce((sum, b) => sum + b.size, 0);
  }

  /** Makes the buffers of a plan that are not there yet. */
  extend(slots: readonly number[]): void {
    for (const size of slots.slice(this.buffers.length)) {
      this.buffers.push(newBuffer(this.device, 'step', size));
    }
  }

  /** The first `size` bytes of a slot. */
  region(slot: number, size: number): BufferRegion {
    return { buffer: this.buffers[slot]!, offset: 0, size };
  }

  dispose(): void {
    for (const buffer of this.buffers) buffer.destroy();
    this.buffers.length = 0;
  }
}
