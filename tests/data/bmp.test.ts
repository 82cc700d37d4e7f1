/** BMP in Node: kinds of it that the test writes itself, and what is not read. */
import { expect, it } from 'vitest';
import { decodeBmp } from '../../src/data/node/decodeBmp.ts';

interface Made {
  readonly bits: number;
  readonly rows: readonly (readonly number[])[];
  readonly width: number;
  readonly palette?: readonly number[];
  readonly compression?: number;
  readonly masks?: readonly number[];
  readonly fromAbove?: boolean;
  readonly header?: number;
}

/** A file of these bytes in each row, the lowest row first. */
function bmpOf(made: Made): Uint8Array {
  const { bits, rows, width, palette = [], compression = 0, masks = [], fromAbove, header = 40 } = made;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const beside = header > 40 ? 0 : masks.length * 4;
  const start = 14 + header + beside + palette.length;
  const file = Buffer.alloc(start + stride * rows.length);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(start, 10);
  file.writeUInt32LE(header, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(fromAbove ? -rows.length : rows.length, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  file.writeUInt32LE(compression, 30);
  for (const [i, mask] of masks.entries()) file.writeUInt32LE(mask >>> 0, 54 + 4 * i);
  file.set(palette, 14 + header + beside);
  for (const [i, row] of rows.entries()) file.set(row, start + i * stride);
  return file;
}

const red = [255, 0, 0];
const green = [0, 255, 0];
const blue = [0, 0, 255];
const white = [255, 255, 255];

it.each<[string, Made, readonly (readonly number[])[]]>([
  [
    '24 bits',
    {
      bits: 24,
      width: 2,
      rows: [
        [255, 0, 0, 255, 255, 255],
        [0, 0, 255, 0, 255, 0],
      ],
    },
    [red, green, blue, white],
  ],
  [
    '24 bits from above',
    {
      bits: 24,
      width: 2,
      fromAbove: true,
      rows: [
        [0, 0, 255, 0, 255, 0],
        [255, 0, 0, 255, 255, 255],
      ],
    },
    [red, green, blue, white],
  ],
  [
    'a palette of 1 bit',
    { bits: 1, width: 3, palette: [0, 0, 255, 0, 255, 0, 0, 0], rows: [[0b01000000]] },
    [red, blue, red],
  ],
  [
    'a palette of 4 bits',
    { bits: 4, width: 3, palette: [0, 0, 255, 0, 255, 0, 0, 0, 0, 255, 0, 0], rows: [[0x21, 0x00]] },
    [green, blue, red],
  ],
  [
    'a palette of 8 bits',
    { bits: 8, width: 2, palette: [0, 0, 255, 0, 255, 0, 0, 0], rows: [[1, 0]] },
    [blue, red],
  ],
  ['16 bits', { bits: 16, width: 2, rows: [[0x00, 0x7c, 0xe0, 0x03]] }, [red, green]],
  [
    '16 bits by masks',
    { bits: 16, width: 2, compression: 3, masks: [0xf800, 0x7e0, 0x1f], rows: [[0x00, 0xf8, 0xe0, 0x07]] },
    [red, green],
  ],
  ['32 bits, of which the last say nothing', { bits: 32, width: 1, rows: [[0, 0, 255, 0]] }, [red]],
  [
    '32 bits over white',
    {
      bits: 32,
      width: 2,
      compression: 3,
      header: 124,
      masks: [0xff0000, 0xff00, 0xff, 0xff000000],
      rows: [[0, 0, 255, 255, 0, 0, 255, 0]],
    },
    [red, white],
  ],
])('%s', (_, made, colours) => {
  const { width, rgba } = decodeBmp(bmpOf(made)) ?? { width: 0, rgba: [] };
  expect(width).toBe(made.width);
  expect([...rgba]).toEqual(colours.flatMap((colour) => [...colour, 255]));
});

it('RLE and other numbers of bits are not read', () => {
  expect(decodeBmp(bmpOf({ bits: 8, width: 1, compression: 1, rows: [[0]] }))).toBeUndefined();
  expect(decodeBmp(bmpOf({ bits: 2, width: 1, rows: [[0]] }))).toBeUndefined();
});
