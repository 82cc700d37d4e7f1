/**
 * A set of pictures as a zip of folders, a PNG a picture, as torchvision, Keras and our own readers read it: `train/CLASS/000123.png`, where the number is the place of the
 * picture in its split. Read here, it is the same set again.
 */
import { classListName, classListOf, foldersOf } from '../data/own/classList.ts';
import type { MadeSplit } from '../data/own/madeSplit.ts';
import type { DatasetFacts, SplitName } from '../data/sets/index.ts';
import { pngOf } from './png.ts';
import { storedZip } from './storedZip.ts';

const splits: readonly SplitName[] = ['train', 'test'];

/** The zip, part by part, one for each picture and some more. */
export function* imageFolderZip({
  facts: { title, classes, imageSize },
  ...set
}: { readonly facts: DatasetFacts } & Readonly<Record<SplitName, MadeSplit>>): Generator<
  Uint8Array<ArrayBuffer>
> {
  const zip = storedZip();
  const folders = foldersOf(classes);
  const imageBytes = imageSize * imageSize * 3;
  yield zip.add(classListName, classListOf(title, classes));
  for (const split of splits) {
    const { labels, pixels } = set[split];
    for (const [i, label] of labels.entries()) {
      const name = `${split}/${folders[label]}/${String(i).padStart(6, '0')}.png`;
      yield zip.add(name, pngOf(pixels.subarray(i * imageBytes, (i + 1) * imageBytes), imageSize, imageSize));
    }
  }
  yield zip.end();
}
