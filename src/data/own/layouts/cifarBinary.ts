/** CIFAR-10 and CIFAR-100 as binary files: records of a label, or a coarse one and a fine one, and three planes of 32×32 bytes. */
import { addAll } from '../addAll.ts';
import type { FoundPicture } from '../found.ts';
import { labelledPictures } from '../labelled.ts';
import { OwnDataError } from '../ownDataError.ts';
import { splitIn } from '../splitNames.ts';
import { baseName, bytesOf, extensionOf, type OwnFile, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

const side = 32;
const plane = side * side;
const pictureBytes = 3 * plane;

/** One byte a label, or two. */
type LabelBytes = 1 | 2;

const fits = ({ size }: OwnFile, labels: LabelBytes): boolean =>
  size > 0 && size % (labels + pictureBytes) === 0;

function pixelsAt(bytes: Uint8Array, from: number) {
  const data = new Uint8Array(pictureBytes);
  for (let i = 0; i < plane; i++)
    for (let c = 0; c < 3; c++) data[3 * i + c] = bytes[from + c * plane + i] as number;
  return { width: side, height: side, channels: 3 as const, data };
}

async function picturesOf(
  file: OwnFile,
  labels: LabelBytes,
  classes?: readonly string[],
): Promise<FoundPicture[]> {
  const bytes = await bytesOf(file);
  const record = labels + pictureBytes;
  const count = Math.floor(bytes.length / record);
  return labelledPictures(
    {
      name: file.path,
      split: splitIn(baseName(file.path)) === 'test' ? 'test' : 'train',
      count,
      // The fine label stands last.
      labels: Array.from({ length: count }, (_, i) => bytes[i * record + labels - 1] as number),
      read: (i) => pixelsAt(bytes, i * record + labels),
    },
    classes,
  );
}

/** Names, a line each, of `batches.meta.txt` or `fine_label_names.txt`. */
async function classNames(files: readonly OwnFile[]): Promise<string[] | undefined> {
  const file =
    files.find(({ path }) => /(^|\/)fine_label_names\.txt$/.test(path)) ??
    files.find(({ path }) => /(^|\/)batches\.meta\.txt$/.test(path));
  if (!file) return undefined;
  const lines = new TextDecoder().decode(await bytesOf(file, 2 ** 20)).split(/\r?\n/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== '');
  return names.length > 0 ? names : undefined;
}

export const cifarBinary: Layout = {
  name: 'cifar-binary',
  async recognise({ files, tally }: Tree) {
    const bins = files.filter(({ path }) => extensionOf(path) === 'bin');
    const batches = bins.filter(({ path }) => /(batch|train|test)/i.test(baseName(path)));
    if (batches.length === 0) return undefined;
    const labels = ([1, 2] as const).find((bytes) => batches.every((file) => fits(file, bytes)));
    if (labels === undefined) throw new OwnDataError({ kind: 'data-damaged', name: batches[0]?.path ?? '' });
    const classes = await classNames(files);
    const pictures: FoundPicture[] = [];
    for (const file of batches) addAll(pictures, await picturesOf(file, labels, classes));
    for (const file of files)
      if (!batches.includes(file) && extensionOf(file.path) !== 'txt') tally.add('not-pictures', file.path);
    return { layout: 'cifar-binary', classes, pictures };
  },
};
