/** IDX, the files of MNIST and its successors: a mark with the number of dimensions, the dimensions, bytes. Gzipped or not, pictures and labels in files beside each other. */
import { addAll } from '../addAll.ts';
import { gunzipped, gunzippedHead, isGzip } from '../archives/gzip.ts';
import { isMapping, isTransposed, listedClasses, transposed } from '../emnist.ts';
import type { Brought, FoundPicture, Pixels } from '../found.ts';
import { idxClasses } from '../idxClasses.ts';
import { labelledPictures } from '../labelled.ts';
import { OwnDataError } from '../ownDataError.ts';
import { expectOneSet } from '../setNames.ts';
import { splitIn } from '../splitNames.ts';
import { baseName, bytesOf, folderOf, type OwnFile, sliceOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

/** Files that are looked into. */
const mostLooked = 100;
/** Bytes of a gzip that surely unpack to the header. */
const enough = 4096;

interface IdxFile {
  readonly file: OwnFile;
  readonly gzip: boolean;
  readonly dimensions: number;
}

/** Two zeros, the type of bytes, and the number of dimensions. */
function dimensionsOf([first, second, type, dimensions = 0]: Uint8Array): number | undefined {
  const isIdx =
    first === 0 && second === 0 && type === 8 && (dimensions === 1 || dimensions === 3 || dimensions === 4);
  return isIdx ? dimensions : undefined;
}

async function looked(file: OwnFile): Promise<IdxFile | undefined> {
  const head = await sliceOf(file, 0, enough);
  const gzip = isGzip(head);
  const dimensions = dimensionsOf(gzip ? gunzippedHead(head, 4) : head);
  return dimensions === undefined ? undefined : { file, gzip, dimensions };
}

interface Content {
  readonly sides: readonly number[];
  readonly data: Uint8Array;
}

async function contentOf({ file, gzip, dimensions }: IdxFile): Promise<Content> {
  const bytes = gzip ? await gunzipped(file) : await bytesOf(file);
  const start = 4 + 4 * dimensions;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () => new OwnDataError({ kind: 'data-damaged', name: file.path });
  if (bytes.length < start) throw damaged();
  const sides = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const needed = sides.reduce((product, n) => product * n, 1);
  if (!(needed > 0 && start + needed <= bytes.length)) throw damaged();
  return { sides, data: bytes.subarray(start, start + needed) };
}

/** Without what tells pictures from labels: the same for files that belong together. */
const pairName = (path: string): string =>
  baseName(path)
    .toLowerCase()
    .replace(/\.(gz|idx)$/g, '')
    .replace(/(images?|labels?|idx\d|ubyte)/g, '')
    .replace(/[^a-z\d]+/g, '');

function pictureReader({ sides, data }: Content, turned: boolean): ((index: number) => Pixels) | undefined {
  const [, height = 0, width = 0, channels = 1] = sides;
  if (channels !== 1 && channels !== 3 && channels !== 4) return undefined;
  const bytes = height * width * channels;
  const read = (i: number): Pixels => ({
    width,
    height,
    channels,
    data: data.subarray(i * bytes, (i + 1) * bytes),
  });
  return turned ? (i) => transposed(read(i)) : read;
}

interface Pair {
  readonly pictures: IdxFile;
  readonly labels: IdxFile;
  /** Of every picture. */
  readonly numbers: Uint8Array;
}

/** In the name of the file, or else of a folder. */
function splitOf(path: string): Brought {
  const named = path.split('/').map(splitIn);
  return named.findLast((split) => split !== 'none') ?? 'none';
}

/** Its labels, in its own folder if there are several of the name. */
function labelsOf({ file: { path } }: IdxFile, labels: readonly IdxFile[]): IdxFile | undefined {
  const named = labels.filter(({ file }) => pairName(file.path) === pairName(path));
  return named.find(({ file }) => folderOf(file.path) === folderOf(path)) ?? named[0];
}

async function paired(pictures: IdxFile, labels: IdxFile | undefined): Promise<Pair> {
  if (!labels) throw new OwnDataError({ kind: 'no-labels', name: pictures.file.path });
  return { pictures, labels, numbers: (await contentOf(labels)).data };
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Packed and unpacked files beside each other, as torchvision leaves them, are there once. */
function withoutCopies(pairs: readonly Pair[]): Pair[] {
  const kept: Pair[] = [];
  for (const pair of pairs) {
    const { path } = pair.pictures.file;
    const isThere = kept.some(
      ({ pictures: { file }, numbers }) =>
        pairName(file.path) === pairName(path) &&
        splitOf(file.path) === splitOf(path) &&
        isEqual(numbers, pair.numbers),
    );
    if (!isThere) kept.push(pair);
  }
  return kept;
}

async function picturesOf(
  { pictures, numbers }: Pair,
  classes: readonly string[] | undefined,
): Promise<FoundPicture[]> {
  const name = pictures.file.path;
  const content = await contentOf(pictures);
  const read = pictureReader(content, isTransposed(name));
  if (!read) throw new OwnDataError({ kind: 'data-damaged', name });
  const [count = 0] = content.sides;
  return labelledPictures({ name, split: splitOf(name), count, labels: [...numbers], read }, classes);
}

export const idx: Layout = {
  name: 'idx',
  async recognise({ files, tally }: Tree) {
    if (files.length > mostLooked) return undefined;
    const numbers: IdxFile[] = [];
    const mappings: OwnFile[] = [];
    for (const file of files) {
      const one = await looked(file);
      if (one) numbers.push(one);
      else if (isMapping(file)) mappings.push(file);
      else tally.add('not-pictures', file.path);
    }
    const pictures = numbers.filter(({ dimensions }) => dimensions > 1);
    const labels = numbers.filter(({ dimensions }) => dimensions === 1);
    const [first] = pictures;
    if (!first) return undefined;
    expectOneSet(pictures.map(({ file }) => file.path));
    const all: Pair[] = [];
    for (const one of pictures) {
      const only = pictures.length === 1 && labels.length === 1 ? labels[0] : undefined;
      all.push(await paired(one, labelsOf(one, labels) ?? only));
    }
    const pairs = withoutCopies(all);
    const classes =
      (await listedClasses(first.file, mappings)) ??
      (await idxClasses(pairs.map((pair) => ({ path: pair.labels.file.path, data: pair.numbers }))));
    const found: FoundPicture[] = [];
    for (const pair of pairs) addAll(found, await picturesOf(pair, classes));
    return { layout: 'idx', pictures: found, ...(classes && { classes: classes.filter(Boolean) }) };
  },
};
