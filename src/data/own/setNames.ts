/** Which data set a file of numbers is of, where several may lie beside each other: six variants of EMNIST in one archive, or MNIST beside Fashion-MNIST. By paths alone. */
import { OwnDataError } from './ownDataError.ts';
import { splitNamed } from './splitNames.ts';

/** What names of files say besides the set: what is in them, in which form, which of how many. */
const said = /^(x|y|imgs?|images?|labels?|targets?|data|mapping|idx|ubyte|csv|tsv|txt|npz|gz|)$/i;
/** As many variants as EMNIST has. */
const namesShown = 6;

/** Such as `emnist-letters` of `gzip/emnist-letters-train-images-idx3-ubyte.gz`; empty where a file says no more than its split. */
const wordsOf = (segment: string): string =>
  segment
    .split(/[^\p{L}\d]+/u)
    // Parts of one set are numbered.
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => !said.test(word) && splitNamed(word) === 'none')
    .join('-');

const partsOf = (path: string): string[] => path.split('/').map(wordsOf);

/** The same for the files of a set, also where its splits lie in folders. */
const setNameOf = (path: string): string => partsOf(path).filter(Boolean).join('/');

/** Of the name of a file alone, wherever it lies. */
export const fileSetName = (path: string): string => partsOf(path).at(-1) ?? '';

/** @throws OwnDataError where files are of several data sets: labels of one are none of another. */
export function expectOneSet(paths: readonly string[]): void {
  const names = [...new Set(paths.map(setNameOf))].map((name) => name.split('/'));
  const [first = [], ...others] = names;
  if (others.length === 0) return;
  const shared = first.findIndex((part, i) => others.some((name) => name[i] !== part));
  const told = names.map((name) => name.slice(Math.max(0, shared)).join('/')).filter(Boolean);
  throw new OwnDataError({ kind: 'several-sets', count: names.length, names: told.slice(0, namesShown) });
}
