/**
 * A sprite is one picture that holds up to 1,000 pictures of a data set as tiles, row by row. Neighbours in the image file
 * are then neighbours in a picture, which lossless compression likes better than one picture a pixel row.
 */
export const tileColumns = 40;
export const tileRows = 25;
/** Pictures a full shard holds. */
export const imagesPerShard = tileColumns * tileRows;

/** The measures of a data set's sprites. Bytes are those of RGB pixels, row by row. */
export interface SpriteLayout {
  /** Height and width of a picture in pixels. */
  readonly imageSize: number;
  readonly imageBytes: number;
  /** Of the whole sprite, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** Sprites of square pictures. */
export function spriteLayout(imageSize: number): SpriteLayout {
  const [width, height] = [tileColumns * imageSize, tileRows * imageSize];
  return { imageSize, imageBytes: imageSize * imageSize * 3, width, height, bytes: width * height * 3 };
}

/** Calls back for every pixel row of the first `count` pictures: where it lies in the sprite and among the pictures. */
function forEachRow(
  { imageSize, imageBytes, width }: SpriteLayout,
  count: number,
  row: (inSprite: number, inPictures: number) => void,
): void {
  for (let i = 0; i < count; i++) {
    const tileY = Math.floor(i / tileColumns) * imageSize;
    const tileX = (i % tileColumns) * imageSize;
    for (let y = 0; y < imageSize; y++)
      row(((tileY + y) * width + tileX) * 3, i * imageBytes + y * imageSize * 3);
  }
}

/** Lays N ≤ 1,000 pictures (N·S·S·3 bytes, NHWC) out as a sprite; tiles left over stay black. */
export function toSprite(pictures: Uint8Array, layout: SpriteLayout): Uint8Array {
  const sprite = new Uint8Array(layout.bytes);
  const rowBytes = layout.imageSize * 3;
  forEachRow(layout, pictures.length / layout.imageBytes, (inSprite, inPictures) => {
    sprite.set(pictures.subarray(inPictures, inPictures + rowBytes), inSprite);
  });
  return sprite;
}

/** The first `count` pictures of a sprite into `into` (NHWC bytes) from picture position `at` on. */
export function fromSprite(
  sprite: Uint8Array,
  layout: SpriteLayout,
  count: number,
  into: Uint8Array,
  at: number,
): void {
  const rowBytes = layout.imageSize * 3;
  forEachRow(layout, count, (inSprite, inPictures) => {
    into.set(sprite.subarray(inSprite, inSprite + rowBytes), at * layout.imageBytes + inPictures);
  });
}
