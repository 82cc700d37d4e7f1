/** Arrays of NumPy: `x_train` and `y_train` in an `.npz`, as Keras and MedMNIST save them, or in files beside each other, `.npy` or, as KMNIST has them, `.npz` with one array each. */
import { addAll } from '../addAll.ts';
import { zipFiles } from '../archives/zip.ts';
import type { Brought, FoundPicture } from '../found.ts';
import { labelledPictures } from '../labelled.ts';
import { OwnDataError } from '../ownDataError.ts';
import { labelsIn, type NdArray, picturesIn } from '../readers/ndArray.ts';
import { readNpy } from '../readers/npy.ts';
import { expectOneSet } from '../setNames.ts';
import { splitIn } from '../splitNames.ts';
import { atHand, baseName, bytesOf, extensionOf, type OwnFile, stemOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

type Role = 'pictures' | 'labels';

/** The words of a name, such as `x`, `train` of `x_train` or `xTrain`. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

function roleOf(name: string): Role | undefined {
  const words = wordsOf(name);
  if (words.some((word) => /^(y|labels?|targets?|class(es)?|lbls?)$/.test(word))) return 'labels';
  if (words.some((word) => /^(x|images?|imgs?|pictures?|pixels?|data|features?)$/.test(word)))
    return 'pictures';
  return undefined;
}

interface Named {
  readonly file: OwnFile;
  /** The file that a person has: the archive, or the array's own. */
  readonly place: string;
  /** Whether it has a file of its own: its labels are in another then. */
  readonly alone: boolean;
  readonly role: Role;
  readonly split: Brought;
}

const named = (file: OwnFile, place: string, alone: boolean): Named | undefined => {
  const name = stemOf(alone ? place : file.path);
  const role = roleOf(name);
  const own = splitIn(wordsOf(name).join('_'));
  // `images` and `labels` in `train.npz`.
  return role && { file, place, alone, role, split: own === 'none' ? splitIn(baseName(place)) : own };
};

/** The arrays of an archive by their names there. One that is alone in it and has the name that NumPy gives it is named by the archive. */
async function namedIn(archive: OwnFile): Promise<Named[]> {
  const files = await zipFiles(await atHand(archive));
  const alone = files.length === 1 && files.every(({ path }) => baseName(path) === 'arr_0.npy');
  return files.flatMap((file) => named(file, archive.path, alone) ?? []);
}

async function arrayOf({ file, place }: Named): Promise<NdArray> {
  const array = readNpy(await bytesOf(file));
  if (!array) throw new OwnDataError({ kind: 'data-damaged', name: place });
  return array;
}

/** The pictures of one array, with the labels of another. */
async function paired(pictures: Named, labels: Named | undefined): Promise<FoundPicture[]> {
  const { place: name, split } = pictures;
  if (!labels) throw new OwnDataError({ kind: 'no-labels', name });
  const found = picturesIn(await arrayOf(pictures));
  const numbers = labelsIn(await arrayOf(labels));
  if (!found || !numbers) throw new OwnDataError({ kind: 'data-damaged', name });
  return labelledPictures({ name, split, labels: numbers, ...found });
}

export const numpy: Layout = {
  name: 'numpy',
  async recognise({ files, tally }: Tree) {
    const archives = files.filter(({ path }) => extensionOf(path) === 'npz');
    const arrays = files.filter(({ path }) => extensionOf(path) === 'npy');
    if (archives.length + arrays.length === 0) return undefined;
    expectOneSet(archives.map(({ path }) => path));
    const all: Named[] = arrays.flatMap((file) => named(file, file.path, true) ?? []);
    for (const archive of archives) addAll(all, await namedIn(archive));
    const pictures = all.filter(({ role }) => role === 'pictures');
    const first = archives[0] ?? arrays[0];
    if (pictures.length === 0) throw new OwnDataError({ kind: 'data-damaged', name: first?.path ?? '' });
    const found: FoundPicture[] = [];
    for (const one of pictures) {
      // In the same archive, or among the files beside it.
      const beside = all.filter(
        ({ role, split, place, alone }) =>
          role === 'labels' && split === one.split && (one.alone ? alone : place === one.place),
      );
      addAll(found, await paired(one, beside[0]));
    }
    for (const file of files)
      if (!archives.includes(file) && !all.some((known) => known.file === file))
        tally.add('not-pictures', baseName(file.path));
    return { layout: 'numpy', pictures: found };
  },
};
