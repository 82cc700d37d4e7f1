/** Hugging Face's parquet files: a column of pictures, each a file in bytes, and a column of labels whose names stand in the file's own description. */

import { letters } from '../../pictureFiles/bytes.ts';
import { addAll } from '../addAll.ts';
import { mostPictureBytes } from '../bounds.ts';
import type { FoundPicture } from '../found.ts';
import { OwnDataError } from '../ownDataError.ts';
import { splitIn } from '../splitNames.ts';
import { atHand, baseName, extensionOf, type OwnFile, sliceOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

const mostFiles = 200;
/** Pictures of one group of rows are in memory together. */
const mostGroupBytes = 2 ** 30;

/** What is used of the library, which is loaded when there is such a file. */
async function library() {
  const [{ parquetMetadataAsync, parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('../readers/parquetCompressors.ts'),
  ]);
  return { parquetMetadataAsync, parquetReadObjects, compressors };
}

type Library = Awaited<ReturnType<typeof library>>;
type Metadata = Awaited<ReturnType<Library['parquetMetadataAsync']>>;

interface Columns {
  readonly picture: string;
  readonly label: string;
}

/** Columns at the top, by name. */
function columnsOf({ schema }: Metadata): Columns | undefined {
  const names = topColumns(schema);
  const picture = names.find((name) => /^(image|img|picture|pixel_values?|png|jpg|jpeg)$/i.test(name));
  const label =
    names.find((name) => /^(fine_label|label|labels|class|target|cls|digit|character)$/i.test(name)) ??
    names.find((name) => /label|class/i.test(name) && !/^coarse/i.test(name));
  return picture !== undefined && label !== undefined ? { picture, label } : undefined;
}

/** Names of the children of the root: a child of a child is passed by with its parent. */
function topColumns(schema: Metadata['schema']): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = () => {
    let children = schema[at++]?.num_children ?? 0;
    while (children-- > 0) skip();
  };
  while (at < schema.length) {
    names.push(schema[at]?.name ?? '');
    skip();
  }
  return names;
}

/** Names of classes by number, as `datasets` describes its features. */
function classNames({ key_value_metadata: pairs }: Metadata, label: string): string[] | undefined {
  const text = pairs?.find(({ key }) => key === 'huggingface')?.value;
  if (text === undefined) return undefined;
  try {
    const description: unknown = JSON.parse(text);
    const names = at(at(at(at(description, 'info'), 'features'), label), 'names');
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** A picture is its bytes, or a structure with them. */
function bytesIn(cell: unknown): Uint8Array | undefined {
  const bytes = cell instanceof Uint8Array ? cell : at(cell, 'bytes');
  return bytes instanceof Uint8Array && bytes.length <= mostPictureBytes ? bytes : undefined;
}

/** The pictures of one group of rows at a time: they are read in their order. */
class Rows {
  #first = 0;
  #cells: Promise<unknown[]> | undefined;

  constructor(
    private readonly load: (from: number, to: number) => Promise<unknown[]>,
    /** Where each group ends. */
    private readonly ends: readonly number[],
  ) {}

  async cell(row: number): Promise<unknown> {
    const group = this.ends.findIndex((end) => row < end);
    const first = this.ends[group - 1] ?? 0;
    if (!this.#cells || this.#first !== first) {
      this.#first = first;
      this.#cells = this.load(first, this.ends[group] ?? first);
    }
    return (await this.#cells)[row - first];
  }
}

async function picturesOf(
  found: OwnFile,
  lib: Library,
): Promise<{ pictures: FoundPicture[]; classes?: string[] }> {
  const file = await atHand(found);
  const { path: name } = file;
  const damaged = (cause?: unknown) => new OwnDataError({ kind: 'data-damaged', name }, { cause });
  const buffer = {
    byteLength: file.size,
    slice: async (from: number, to = file.size) =>
      (await sliceOf(file, from, to)).slice().buffer as ArrayBuffer,
  };
  try {
    const metadata = await lib.parquetMetadataAsync(buffer);
    const columns = columnsOf(metadata);
    if (!columns) throw new OwnDataError({ kind: 'no-labels', name });
    const groups = metadata.row_groups;
    if (groups.some(({ total_byte_size }) => Number(total_byte_size) > mostGroupBytes)) throw damaged();
    const read = async (column: string, rowStart: number, rowEnd: number): Promise<unknown[]> =>
      (
        await lib.parquetReadObjects({
          file: buffer,
          metadata,
          columns: [column],
          rowStart,
          rowEnd,
          compressors: lib.compressors,
          utf8: false,
        })
      ).map((row) => row[column]);
    let end = 0;
    const ends = groups.map(({ num_rows }) => (end += Number(num_rows)));
    const labels = await read(columns.label, 0, end);
    const classes = classNames(metadata, columns.label);
    const rows = new Rows((from, to) => read(columns.picture, from, to), ends);
    // `train-00000-of-00001`, or a folder of the split.
    const own = splitIn(baseName(name));
    const split = own === 'none' ? splitIn(name) : own;
    const pictures = labels.map((label, i) => ({
      name: `${name}, ${i + 1}`,
      label: labelText(label, classes),
      split,
      read: async () => {
        const bytes = bytesIn(await rows.cell(i));
        if (!bytes) throw damaged();
        return { file: bytes };
      },
    }));
    return { pictures, classes };
  } catch (error) {
    throw error instanceof OwnDataError ? error : damaged(error);
  }
}

function labelText(label: unknown, classes: readonly string[] | undefined): string {
  if (label instanceof Uint8Array) return new TextDecoder().decode(label);
  return classes?.[Number(label)] ?? String(label);
}

export const parquet: Layout = {
  name: 'parquet',
  async recognise({ files, tally }: Tree) {
    const tables: OwnFile[] = [];
    for (const file of files) {
      if (extensionOf(file.path) !== 'parquet') tally.add('not-pictures', file.path);
      else if (letters(await sliceOf(file, 0, 4), 0, 4) === 'PAR1') tables.push(file);
      else throw new OwnDataError({ kind: 'data-damaged', name: file.path });
      if (tables.length > mostFiles) return undefined;
    }
    if (tables.length === 0) return undefined;
    const lib = await library();
    const pictures: FoundPicture[] = [];
    let classes: string[] | undefined;
    for (const table of tables) {
      const found = await picturesOf(table, lib);
      addAll(pictures, found.pictures);
      classes ??= found.classes;
    }
    return { layout: 'parquet', classes, pictures };
  },
};
