/**
 * What is known of a data set before a byte of it is read. Plain data, so that the settings, the network and the page can
 * read it; how a set is made and read lies beside its facts (`prepare.ts`) and in src/data, which these files never import.
 */

export type SplitName = 'train' | 'test';

/** The sample pictures of a set in its folder: a single row of tiles, in the order of `samples`; no file where there are none. */
export const samplesName = 'samples.webp';

export interface DatasetFacts {
  /**
   * Its identifier in configs, URLs, checkpoints and folders. It never changes once a run has been stored with it.
   */
  readonly name: string;
  /** What people call it: a proper name, the same in every language. */
  readonly title: string;
  /** In the order of the labels. */
  readonly classes: readonly string[];
  /** Height and width of a picture in pixels. Pictures are square and have three channels, RGB. */
  readonly imageSize: number;
  /** Mean and standard deviation of each channel over the training pictures, of pixels scaled to 0…1. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Pictures of each split. */
  readonly images: Readonly<Record<SplitName, number>>;
  /**
   * Test pictures that the page shows and that a run is asked about on its way: place in the test split and label. All lie
   * among the first thousand, which are one shard.
   */
  readonly samples: readonly { readonly index: number; readonly label: number }[];
  /** What is loaded at a time: pictures of a file, the last of a split aside, and its size in bytes, about. */
  readonly shard: { readonly images: number; readonly bytes: number };
  /** Of its content, 64 hexadecimal digits, where it is somebody's own and more is known of it than its name. */
  readonly hash?: string;
  /** Whom the page credits. */
  readonly authors: readonly string[];
  /** The publication that the authors ask to cite, in one line. */
  readonly citation: string;
  /** Address of the page that describes it. */
  readonly source: string;
}
