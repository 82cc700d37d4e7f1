/**
 * Test pictures by their number, for whoever shows them or asks a network about them, also while no run is under way. Their shards are
 * loaded when they are first asked for, and stay; what a run has in memory is not loaded again.
 */
import { type Dataset, gathered, type PictureStream } from '../data/pictures.ts';
import { type DatasetName, factsOf } from '../data/sets/index.ts';
import type { DataRequest } from '../trainer/openRun.ts';
import type { Labels } from '../training/labels.ts';

export interface GatheredPictures {
  /** N·S·S·3 bytes, NHWC, RGB. */
  readonly images: Uint8Array;
  readonly labels: Int32Array;
}

export interface TestPictures {
  /** Takes the test pictures of a run in place of its own. @returns gives them back. */
  lend(dataset: DatasetName, stream: PictureStream): () => void;
  /** Pictures of a data set in the order of their numbers, which must be below what the set has. @throws DataError. */
  gather(dataset: DatasetName, numbers: readonly number[]): Promise<GatheredPictures>;
  /** Class numbers of all test pictures of a data set. No picture is loaded for them. @throws DataError. */
  labels(dataset: DatasetName): Promise<Labels>;
}

export function createTestPictures(openData: (request: DataRequest) => Promise<Dataset>): TestPictures {
  let lent: { readonly dataset: DatasetName; readonly stream: PictureStream } | undefined;
  const opened = new Map<DatasetName, Promise<PictureStream>>();

  /** All test pictures of a set, loaded on demand. One that cannot be opened now may be the next time. */
  function open(dataset: DatasetName): Promise<PictureStream> {
    const known = opened.get(dataset);
    if (known) return known;
    const testImages = factsOf(dataset).images.test;
    const opening = openData({ dataset, seed: 1, trainImages: 0, testImages, onDemand: true }).then(
      ({ test }) => test,
    );
    opened.set(dataset, opening);
    opening.catch(() => opened.delete(dataset));
    return opening;
  }

  async function gatherFrom(stream: PictureStream, numbers: readonly number[]): Promise<GatheredPictures> {
    await stream.ready(numbers);
    return gathered(stream, numbers);
  }

  return {
    lend(dataset, stream) {
      const mine = { dataset, stream };
      lent = mine;
      return () => {
        if (lent === mine) lent = undefined;
      };
    },
    async gather(dataset, numbers) {
      const own = lent;
      if (own?.dataset === dataset && numbers.every((n) => n < own.stream.size)) {
        try {
          return await gatherFrom(own.stream, numbers);
        } catch {
          // The run ended before it had loaded them.
        }
      }
      return gatherFrom(await open(dataset), numbers);
    },
    async labels(dataset) {
      return (await open(dataset)).labels;
    },
  };
}
