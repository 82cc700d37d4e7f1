/**
 * The files of a zip (PKWARE APPNOTE 6.3), read by its list at the end, without unpacking anything: a file is unpacked when its bytes are asked for, into as many bytes
 * as the list says and no more. What all of them would come to is bounded before.
 */
import { inflateSync } from 'fflate';
import { megabytes, mostBytes, mostFiles, mostRatio, smallUnpacked } from '../bounds.ts';
import { OwnDataError } from '../ownDataError.ts';
import { type OwnFile, sliceOf } from '../tree.ts';

const endMark = 0x06054b50;
const longEndMark = 0x06064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
/** The record at the end, and the longest comment after it. */
const endBytes = 22;
const longestComment = 65_535;
const absent = 0xffffffff;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Entry {
  readonly path: string;
  readonly stored: number;
  readonly size: number;
  readonly method: number;
  /** Of its local header. */
  readonly offset: number;
}

/** A whole number of eight bytes; beyond what a double holds it is larger than any bound. */
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

interface List {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

/** Where the list of files lies. @throws RangeError beyond the end of the bytes. */
async function listOf(file: OwnFile): Promise<List | undefined> {
  const tailFrom = Math.max(0, file.size - endBytes - longestComment - 76);
  const tail = viewOf(await sliceOf(file, tailFrom, file.size));
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== endMark) continue;
    const list = {
      entries: tail.getUint16(at + 10, true),
      bytes: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    if (list.entries < 0xffff && list.offset !== absent && list.bytes !== absent) return list;
    // Before it lies where the record of a large archive is.
    const recordAt = at >= 20 ? long(tail, at - 20 + 8) : Number.NaN;
    const record = viewOf(await sliceOf(file, recordAt, recordAt + 56));
    if (record.byteLength < 56 || record.getUint32(0, true) !== longEndMark) return list;
    return { entries: long(record, 32), bytes: long(record, 40), offset: long(record, 48) };
  }
  return undefined;
}

/** Sizes and place of an entry of a large archive stand behind its name. */
function lengthened(view: DataView, from: number, to: number, values: [number, number, number]): void {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    for (const i of [0, 1, 2] as const)
      if (values[i] === absent) {
        values[i] = long(view, place);
        place += 8;
      }
  }
}

/** Names without the mark of UTF-8 are UTF-8 all the same where they can be. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function entriesIn(bytes: Uint8Array, count: number, archive: string): Entry[] {
  const view = viewOf(bytes);
  const entries: Entry[] = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== entryMark)
      throw new OwnDataError({ kind: 'archive-damaged', name: archive });
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    if (view.getUint16(at + 8, true) & 1)
      throw new OwnDataError({ kind: 'archive-encrypted', name: archive });
    // In the order in which they stand behind the name where they are long.
    const values: [number, number, number] = [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ];
    const nameEnd = at + 46 + name;
    lengthened(view, nameEnd, nameEnd + extra, values);
    const [size, stored, offset] = values;
    const path = nameOf(bytes.subarray(at + 46, nameEnd));
    if (!path.endsWith('/') && !path.endsWith('\\'))
      entries.push({ path, size, stored, offset, method: view.getUint16(at + 10, true) });
    at = nameEnd + extra + comment;
  }
  return entries;
}

/** The bytes of one file. @throws RangeError and what fflate throws for damage. */
async function unpacked(
  archive: OwnFile,
  { path, stored, size, method, offset }: Entry,
): Promise<Uint8Array> {
  const damaged = () => new OwnDataError({ kind: 'data-damaged', name: path });
  // The name may be stored with other fields behind it than the list has: a second look where the guess is short.
  const guess = await sliceOf(archive, offset, offset + 30 + 1024 + stored);
  const head = viewOf(guess);
  if (head.byteLength < 30 || head.getUint32(0, true) !== localMark) throw damaged();
  const from = 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const whole =
    from + stored <= guess.length
      ? guess.subarray(from, from + stored)
      : await sliceOf(archive, offset + from, offset + from + stored);
  if (whole.length < stored) throw damaged();
  if (method === 0) return whole;
  // What cannot be compressed grows by five bytes in 65,535.
  if (method !== 8 || stored > size + 64 + size / 1000) throw damaged();
  const bytes = inflateSync(whole, { out: new Uint8Array(size) });
  if (bytes.length !== size) throw damaged();
  return bytes;
}

function entryFile(archive: OwnFile, entry: Entry): OwnFile {
  return {
    path: entry.path,
    size: entry.size,
    packed: entry.method !== 0,
    async slice(from, to) {
      try {
        return (await unpacked(archive, entry)).subarray(from, to);
      } catch (error) {
        if (error instanceof OwnDataError) throw error;
        throw new OwnDataError({ kind: 'data-damaged', name: entry.path }, { cause: error });
      }
    },
  };
}

/** @throws OwnDataError where it is damaged, locked, or would unpack to too much. */
export async function zipFiles(archive: OwnFile): Promise<OwnFile[]> {
  const { path: name } = archive;
  let entries: Entry[];
  try {
    const list = await listOf(archive);
    if (!list) throw new OwnDataError({ kind: 'archive-damaged', name });
    if (list.entries > mostFiles) throw new OwnDataError({ kind: 'too-many-files', most: mostFiles });
    entries = entriesIn(await sliceOf(archive, list.offset, list.offset + list.bytes), list.entries, name);
  } catch (error) {
    if (error instanceof OwnDataError) throw error;
    throw new OwnDataError({ kind: 'archive-damaged', name }, { cause: error });
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > mostBytes || (total > smallUnpacked && total > mostRatio * archive.size))
    throw new OwnDataError({ kind: 'unpacks-too-large', name, most: megabytes(mostBytes) });
  return entries.map((entry) => entryFile(archive, entry));
}
