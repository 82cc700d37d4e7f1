/** The original pictures of a data set, as some package or archive brings them: what `prepare` makes shards of. Node only. */
import type { Statistics } from '../statistics.ts';
import type { SplitName } from './index.ts';

/** Some pictures of a split: a whole number of shards, but for the last part of a split. */
export interface OriginalPart {
  readonly split: SplitName;
  /** Pictures in it. */
  readonly images: number;
  /** N·S·S·3 bytes, NHWC, RGB. @throws PreparationError with one sentence when they are not the data set's. */
  read(): Promise<Uint8Array>;
}

export interface Original {
  /** In the order of the labels. */
  readonly parts: readonly OriginalPart[];
  /** One byte a picture. @throws PreparationError with one sentence when they are not the data set's. */
  labels(split: SplitName): Promise<Uint8Array>;
  /** @throws PreparationError with one sentence when all training pictures together are not like the data set's. */
  checkTraining(statistics: Statistics): void;
}

export interface Preparation {
  /** @throws PreparationError with one sentence when the originals are not there. */
  readonly original: () => Original;
  /** About how much room the shards take on a disk. */
  readonly megabytes: number;
}
