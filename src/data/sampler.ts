/**
 * In which order an epoch visits the pictures. Pure and seeded; an epoch is always one pass over every picture.
 *
 * The first epoch starts before all pictures are in: it draws from a shuffle buffer over the order of arrival. Later
 * epochs shuffle everything.
 */
import { generatorFor, range, shuffle, uniformInt } from './random.ts';
import { imagesPerShard } from './sprite.ts';

/** Pictures the shuffle buffer of the first epoch holds when it is full: two shards. */
export const shuffleWindow = 2 * imagesPerShard;

/**
 * How many pictures must have arrived before position `position` (counted from 0) of a windowed epoch can be drawn.
 * The buffer takes in a whole shard whenever half of it is used up, so the first 1,000 positions need two shards, the
 * next 1,000 three, and so on. For a batch, ask for its last position.
 */
export function arrivalsNeeded(position: number, size: number): number {
  const shardsUsed = Math.floor(position / imagesPerShard);
  return Math.min(size, shuffleWindow + shardsUsed * imagesPerShard);
}

export interface EpochOrderOptions {
  /** Picture numbers in the order of arrival; a permutation of 0…N−1. */
  readonly arrivalOrder: Int32Array;
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /**
   * Draw from a shuffle buffer, so that position p needs only `arrivalsNeeded(p)` pictures. By default in the first
   * epoch, also when everything is in already: the order must not depend on the network.
   */
  readonly windowed?: boolean;
}

/** The picture numbers of an epoch in the order of training, a permutation of 0…N−1. */
export function epochOrder(options: EpochOrderOptions): Int32Array {
  const { arrivalOrder, seed, epoch, windowed = epoch === 0 } = options;
  const size = arrivalOrder.length;
  const rng = generatorFor(seed, 'order', epoch);
  // Sorted first: a later epoch's order owes nothing to the arrival.
  if (!windowed) return shuffle(range(size), rng);

  const order = new Int32Array(size);
  const buffer = new Int32Array(Math.min(size, shuffleWindow));
  let held = 0;
  let taken = 0;
  for (let position = 0; position < size; position++) {
    const needed = arrivalsNeeded(position, size);
    while (taken < needed) buffer[held++] = arrivalOrder[taken++] as number;
    const drawn = uniformInt(rng, 0, held - 1);
    order[position] = buffer[drawn] as number;
    buffer[drawn] = buffer[--held] as number;
  }
  return order;
}
