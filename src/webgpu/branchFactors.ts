/** By what the branches of all blocks are multiplied in a training step: a number each, where kernels can bind it. */
import * as tf from '../nn/tf.ts';
import type { TrainingBackend } from './backend.ts';
import { tensorOf } from './ops/tensors.ts';
import { alignment, type BufferRegion, newRegion } from './region.ts';

export class BranchFactors {
  /** [1] each, in the order of blocks. */
  readonly tensors: readonly tf.Tensor1D[];
  private readonly region: BufferRegion;

  constructor(
    private readonly backend: TrainingBackend,
    private readonly blocks: number,
  ) {
    this.region = newRegion(backend.device, 'branch factors', blocks * alignment);
    this.tensors = Array.from({ length: blocks }, (_, block) =>
      tensorOf<tf.Tensor1D>(
        backend.view({ buffer: this.region.buffer, offset: block * alignment, size: 4 }, [1]),
      ),
    );
  }

  /** Takes effect after all that was submitted before. @param factors 1 each where there are none. */
  write(factors: Float32Array | undefined): void {
    const values = new Float32Array((this.blocks * alignment) / 4);
    for (let block = 0; block < this.blocks; block++) values[(block * alignment) / 4] = factors?.[block] ?? 1;
    this.backend.device.queue.writeBuffer(this.region.buffer, 0, values);
  }

  dispose(): void {
    tf.dispose([...this.tensors]);
    this.region.buffer.destroy();
  }
}
