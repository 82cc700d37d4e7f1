/** IDX, the files of MNIST and its successors: a mark with the number of dimensions, the dimensions, bytes. Gzipped or not, pictures and labels in files beside each other. */
import { addAll } from '../addAll.ts';
import { gunzipped, gunzippedHead, isGzip } from '../archives/gzip.ts';
import type { FoundPicture, Pixels } from '../found.ts';
import { idxClasses, isMapping, isTransposed, mappedClasses } from '../idxClasses.ts';
import { labelledPictures } from '../labelled.ts';
import { OwnDataError } from '../ownDataError.ts';
import { splitIn } from '../splitNames.ts';
import { baseName, bytesOf, type OwnFile, sliceOf, type Tree } from '../tree.ts';
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

/** Rows for columns. */
function transposed({ width, height, channels, data }: Pixels): Pixels {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      turned.set(data.subarray(from, from + channels), (x * height + y) * channels);
    }
  return { width: height, height: width, channels, data: turned };
}

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

async function paired(pictures: IdxFile, labels: IdxFile | undefined): Promise<Pair> {
  if (!labels) throw new OwnDataError({ kind: 'no-labels', name: pictures.file.path });
  return { pictures, labels, numbers: (await contentOf(labels)).data };
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
  return labelledPictures(
    { name, split: splitIn(baseName(name)), count, labels: [...numbers], read },
    classes,
  );
}

/** Names by class number, of a file that lists them or of a set that is known. */
async function namesOf(
  pairs: readonly Pair[],
  mappings: readonly OwnFile[],
): Promise<readonly string[] | undefined> {
  const [mapping] = mappings;
  if (mapping && mappings.length === 1)
    return mappedClasses(new TextDecoder().decode(await bytesOf(mapping)));
  return idxClasses(pairs.map(({ labels, numbers }) => ({ path: labels.file.path, data: numbers })));
}

export const idx: Layout = {
  name: 'idx',
  async recognise({ files, tally }: Tree) {
    if (files.length > mostLooked) return undefined;
    const found: IdxFile[] = [];
    const mappings: OwnFile[] = [];
    for (const file of files) {
      const one = await looked(file);
      if (one) found.push(one);
      else if (isMapping(file.path)) mappings.push(file);
      else tally.add('not-pictures', file.path);
    }
    const pictures = found.filter(({ dimensions }) => dimensions > 1);
    const labels = found.filter(({ dimensions }) => dimensions === 1);
    if (pictures.length === 0) return undefined;
    const pairs: Pair[] = [];
    for (const one of pictures) {
      const own = labels.find(({ file }) => pairName(file.path) === pairName(one.file.path));
      const only = pictures.length === 1 && labels.length === 1 ? labels[0] : undefined;
      pairs.push(await paired(one, own ?? only));
    }
    const classes = await namesOf(pairs, mappings);
    const all: FoundPicture[] = [];
    for (const pair of pairs) addAll(all, await picturesOf(pair, classes));
    return { layout: 'idx', pictures: all, ...(classes && { classes: classes.filter(Boolean) }) };
  },
};
