/**
 * Test pictures by their number, for whoever shows them or asks a network about them, also while no run is under way. Their shards are
 * loaded when they are first asked for, and stay; what a run has in memory is not loaded again.
 */
import type { Dataset, PictureStream } from '../data/pictures.ts';
import { type DatasetName, datasets } from '../data/sets/index.ts';
import { imagesPerShard } from '../data/sprite.ts';
import type { DataRequest } from '../trainer/openRun.ts';

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
}

export function createTestPictures(openData: (request: DataRequest) => Promise<Dataset>): TestPictures {
  let lent: { readonly dataset: DatasetName; readonly stream: PictureStream } | undefined;
  const loaded = new Map<DatasetName, { readonly size: number; readonly stream: Promise<PictureStream> }>();

  /** The first so many pictures of a set at least. */
  function load(dataset: DatasetName, count: number): Promise<PictureStream> {
    const known = loaded.get(dataset);
    if (known && known.size >= count) return known.stream;
    const all = datasets[dataset].images.test;
    // The pictures that most ask for lie in the first shard; whoever looks further looks everywhere.
    const size = count <= imagesPerShard ? Math.min(imagesPerShard, all) : all;
    const opened = openData({ dataset, seed: 1, trainImages: 0, testImages: size });
    const stream = opened.then(({ test }) => test);
    loaded.set(dataset, { size, stream });
    return stream;
  }

  async function gatherFrom(stream: PictureStream, numbers: readonly number[]): Promise<GatheredPictures> {
    await stream.arrived(Math.max(...numbers) + 1);
    const images = new Uint8Array(numbers.length * stream.imageSize ** 2 * 3);
    const labels = new Int32Array(numbers.length);
    stream.gather(numbers, { images, labels });
    return { images, labels };
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
      const count = Math.max(...numbers) + 1;
      const own = lent;
      if (own?.dataset === dataset && own.stream.size >= count) {
        try {
          return await gatherFrom(own.stream, numbers);
        } catch {
          // The run ended before it had loaded them.
        }
      }
      const loading = load(dataset, count);
      try {
        return await gatherFrom(await loading, numbers);
      } catch (error) {
        // They may be there the next time.
        if (loaded.get(dataset)?.stream === loading) loaded.delete(dataset);
        throw error;
      }
    },
  };
}
