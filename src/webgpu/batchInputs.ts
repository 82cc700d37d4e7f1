/** The buffers through which batches of one size enter a recorded step, and the tensors that stand for them. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { FloatBatch, ImageBatch } from '../nn/engine.ts';
import type { Views } from '../nn/mirror.ts';
import { drawsPerPicture } from '../training/augmentation.ts';
import type { TrainingBackend } from './backend.ts';
import { ceilDiv } from './kernel.ts';
import { tensorOf } from './ops/tensors.ts';
import { type BufferRegion, newRegion } from './region.ts';

/** The inputs of a batch; a step graph is recorded for each combination of them. */
export type BatchForm = 'drawn' | 'plain' | 'pixels';

export const formOf = (batch: ImageBatch | FloatBatch): BatchForm =>
  'pixels' in batch ? 'pixels' : batch.draws ? 'drawn' : 'plain';

export class BatchInputs {
  /** Bytes of pictures packed in words, or normalised floats [N, S, S, 3]. */
  readonly pictures: Tensor;
  readonly labels: Tensor;
  /** Pictures, all views of each. */
  readonly count: number;
  readonly draws: Tensor | undefined;
  private readonly regions: BufferRegion[] = [];

  /** @param views How often every picture comes, one after the other, for each label. */
  constructor(
    private readonly backend: TrainingBackend,
    private readonly form: BatchForm,
    n: number,
    size: number,
    views = 1,
  ) {
    this.count = n * views;
    const values = this.count * size * size * 3;
    this.pictures =
      form === 'pixels'
        ? this.make([this.count, size, size, 3], 'float32', values)
        : this.make([ceilDiv(values, 4)], 'int32', ceilDiv(values, 4));
    this.labels = this.make([n], 'int32', n);
    this.draws =
      form === 'drawn'
        ? this.make([this.count, drawsPerPicture], 'int32', this.count * drawsPerPicture)
        : undefined;
  }

  private make(shape: number[], dtype: 'float32' | 'int32', elements: number): Tensor {
    const size = 4 * elements;
    const region = newRegion(this.backend.device, 'batch', size);
    this.regions.push(region);
    return tensorOf(this.backend.view(region, shape, dtype));
  }

  get bytes(): number {
    return this.regions.reduce((sum, r) => sum + r.size, 0);
  }

  /** Enqueues the upload of a batch. It takes effect after all that was submitted before. */
  upload(batch: Views, pictureLabels: Int32Array): void {
    const { queue } = this.backend.device;
    const [pictures, labels, draws] = this.regions;
    const write = (region: BufferRegion | undefined, data: Uint8Array | Int32Array | Float32Array): void => {
      if (!region) return;
      // Writes come in whole words; the last bytes of an odd number of pictures need padding.
      const whole =
        data.byteLength % 4 === 0 ? data : Uint8Array.from({ length: region.size }, (_, i) => data[i] ?? 0);
      queue.writeBuffer(region.buffer, region.offset, whole as BufferSource & ArrayBufferView<ArrayBuffer>);
    };
    write(pictures, 'pixels' in batch ? batch.pixels : batch.images);
    write(labels, pictureLabels);
    if ('draws' in batch && batch.draws && this.form === 'drawn') write(draws, batch.draws);
  }

  dispose(): void {
    this.pictures.dispose();
    this.labels.dispose();
    this.draws?.dispose();
    for (const { buffer } of this.regions) buffer.destroy();
  }
}
