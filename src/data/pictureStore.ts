/** The pictures of one split in memory, filled shard by shard: the PictureStream that the trainer reads. */
import { InternalError } from '../base/errors.ts';
import type { PictureStream } from './pictures.ts';
import { fromSprite, imagesPerShard, type SpriteLayout } from './sprite.ts';

interface Waiter {
  readonly count: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class PictureStore implements PictureStream {
  readonly arrivalOrder: Int32Array;
  readonly #pixels: Uint8Array;
  readonly #here: boolean[];
  #waiters: Waiter[] = [];
  #failure: { readonly error: unknown } | undefined;
  /** Pictures at the start of `arrivalOrder` that are in memory. */
  #arrived = 0;

  /**
   * @param labels one a picture; their number is the size of the stream.
   * @param shardOrder numbers of all shards that hold these pictures, in the order of arrival.
   */
  constructor(
    readonly labels: Uint8Array,
    readonly shardOrder: ArrayLike<number>,
    readonly layout: SpriteLayout,
  ) {
    this.#pixels = new Uint8Array(labels.length * layout.imageBytes);
    this.#here = Array.from(shardOrder, () => false);
    const numbers = Array.from(shardOrder, (shard) => {
      const first = shard * imagesPerShard;
      return Array.from({ length: this.imagesIn(shard) }, (_, i) => first + i);
    });
    this.arrivalOrder = Int32Array.from(numbers.flat());
  }

  get imageSize(): number {
    return this.layout.imageSize;
  }

  get size(): number {
    return this.labels.length;
  }

  /** How many pictures of a shard belong to the stream; the last may be cut. */
  imagesIn(shard: number): number {
    return Math.min(imagesPerShard, this.size - shard * imagesPerShard);
  }

  arrived(count: number): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    if (!(count <= this.size))
      return Promise.reject(
        new InternalError(`There are ${this.size} pictures, but ${count} were asked for.`),
      );
    if (count <= this.#arrived) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ count, resolve, reject });
    });
  }

  gather(numbers: ArrayLike<number>, into: { images: Uint8Array; labels: Int32Array }): void {
    const { imageBytes } = this.layout;
    for (let i = 0; i < numbers.length; i++) {
      const n = numbers[i] as number;
      const label = this.labels[n];
      if (label === undefined) throw new InternalError(`There is no picture ${n}: there are ${this.size}.`);
      if (!this.#here[Math.floor(n / imagesPerShard)])
        throw new InternalError(`Picture ${n} has not arrived yet.`);
      into.images.set(this.#pixels.subarray(n * imageBytes, (n + 1) * imageBytes), i * imageBytes);
      into.labels[i] = label;
    }
  }

  /** Takes a decoded shard in. */
  place(shard: number, sprite: Uint8Array): void {
    fromSprite(sprite, this.layout, this.imagesIn(shard), this.#pixels, shard * imagesPerShard);
    this.#here[shard] = true;
    this.#arrived = 0;
    for (let i = 0; i < this.shardOrder.length; i++) {
      const next = this.shardOrder[i] as number;
      if (!this.#here[next]) break;
      this.#arrived += this.imagesIn(next);
    }
    const ready = this.#waiters.filter((w) => w.count <= this.#arrived);
    this.#waiters = this.#waiters.filter((w) => w.count > this.#arrived);
    for (const waiter of ready) waiter.resolve();
  }

  /** Ends the stream: all waiting and later calls of `arrived` reject. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.reject(error);
  }
}
