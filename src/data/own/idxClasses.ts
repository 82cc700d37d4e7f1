/** The names of the classes of sets that come as IDX and do not say them themselves. */
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
