/** Batches by their place in the run: any of them can be made without those before it, which is what resuming needs. */
import { branchFactors, drawsFor } from '../data/draws.ts';
import { gathered, type PictureStream } from '../data/pictures.ts';
import { arrivalsNeeded, epochOrder } from '../data/sampler.ts';
import type { ImageBatch } from '../nn/engine.ts';
import type { RunConfig } from '../training/settings.ts';
import { batchSizeIn } from '../training/stepPlan.ts';

/** Pictures `start` to `end` − 1, not augmented: a batch of an evaluation. */
export const plainBatch = (pictures: PictureStream, start: number, end: number): ImageBatch =>
  gathered(
    pictures,
    Int32Array.from({ length: end - start }, (_, i) => start + i),
  );

/** What decides of batches. */
type BatchConfig = Pick<RunConfig, 'seed' | 'batchSize' | 'batchDoubling'>;

/**
 * The training batches of a run. An epoch is one pass over every picture, so its last batch is smaller where the
 * batch size does not divide the number of pictures; in later epochs batches may be larger. Epochs and indices count from 0.
 */
export class TrainBatches {
  readonly #pictures: PictureStream;
  readonly #config: BatchConfig;
  #order: { readonly epoch: number; readonly numbers: Int32Array } | undefined;

  constructor(pictures: PictureStream, config: BatchConfig) {
    this.#pictures = pictures;
    this.#config = config;
  }

  /** Pictures of the batch of an index, of the first one unless given. */
  sizeOf(epoch: number, index = 0): number {
    const size = batchSizeIn(this.#config, epoch);
    return Math.min(size, this.#pictures.size - index * size);
  }

  /** The sizes of batches from an epoch on to the end of the run, in the order in which they come. */
  sizesFrom(epoch: number, epochs: number): number[] {
    const sizes = new Set<number>();
    for (let i = epoch; i < Math.max(epochs, epoch + 1); i++) {
      const first = this.sizeOf(i);
      sizes.add(first).add(this.#pictures.size % first || first);
    }
    return [...sizes];
  }

  /** Pictures that must have arrived before this batch can be made: in the first epoch a window ahead of it, then all. */
  arrivalsNeeded(epoch: number, index: number): number {
    const { size } = this.#pictures;
    if (epoch > 0) return size;
    const last = index * this.#config.batchSize + this.sizeOf(epoch, index) - 1;
    return arrivalsNeeded(last, size);
  }

  batch(epoch: number, index: number, augment: RunConfig['augment']): ImageBatch {
    const { seed } = this.#config;
    const { imageSize } = this.#pictures;
    const size = batchSizeIn(this.#config, epoch);
    const numbers = this.#numbersOf(epoch).subarray(index * size, (index + 1) * size);
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
