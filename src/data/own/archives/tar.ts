/** The files of a tar (POSIX ustar and pax, and GNU's long names), as views of its bytes. Links, devices and folders are no files. */
import { mostFiles } from '../bounds.ts';
import { OwnDataError } from '../ownDataError.ts';
import { memoryFile, type OwnFile } from '../tree.ts';

const block = 512;

const textOf = (bytes: Uint8Array, from: number, length: number): string => {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};

export const isTar = (head: Uint8Array): boolean => textOf(head, 257, 5) === 'ustar';

/** Octal digits, or beyond eight gigabytes a binary number, which nothing here may have. */
const sizeAt = (bytes: Uint8Array, at: number): number => {
  const text = textOf(bytes, at + 124, 12).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
};

/** The `path` of a pax header: lines of length, key and value. */
const paxPath = (header: string): string | undefined => /(?:^|\n)\d+ path=([^\n]*)/.exec(header)?.[1];

/** @throws OwnDataError where it is damaged. */
export function tarFiles(bytes: Uint8Array, archive: string): OwnFile[] {
  const files: OwnFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= bytes.length; ) {
    // Two empty blocks end it.
    if (bytes[at] === 0) break;
    const size = sizeAt(bytes, at);
    const data = at + block;
    if (!(data + Math.ceil(size / block) * block <= bytes.length))
      throw new OwnDataError({ kind: 'archive-damaged', name: archive });
    const type = String.fromCharCode(bytes[at + 156] || 0x30);
    const content = bytes.subarray(data, data + size);
    if (type === 'x') longName = paxPath(new TextDecoder().decode(content)) ?? longName;
    else if (type === 'L') longName = textOf(content, 0, size);
    else {
      const prefix = isTar(bytes.subarray(at, data)) ? textOf(bytes, at + 345, 155) : '';
      const name = textOf(bytes, at, 100);
      if (type === '0') files.push(memoryFile(longName ?? (prefix ? `${prefix}/${name}` : name), content));
      if (files.length > mostFiles) throw new OwnDataError({ kind: 'too-many-files', most: mostFiles });
      longName = undefined;
    }
    at = data + Math.ceil(size / block) * block;
  }
  return files;
}
