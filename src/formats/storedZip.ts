/**
 * A zip (PKWARE APPNOTE 6.3) of files that are packed in themselves, written one after the other, so that nobody holds all of it. More than 65,535 files are told in the
 * long record at its end, which fflate has not.
 */
import { InternalError } from '../base/errors.ts';
import { crc32 } from './crc32.ts';

/** Bit 11: names are UTF-8. */
const utf8 = 0x0800;
/** 1 January 1980, the earliest there is: the same files give the same zip. */
const date = 0x0021;
const most = 0xffff;
const mostBytes = 0xffffffff;

interface Field {
  readonly bytes: 2 | 4 | 8;
  readonly value: number;
}
const two = (value: number): Field => ({ bytes: 2, value });
const four = (value: number): Field => ({ bytes: 4, value });
const eight = (value: number): Field => ({ bytes: 8, value });

/** Numbers with the lowest byte first, and what follows them. */
function record(fields: readonly Field[], ...rest: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = fields.reduce((sum, { bytes }) => sum + bytes, 0);
  const all = new Uint8Array(length + rest.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const { bytes, value } of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  for (const part of rest) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export interface StoredZip {
  /** @returns the next bytes of the zip. It ends below 4 GB. */
  add(path: string, content: Uint8Array): Uint8Array<ArrayBuffer>;
  /** @returns the last bytes of the zip. */
  end(): Uint8Array<ArrayBuffer>;
}

export function storedZip(): StoredZip {
  const entries: Uint8Array[] = [];
  let at = 0;
  return {
    add(path, content) {
      const name = new TextEncoder().encode(path);
      if (at + content.length + name.length + 30 >= mostBytes)
        throw new InternalError('The zip is too large.');
      const described = [
        two(20),
        two(utf8),
        two(0),
        two(0),
        two(date),
        four(crc32(content)),
        four(content.length),
        four(content.length),
        two(name.length),
        two(0),
      ];
      const place = [two(0), two(0), two(0), four(0), four(at)];
      entries.push(record([four(0x02014b50), two(20), ...described, ...place], name));
      const local = record([four(0x04034b50), ...described], name, content);
      at += local.length;
      return local;
    },
    end() {
      const count = entries.length;
      const bytes = entries.reduce((sum, entry) => sum + entry.length, 0);
      const long =
        count < most && at + bytes < mostBytes
          ? []
          : [
              record([
                ...[four(0x06064b50), eight(44), two(45), two(45), four(0), four(0)],
                ...[eight(count), eight(count), eight(bytes), eight(at)],
              ]),
              record([four(0x07064b50), four(0), eight(at + bytes), four(1)]),
            ];
      const short = Math.min(count, most);
      const last = record([
        ...[four(0x06054b50), two(0), two(0), two(short), two(short)],
        ...[four(Math.min(bytes, mostBytes)), four(Math.min(at, mostBytes)), two(0)],
      ]);
      return record([], ...entries, ...long, last);
    },
  };
}
