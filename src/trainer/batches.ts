/** Batches by their place in the run: any of them can be made without those before it, which is what resuming needs. */
import { branchFactors, drawsFor } from '../data/draws.ts';
import { gathered, type PictureStream } from '../data/pictures.ts';
import { arrivalsNeeded, epochOrder } from '../data/sampler.ts';
import type { ImageBatch } from '../nn/engine.ts';
import type { RunConfig } from '../training/settings.ts';

/** Pictures `start` to `end` − 1, not augmented: a batch of an evaluation. */
export const plainBatch = (pictures: PictureStream, start: number, end: number): ImageBatch =>
  gathered(
    pictures,
    Int32Array.from({ length: end - start }, (_, i) => start + i),
  );

/**
 * The training batches of a run. An epoch is one pass over every picture, so its last batch is smaller where the
 * batch size does not divide the number of pictures. Epochs and indices count from 0.
 */
export class TrainBatches {
  readonly #pictures: PictureStream;
  readonly #config: Pick<RunConfig, 'seed' | 'batchSize'>;
  readonly perEpoch: number;
  #order: { readonly epoch: number; readonly numbers: Int32Array } | undefined;

  constructor(pictures: PictureStream, config: Pick<RunConfig, 'seed' | 'batchSize'>) {
    this.#pictures = pictures;
    this.#config = config;
    this.perEpoch = Math.ceil(pictures.size / config.batchSize);
  }

  /** Pictures of the batch of an index. */
  sizeOf(index: number): number {
    const { batchSize } = this.#config;
    return Math.min(batchSize, this.#pictures.size - index * batchSize);
  }

  /** Pictures of the last batch of an epoch. */
  get last(): number {
    return this.sizeOf(this.perEpoch - 1);
  }

  /** Pictures that must have arrived before this batch can be made: in the first epoch a window ahead of it, then all. */
  arrivalsNeeded(epoch: number, index: number): number {
    const { size } = this.#pictures;
    if (epoch > 0) return size;
    const last = index * this.#config.batchSize + this.sizeOf(index) - 1;
    return arrivalsNeeded(last, size);
  }

  batch(epoch: number, index: number, augment: RunConfig['augment']): ImageBatch {
    const { seed, batchSize } = this.#config;
    const { imageSize } = this.#pictures;
    const numbers = this.#numbersOf(epoch).subarray(index * batchSize, (index + 1) * batchSize);
    const draws = drawsFor({ seed, epoch, pictures: numbers, imageSize, augment });
    return { ...gathered(this.#pictures, numbers), draws };
  }

  /** The batch of a training step, with all that chance decides of it. */
  step(epoch: number, index: number, config: RunConfig): ImageBatch {
    const branches = branchFactors(config, epoch, index);
    return { ...this.batch(epoch, index, config.augment), ...(branches && { branches }) };
  }

  #numbersOf(epoch: number): Int32Array {
    if (this.#order?.epoch !== epoch) {
      const { arrivalOrder } = this.#pictures;
      this.#order = { epoch, numbers: epochOrder({ arrivalOrder, seed: this.#config.seed, epoch }) };
    }
    return this.#order.numbers;
  }
}
