/** A data set whose pictures are all in memory already, as the trainer sees it. */
import { InternalError } from '../base/errors.ts';
import type { Labels } from '../training/labels.ts';
import type { Dataset, PictureStream } from './pictures.ts';
import { generatorFor, range, shuffle } from './random.ts';
import type { DatasetFacts, SplitName } from './sets/index.ts';
import { imagesPerShard } from './sprite.ts';

/** Pictures of a split: N·S·S·3 bytes, NHWC, and a class number each. */
interface Pictures {
  readonly pixels: Uint8Array;
  readonly labels: Labels;
}

class MemoryPictures implements PictureStream {
  readonly labels: Labels;
  readonly #pixels: Uint8Array;

  /** @param arrivalOrder Of all pictures. */
  constructor(
    { pixels, labels }: Pictures,
    readonly imageSize: number,
    readonly arrivalOrder: Int32Array,
  ) {
    this.labels = labels;
    this.#pixels = pixels;
  }

  get size(): number {
    return this.labels.length;
  }

  async arrived(count: number): Promise<void> {
    if (!(count <= this.size))
      throw new InternalError(`There are ${this.size} pictures, but ${count} were asked for.`);
  }

  async ready(): Promise<void> {}

  gather(numbers: ArrayLike<number>, into: { images: Uint8Array; labels: Int32Array }): void {
    const imageBytes = this.imageSize ** 2 * 3;
    for (let i = 0; i < numbers.length; i++) {
      const n = numbers[i] as number;
      const label = this.labels[n];
      if (label === undefined) throw new InternalError(`There is no picture ${n}: there are ${this.size}.`);
      into.images.set(this.#pixels.subarray(n * imageBytes, (n + 1) * imageBytes), i * imageBytes);
      into.labels[i] = label;
    }
  }
}

export interface MemoryOptions {
  /** The run's seed: it fixes the order of the first epoch, by thousands as with shards. */
  readonly seed: number;
  /** The first so many pictures of each split. */
  readonly trainImages: number;
  readonly testImages: number;
}

/** Numbers in the order in which shards of them would arrive. */
function inShards(size: number, order: Int32Array): Int32Array {
  const numbers = Array.from(order, (shard) => {
    const first = shard * imagesPerShard;
    return Array.from({ length: Math.min(imagesPerShard, size - first) }, (_, i) => first + i);
  });
  return Int32Array.from(numbers.flat());
}

/** @param set Its facts and its pictures, of which as many are taken as there are. */
export function memoryDataset(
  { facts, ...splits }: { readonly facts: DatasetFacts } & Readonly<Record<SplitName, Pictures>>,
  { seed, trainImages, testImages }: MemoryOptions,
): Dataset {
  const { imageSize, classes, mean, std } = facts;
  const imageBytes = imageSize ** 2 * 3;
  const first = ({ pixels, labels }: Pictures, images: number): Pictures => ({
    pixels: pixels.subarray(0, images * imageBytes),
    labels: labels.subarray(0, images),
  });
  const [train, test] = [first(splits.train, trainImages), first(splits.test, testImages)];
  const shards = range(Math.ceil(train.labels.length / imagesPerShard));
  const arrival = inShards(train.labels.length, shuffle(shards, generatorFor(seed, 'arrival')));
  return {
    classes,
    mean,
    std,
    train: new MemoryPictures(train, imageSize, arrival),
    test: new MemoryPictures(test, imageSize, range(test.labels.length)),
  };
}
