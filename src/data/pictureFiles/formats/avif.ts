/** AVIF (AOM, 1.1): boxes, of which `ispe` has the size of a picture. A file holds several: of its tiles, its alpha, its thumbnail. */
import { be32 } from '../bytes.ts';
import { boxesIn, brandsOf } from './boxes.ts';
import { type PictureFormat, type Size, sizeFrom } from './format.ts';

/** Boxes on the way to the sizes, and the bytes before the boxes that they hold. */
const way: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };

function* sizesIn(file: Uint8Array, from: number, to: number): Generator<Size> {
  for (const box of boxesIn(file, from, to)) {
    const skipped = way[box.name];
    const size = box.name === 'ispe' && sizeFrom(be32(file, box.from + 4), be32(file, box.from + 8));
    if (size) yield size;
    if (skipped !== undefined) yield* sizesIn(file, box.from + skipped, box.to);
  }
}

export const avif: PictureFormat = {
  name: 'AVIF',
  begins: (head) => brandsOf(head).some((brand) => brand === 'avif' || brand === 'avis'),
  sizeOf(file) {
    let largest: Size | undefined;
    for (const size of sizesIn(file, 0, file.length))
      if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
    return largest;
  },
  isWhole(file) {
    let end = 0;
    for (const { to } of boxesIn(file, 0, file.length)) end = to;
    return end > 0 && end === file.length;
  },
};
