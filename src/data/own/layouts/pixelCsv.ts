/** Tables of pixels, as Kaggle has of digits and signs: a row a picture, `label,pixel0,pixel1…`, or the pixels of a picture as one cell. */
import { addAll } from '../addAll.ts';
import { isMapping, isTransposed, listedClasses, transposed } from '../emnist.ts';
import type { Brought, FoundPicture, Pixels } from '../found.ts';
import { labelledPictures } from '../labelled.ts';
import { OwnDataError } from '../ownDataError.ts';
import { csvRows } from '../readers/csv.ts';
import { squareShape } from '../readers/ndArray.ts';
import { expectOneSet } from '../setNames.ts';
import { splitIn, splitNamed } from '../splitNames.ts';
import { baseName, bytesOf, extensionOf, type OwnFile, sliceOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

const mostTables = 20;
/** A text may not be longer in some browsers. */
const mostBytes = 2 ** 29 - 24;
/** Enough for the first rows. */
const looked = 2 ** 18;
const fewestPixels = 16;

interface Form {
  readonly hasHeader: boolean;
  /** Of the label; −1 where there is none. */
  readonly label: number;
  readonly split: number;
  /** Of the cell with all pixels; −1 where each has a cell. */
  readonly joined: number;
  readonly values: number;
}

const isByte = (cell: string): boolean => /^\d+(\.0*)?$/.test(cell) && Number(cell) <= 255;
const split = (cell: string): string[] => cell.trim().split(/\s+/);

/** How a table is laid out, by its first two rows. */
function formOf([first, second]: readonly (readonly string[])[]): Form | undefined {
  if (!first || !second) return undefined;
  const hasHeader = !first.every(isByte);
  const header = hasHeader ? first.map((name) => name.toLowerCase()) : [];
  const joined = header.findIndex((name) => name === 'pixels' || name === 'image');
  if (joined >= 0) {
    const pixels = split(second[joined] ?? '');
    const label = header.findIndex((name) => /^(emotion|label|class|target)$/.test(name));
    const usage = header.findIndex((name) => /^(usage|split|set)$/.test(name));
    return pixels.length >= fewestPixels && pixels.every(isByte)
      ? { hasHeader, label, split: usage, joined, values: pixels.length }
      : undefined;
  }
  const named = header.findIndex((name) => /^(label|class|target|y)$/.test(name));
  const numbers = second.filter(isByte).length;
  const whole = squareShape(second.length) !== undefined;
  const label = named >= 0 ? named : whole ? -1 : 0;
  const values = second.length - (label >= 0 ? 1 : 0);
  // The label may be a word.
  const enough = numbers >= values && values >= fewestPixels;
  return enough ? { hasHeader, label, split: -1, joined: -1, values } : undefined;
}

async function looksLike(file: OwnFile): Promise<Form | undefined> {
  const text = new TextDecoder().decode(await sliceOf(file, 0, looked));
  const rows: string[][] = [];
  for (const row of csvRows(text)) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  return formOf(rows);
}

/** Pixels of a table, a picture after another, with their labels and splits. */
class Collected {
  readonly labels: string[] = [];
  readonly splits: Brought[] = [];
  #bytes: Uint8Array;

  constructor(readonly values: number) {
    this.#bytes = new Uint8Array(1024 * values);
  }

  /** @returns whether the row has as many bytes as a picture. */
  add(label: string, brought: Brought, cells: readonly string[]): boolean {
    if (cells.length !== this.values) return false;
    const from = this.labels.length * this.values;
    if (from + this.values > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (const [i, cell] of cells.entries()) {
      const value = Number(cell);
      if (!(value >= 0 && value <= 255)) return false;
      this.#bytes[from + i] = Math.round(value);
    }
    this.labels.push(label);
    this.splits.push(brought);
    return true;
  }

  read(index: number): Pixels {
    const { values } = this;
    const shape = squareShape(values) ?? { width: values, height: 1, channels: 1 as const, planar: false };
    const raw = this.#bytes.subarray(index * values, (index + 1) * values);
    // Colours stand pixel by pixel in such tables.
    return { width: shape.width, height: shape.height, channels: shape.channels, data: raw };
  }
}

interface Table {
  readonly file: OwnFile;
  readonly form: Form;
}

/** @param classes Names by class number, where the data has them. */
async function picturesOf(
  { file, form }: Table,
  classes: readonly string[] | undefined,
): Promise<FoundPicture[]> {
  const damaged = () => new OwnDataError({ kind: 'data-damaged', name: file.path });
  const rows = csvRows(new TextDecoder().decode(await bytesOf(file, mostBytes)));
  if (form.hasHeader) rows.next();
  const collected = new Collected(form.values);
  const around = splitIn(baseName(file.path));
  for (const row of rows) {
    const cells =
      form.joined >= 0
        ? split(row[form.joined] ?? '')
        : form.label < 0
          ? row
          : row.filter((_, i) => i !== form.label);
    const said = form.split >= 0 ? splitNamed(row[form.split] ?? '') : 'none';
    if (!collected.add(row[form.label] ?? '', said === 'none' ? around : said, cells)) throw damaged();
  }
  if (!squareShape(form.values)) throw damaged();
  const count = collected.labels.length;
  const turned = isTransposed(file.path);
  return labelledPictures({
    name: file.path,
    split: around,
    count,
    labels: collected.labels.map((label) => classes?.[Number(label)] ?? label),
    read: (i) => (turned ? transposed(collected.read(i)) : collected.read(i)),
  }).map((picture, i) => ({ ...picture, split: collected.splits[i] ?? 'none' }));
}

export const pixelCsv: Layout = {
  name: 'pixel-csv',
  async recognise({ files, tally }: Tree) {
    const tables = files.filter(({ path }) => /^(csv|tsv)$/.test(extensionOf(path)));
    if (tables.length === 0 || tables.length > mostTables) return undefined;
    const labelled: Table[] = [];
    let unlabelled: string | undefined;
    for (const file of files) {
      const form = tables.includes(file) ? await looksLike(file) : undefined;
      if (form && form.label >= 0) labelled.push({ file, form });
      else if (form) unlabelled = file.path;
      else if (!isMapping(file)) tally.add('not-pictures', file.path);
    }
    const [first] = labelled;
    if (first) {
      // Tables of other names may be parts of one set.
      expectOneSet(labelled.map(({ file }) => file.path).filter(isTransposed));
      const classes = isTransposed(first.file.path)
        ? await listedClasses(first.file, files.filter(isMapping))
        : undefined;
      const pictures: FoundPicture[] = [];
      for (const table of labelled) addAll(pictures, await picturesOf(table, classes));
      if (unlabelled !== undefined) tally.add('not-pictures', unlabelled);
      return {
        layout: 'pixel-csv',
        pictures,
        ...(classes && { classes: classes.filter(Boolean) }),
      };
    }
    if (unlabelled !== undefined) throw new OwnDataError({ kind: 'no-labels', name: unlabelled });
    return undefined;
  },
};
