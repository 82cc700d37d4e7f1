/** What is known of sets that come as IDX and do not say it themselves: the names of their classes, and that EMNIST's pictures lie on their side. */
import { sha256Hex } from '../../base/sha256.ts';

const fashion = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

interface Known {
  readonly classes: readonly string[];
  /** Of the labels of each of its files, without the header. */
  readonly hashes: readonly string[];
  /** In the path of a file, for those that somebody made smaller. */
  readonly name: RegExp;
}

/** Fashion-MNIST (Xiao et al. 2017) has the names of MNIST's files. */
const known: readonly Known[] = [
  {
    classes: fashion,
    hashes: [
      '657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7',
      '3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9',
    ],
    name: /fashion/i,
  },
];

export interface IdxLabels {
  readonly path: string;
  readonly data: Uint8Array;
}

/** Names by class number, where all files are of one known set. @param sets Parameter for tests. */
export async function idxClasses(
  files: readonly IdxLabels[],
  sets = known,
): Promise<readonly string[] | undefined> {
  const belongs = async ({ classes, hashes, name }: Known, { path, data }: IdxLabels) =>
    data.every((label) => label < classes.length) &&
    (name.test(path) || hashes.includes(await sha256Hex(data)));
  for (const set of sets) {
    const all = await Promise.all(files.map((file) => belongs(set, file)));
    if (all.length > 0 && all.every(Boolean)) return set.classes;
  }
  return undefined;
}

/** EMNIST (Cohen et al. 2017) keeps the pictures of its source, columns for rows. */
export const isTransposed = (path: string): boolean => /emnist/i.test(path);

/** A list of EMNIST: a class number on a line, and the characters that it stands for. */
export const isMapping = (path: string): boolean => /mapping\.txt$/i.test(path);

/** @returns undefined where a line is of another kind. */
export function mappedClasses(text: string): readonly string[] | undefined {
  const classes: string[] = [];
  for (const line of text.split('\n').filter((row) => row.trim() !== '')) {
    const numbers = line.trim().split(/\s+/).map(Number);
    const [label = -1, ...characters] = numbers;
    const isLabel = Number.isInteger(label) && label >= 0 && label < 256;
    if (!isLabel || characters.length === 0 || !characters.every((n) => n > 0x20 && n < 0x7f))
      return undefined;
    classes[label] = String.fromCodePoint(...characters);
  }
  return classes;
}
