/**
 * A sprite is one picture that holds up to 1,000 CIFAR-10 pictures as tiles, row by row. Neighbours in the image file
 * are then neighbours in a picture, which lossless compression likes better than one picture a pixel row.
 */

/** Height and width of a CIFAR-10 picture. */
export const imageSize = 32;
/** Bytes of a picture, RGB. */
export const imageBytes = imageSize * imageSize * 3;
export const tileColumns = 40;
export const tileRows = 25;
/** Pictures a full shard holds. */
export const imagesPerShard = tileColumns * tileRows;
export const spriteWidth = tileColumns * imageSize;
export const spriteHeight = tileRows * imageSize;
export const spriteBytes = spriteWidth * spriteHeight * 3;

const rowBytes = imageSize * 3;

/** Where the pixel row `y` of picture `i` starts within a sprite, in bytes. */
const rowStart = (i: number, y: number): number => {
  const tileY = Math.floor(i / tileColumns);
  const tileX = i % tileColumns;
  return ((tileY * imageSize + y) * spriteWidth + tileX * imageSize) * 3;
};

/** Lays N ≤ 1,000 pictures (N·32·32·3 bytes, NHWC) out as an 800×1280 RGB sprite; tiles left over stay black. */
export function toSprite(pictures: Uint8Array): Uint8Array {
  const sprite = new Uint8Array(spriteBytes);
  for (let i = 0; i * imageBytes < pictures.length; i++) {
    for (let y = 0; y < imageSize; y++) {
      const from = i * imageBytes + y * rowBytes;
      sprite.set(pictures.subarray(from, from + rowBytes), rowStart(i, y));
    }
  }
  return sprite;
}

/** The first `count` pictures of a sprite into `into` (NHWC bytes) from picture position `at` on. */
export function fromSprite(sprite: Uint8Array, count: number, into: Uint8Array, at: number): void {
  for (let i = 0; i < count; i++) {
    for (let y = 0; y < imageSize; y++) {
      const from = rowStart(i, y);
      into.set(sprite.subarray(from, from + rowBytes), (at + i) * imageBytes + y * rowBytes);
    }
  }
}
