/** A table beside pictures that names each of them and says its class: `labels.csv`, or Hugging Face's `metadata.csv` and `metadata.jsonl`. */

import { addAll } from '../addAll.ts';
import type { Brought, FoundPicture } from '../found.ts';
import { isOtherPicture, isPicture, pictureOf } from '../pictureFiles.ts';
import { csvRows } from '../readers/csv.ts';
import { jsonRows } from '../readers/jsonLines.ts';
import { splitIn, splitNamed } from '../splitNames.ts';
import { baseName, bytesOf, extensionOf, folderOf, type OwnFile, stemOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

/** Of a table; 300,000 rows of names take less. */
const mostBytes = 2 ** 27;
const mostTables = 20;

const fileColumns =
  /^(file_?name|file_?path|files?|images?(_?(id|name|path|file))?|img(_?(id|name|path))?|pictures?|path|id|name|文件名?|图片)$/;
const labelColumns =
  /^(labels?|class(_?(name|label|id))?|category(_?name)?|target|species|breed|tags?|y|类别|标签|分类)$/;
const splitColumns = /^(split|set|subset|partition|usage|fold_?name)$/;

interface Columns {
  readonly file: number;
  readonly label: number;
  readonly split: number;
}

const find = (header: readonly string[], pattern: RegExp): number =>
  header.findIndex((name) =>
    pattern.test(
      name
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_'),
    ),
  );

/** By the names in the first row; two columns without a known name are a file and its label. */
function columnsOf(header: readonly string[]): Columns | undefined {
  const file = find(header, fileColumns);
  const label = find(header, labelColumns);
  const split = find(header, splitColumns);
  if (file >= 0 && label >= 0) return { file, label, split };
  return header.length === 2 ? { file: 0, label: 1, split } : undefined;
}

/** Pictures of a tree by every name that a table may have for them. */
class Index {
  readonly #byPath = new Map<string, OwnFile>();
  readonly #byName = new Map<string, OwnFile>();

  constructor(files: readonly OwnFile[]) {
    for (const file of files) {
      const whole = file.path;
      for (const path of [whole, whole.slice(0, whole.length - extensionOf(whole).length - 1)])
        this.#byPath.set(path, file);
      for (const name of [baseName(whole), stemOf(whole)])
        if (!this.#byName.has(name)) this.#byName.set(name, file);
    }
  }

  /** @param folder Of the table. */
  find(named: string, folder: string): OwnFile | undefined {
    const path = named
      .normalize('NFC')
      .replaceAll('\\', '/')
      .replace(/^(\.?\/)+/, '');
    const beside = folder === '' ? path : `${folder}/${path}`;
    return this.#byPath.get(beside) ?? this.#byPath.get(path) ?? this.#byName.get(baseName(path));
  }
}

interface Table {
  readonly found: readonly FoundPicture[];
  /** Names in it without a picture. */
  readonly missing: readonly string[];
}

function readTable(file: OwnFile, text: string, index: Index): Table | undefined {
  const rows = extensionOf(file.path) === 'jsonl' ? jsonRows(text) : csvRows(text);
  const { value: header } = rows.next();
  const columns = header && columnsOf(header);
  if (!header || !columns) return undefined;
  const folder = folderOf(file.path);
  // `train.csv`, or `train/metadata.csv`.
  const own = splitIn(stemOf(file.path));
  const around = own === 'none' ? splitNamed(baseName(folder)) : own;
  const found: FoundPicture[] = [];
  const missing: string[] = [];
  const take = (row: readonly string[]) => {
    const name = row[columns.file] ?? '';
    const label = row[columns.label] ?? '';
    const picture = name === '' ? undefined : index.find(name, folder);
    if (!picture) missing.push(name);
    else if (label !== '')
      found.push(pictureOf(picture, label.normalize('NFC'), splitOf(row[columns.split], around, picture)));
  };
  // A table without names of its columns begins with a picture.
  if (index.find(header[columns.file] ?? '', folder)) take(header);
  for (const row of rows) take(row);
  return { found, missing };
}

function splitOf(cell: string | undefined, around: Brought, picture: OwnFile): Brought {
  const said = cell === undefined ? 'none' : splitNamed(cell);
  if (said !== 'none') return said;
  if (around !== 'none') return around;
  return (
    picture.path
      .split('/')
      .slice(0, -1)
      .map(splitNamed)
      .find((split) => split !== 'none') ?? 'none'
  );
}

export const csv: Layout = {
  name: 'csv',
  async recognise({ files, tally }: Tree) {
    const pictures = files.filter(isPicture);
    const tables = files.filter(
      ({ path, size }) => /^(csv|tsv|jsonl)$/.test(extensionOf(path)) && size <= mostBytes,
    );
    if (pictures.length === 0 || tables.length === 0 || tables.length > mostTables) return undefined;
    const index = new Index(pictures);
    const taken = new Map<string, FoundPicture>();
    const missing: string[] = [];
    for (const file of tables) {
      const table = readTable(file, new TextDecoder().decode(await bytesOf(file)), index);
      // One that names no picture that is there is about something else.
      if (!table || table.found.length === 0) continue;
      for (const picture of table.found) taken.set(picture.name, picture);
      addAll(missing, table.missing);
    }
    // Folders of classes may have a table of something else beside them.
    if (2 * taken.size < pictures.length) return undefined;
    for (const name of missing) tally.add('not-there', name);
    for (const file of files) {
      if (isOtherPicture(file)) tally.add('other-pictures', file.path);
      else if (!isPicture(file)) {
        if (!tables.includes(file)) tally.add('not-pictures', file.path);
      } else if (!taken.has(file.path)) tally.add('unlabelled', file.path);
    }
    return { layout: 'csv', pictures: [...taken.values()] };
  },
};
