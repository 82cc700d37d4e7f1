/** What a layout finds in a tree: pictures with a class each, none of them decoded yet. */

/** Of the layouts that are understood, as the command line calls them. */
export const layoutNames = [
  'image-folder',
  'name-prefix',
  'csv',
  'pixel-csv',
  'idx',
  'cifar-binary',
  'cifar-python',
  'parquet',
  'numpy',
  'teachable-machine',
] as const;
export type LayoutName = (typeof layoutNames)[number];

/** Which split a picture is brought in; `none` where the data does not say. */
export type Brought = 'train' | 'validation' | 'test' | 'none';

/** Pixels as they are stored, in rows of pixels, each of 1, 3 or 4 bytes. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8Array;
}

/** A picture as a file or as pixels. */
export type PictureSource = { readonly file: Uint8Array } | { readonly pixels: Pixels };

export interface FoundPicture {
  /** For messages, such as the path of its file. */
  readonly name: string;
  /** Its class, as the data calls it. */
  readonly label: string;
  readonly split: Brought;
  /** Reading them in their order is the quickest. @throws where it cannot be had. */
  read(): Promise<PictureSource>;
}

export interface Found {
  readonly layout: LayoutName;
  /** Names of the classes, where the data lists them in an order of its own; else they are ordered by name. */
  readonly classes?: readonly string[];
  readonly pictures: readonly FoundPicture[];
}
