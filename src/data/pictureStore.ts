/**
 * The pictures of one split in memory, filled shard by shard: the PictureStream that the trainer reads. Shards are placed by whoever
 * loads all of them, or loaded one by one when somebody asks for a picture of theirs.
 */
import { InternalError } from '../base/errors.ts';
import type { PictureStream } from './pictures.ts';
import { fromSprite, imagesPerShard, type SpriteLayout } from './sprite.ts';

interface Waiter {
  readonly met: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class PictureStore implements PictureStream {
  readonly arrivalOrder: Int32Array;
  readonly #pixels: Uint8Array;
  readonly #here: boolean[];
  #waiters: Waiter[] = [];
  /** Shards that are being loaded on demand. */
  readonly #loading = new Map<number, Promise<void>>();
  #failure: { readonly error: unknown } | undefined;
  /** Pictures at the start of `arrivalOrder` that are in memory. */
  #arrived = 0;

  /**
   * @param labels one a picture; their number is the size of the stream.
   * @param shardOrder numbers of all shards that hold these pictures, in the order of arrival.
   * @param load loads the sprite of a shard when it is asked for; without it shards come by `place` alone.
   */
  constructor(
    readonly labels: Uint8Array,
    readonly shardOrder: ArrayLike<number>,
    readonly layout: SpriteLayout,
    private readonly load?: (shard: number) => Promise<Uint8Array>,
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
    if (this.load) return this.ready(this.arrivalOrder.subarray(0, count));
    return this.#when(() => count <= this.#arrived);
  }

  async ready(numbers: ArrayLike<number>): Promise<void> {
    const shards = new Set(Array.from(numbers, (n) => Math.floor(n / imagesPerShard)));
    await Promise.all(
      [...shards].map((shard) => (this.load ? this.#loaded(shard) : this.#when(() => this.#has(shard)))),
    );
  }

  #has(shard: number): boolean {
    return this.#here[shard] === true;
  }

  /** Resolves when something is so after a shard was placed. */
  #when(met: () => boolean): Promise<void> {
    if (met()) return Promise.resolve();
    if (this.#failure) return Promise.reject(this.#failure.error);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ met, resolve, reject });
    });
  }

  /** Loads a shard that is not there. One that cannot be had now may be the next time. */
  #loaded(shard: number): Promise<void> {
    if (this.#has(shard) || !this.load) return Promise.resolve();
    const known = this.#loading.get(shard);
    if (known) return known;
    const loading = this.load(shard)
      .then((sprite) => this.place(shard, sprite))
      .finally(() => this.#loading.delete(shard));
    this.#loading.set(shard, loading);
    return loading;
  }

  gather(numbers: ArrayLike<number>, into: { images: Uint8Array; labels: Int32Array }): void {
    const { imageBytes } = this.layout;
    for (let i = 0; i < numbers.length; i++) {
      const n = numbers[i] as number;
      const label = this.labels[n];
      if (label === undefined) throw new InternalError(`There is no picture ${n}: there are ${this.size}.`);
      if (!this.#has(Math.floor(n / imagesPerShard)))
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
      if (!this.#has(next)) break;
      this.#arrived += this.imagesIn(next);
    }
    const met = this.#waiters.filter((waiter) => waiter.met());
    this.#waiters = this.#waiters.filter((waiter) => !met.includes(waiter));
    for (const waiter of met) waiter.resolve();
  }

  /** Ends the stream: all waiting and later calls of `arrived` reject. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.reject(error);
  }
}
