/** What is to be known of a format of pictures before a browser decodes one: how it begins, how large it is, whether all of it is there. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Formats that are read here, by the names that they have in every language. */
export const formatNames = ['JPEG', 'PNG', 'WebP', 'GIF', 'AVIF', 'BMP'] as const;
export type FormatName = (typeof formatNames)[number];

/** Nothing here throws, whatever the bytes are, and nothing takes more than one pass over them. */
export interface PictureFormat {
  readonly name: FormatName;
  /** Told from the first bytes. */
  begins(head: Uint8Array): boolean;
  /**
   * Pixels as the decoder lays them out, before any rotation that the file asks for: what decoding costs. Of an animation, its
   * first frame. Undefined where the bytes do not tell.
   */
  sizeOf(file: Uint8Array): Size | undefined;
  /** Whether the first picture ends before the file does. Damage inside of it does not show here. */
  isWhole(file: Uint8Array): boolean;
}

export const sizeFrom = (width: number, height: number): Size | undefined =>
  width > 0 && height > 0 ? { width, height } : undefined;
