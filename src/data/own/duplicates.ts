/** Pictures that are there more than once, told by their pixels as the network sees them. Pure. */
import { xxh32 } from '../../base/xxh32.ts';

/** Where pictures with the same checksum lie, by checksum. */
type Places = Map<number, number[]>;

const same = (a: Uint8Array, b: Uint8Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** How many of the pictures were there before, in a list or earlier in the same. */
class Seen {
  readonly #places: Places = new Map();

  constructor(
    private readonly pixels: Uint8Array,
    private readonly imageBytes: number,
  ) {}

  picture(index: number): Uint8Array {
    return this.pixels.subarray(index * this.imageBytes, (index + 1) * this.imageBytes);
  }

  has(picture: Uint8Array): boolean {
    return (this.#places.get(xxh32(picture)) ?? []).some((place) => same(this.picture(place), picture));
  }

  add(index: number): void {
    const key = xxh32(this.picture(index));
    const places = this.#places.get(key);
    if (places) places.push(index);
    else this.#places.set(key, [index]);
  }
}

export interface Duplicates {
  /** Test pictures that are among the training pictures. */
  readonly acrossSplits: number;
  /** Training pictures that are there once more. */
  readonly inTraining: number;
}

/** @param imageBytes Of one picture. */
export function duplicatesOf(train: Uint8Array, test: Uint8Array, imageBytes: number): Duplicates {
  const seen = new Seen(train, imageBytes);
  let inTraining = 0;
  for (let i = 0; i < train.length / imageBytes; i++) {
    if (seen.has(seen.picture(i))) inTraining++;
    else seen.add(i);
  }
  let acrossSplits = 0;
  for (let at = 0; at < test.length; at += imageBytes)
    if (seen.has(test.subarray(at, at + imageBytes))) acrossSplits++;
  return { acrossSplits, inTraining };
}
