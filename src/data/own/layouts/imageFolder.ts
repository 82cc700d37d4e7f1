/**
 * A folder for each class, as torchvision, Keras and Hugging Face have it, with or without folders for training, validation and test around them or in them, and
 * whatever single folders around all of that.
 */
import { classListName, readClassList } from '../classList.ts';
import type { Brought, FoundPicture } from '../found.ts';
import { isOtherPicture, isPicture, pictureOf } from '../pictureFiles.ts';
import { splitNamed } from '../splitNames.ts';
import type { Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

/** How many folders all of the paths begin with, of which the last may hold the classes. */
function sharedFolders(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  let shared = first.length - 1;
  for (const path of paths) {
    let same = 0;
    while (same < shared && same < path.length - 1 && path[same] === first[same]) same++;
    shared = same;
  }
  return Math.max(0, shared);
}

interface Placed {
  readonly label: string | undefined;
  readonly split: Brought;
}

/** The class and the split by the folders of a picture, inside of what all have in common. */
function placed(folders: readonly string[], splitsFirst: boolean, splitsLast: boolean): Placed {
  const [first, second] = folders;
  if (splitsFirst && first !== undefined && splitNamed(first) !== 'none')
    return { label: second, split: splitNamed(first) };
  if (splitsLast && second !== undefined) return { label: first, split: splitNamed(second) };
  return { label: first, split: 'none' };
}

export const imageFolder: Layout = {
  name: 'image-folder',
  async recognise({ files, tally }: Tree) {
    const pictures = files.filter(isPicture);
    if (pictures.length === 0) return undefined;
    const paths = pictures.map(({ path }) => path.split('/'));
    // Where all lie in one class, or in one split, the last folder that they share says so.
    const shared = sharedFolders(paths);
    const folders = paths.map((path) => path.slice(shared, -1));
    const named = folders.filter(([first]) => first !== undefined && splitNamed(first) !== 'none');
    const splitsFirst = named.some((path) => path.length > 1);
    const splitsLast =
      !splitsFirst &&
      folders.length > 0 &&
      folders.every(([, second]) => second !== undefined && splitNamed(second) !== 'none');
    const onlySplit = splitNamed(paths[0]?.[shared - 1] ?? '');
    const listPath = [...(paths[0]?.slice(0, shared) ?? []), classListName].join('/');
    const listFile = files.find(({ path }) => path === listPath);
    const list = listFile && (await readClassList(listFile));
    const names = new Map(list?.classes.map(({ folder, name }) => [folder.normalize('NFC'), name]));
    const found: FoundPicture[] = [];
    const loose: string[] = [];
    for (const [i, file] of pictures.entries()) {
      const { label, split } = placed(folders[i] ?? [], splitsFirst, splitsLast);
      if (label === undefined) loose.push(file.path);
      else found.push(pictureOf(file, names.get(label) ?? label, split === 'none' ? onlySplit : split));
    }
    // Pictures that lie in no folder of a class have another layout, or none.
    if (found.length === 0 || (!splitsFirst && loose.length > found.length)) return undefined;
    for (const path of loose) tally.add('no-class', path);
    for (const file of files)
      if (isOtherPicture(file)) tally.add('other-pictures', file.path);
      else if (!isPicture(file) && !(list && file === listFile)) tally.add('not-pictures', file.path);
    // In the order of the list, unless somebody has added classes since.
    const listed = list?.classes.map(({ name }) => name);
    const classes = found.every(({ label }) => listed?.includes(label)) ? listed : undefined;
    return { layout: 'image-folder', classes, pictures: found };
  },
};
