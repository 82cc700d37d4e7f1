/** What the bytes of a picture tell before it is decoded: its kind, its size, and whether all of it is there. */
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectFile, inspectHead } from '../../../../src/app/features/pictures/reading/inspect.ts';
import {
  formatOf,
  headBytes,
  looksLikePicture,
} from '../../../../src/app/features/pictures/reading/kinds.ts';
import { boxesIn } from '../../../../src/data/pictureFiles/formats/boxes.ts';
import { type FormatName, formatNames } from '../../../../src/data/pictureFiles/formats/format.ts';
import { formats } from '../../../../src/data/pictureFiles/formats/index.ts';
import { bmpOf } from './bmpOf.ts';

const [width, height] = [53, 37];
/** Rows of noise, so that the files are longer than their heads. */
const noise = Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 * (i % 31)) % 256));
const source = () => sharp(noise, { raw: { width, height, channels: 3 } });

const files = new Map<string, Uint8Array>();
beforeAll(async () => {
  const made: Record<string, Promise<Uint8Array>> = {
    JPEG: source().jpeg().toBuffer(),
    'JPEG, progressive': source().jpeg({ progressive: true }).toBuffer(),
    'JPEG, turned': source().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    PNG: source().png().toBuffer(),
    'PNG, 16 bits': source().toColourspace('rgb16').png().toBuffer(),
    WebP: source().webp().toBuffer(),
    'WebP, lossless': source().webp({ lossless: true }).toBuffer(),
    'WebP, with alpha': source().ensureAlpha(0.5).webp().toBuffer(),
    GIF: source().gif().toBuffer(),
    AVIF: source().avif({ effort: 0 }).toBuffer(),
    BMP: Promise.resolve(bmpOf(noise, width, height)),
  };
  for (const [name, file] of Object.entries(made)) files.set(name, new Uint8Array(await file));
});

const names = [
  ...['JPEG', 'JPEG, progressive', 'JPEG, turned', 'PNG', 'PNG, 16 bits'],
  ...['WebP', 'WebP, lossless', 'WebP, with alpha', 'GIF', 'AVIF', 'BMP'],
];

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const after = (at: number, content: string | readonly number[]): Uint8Array => {
  const bytes = typeof content === 'string' ? text(content) : Uint8Array.from(content);
  const file = new Uint8Array(at + bytes.length);
  file.set(bytes, at);
  return file;
};
/** An ISO media file of these brands, the main one first. */
const media = (main: string, ...others: string[]): Uint8Array =>
  text(`\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${main}\0\0\0\0${others.join('')}`);

describe.each(names)('%s', (name) => {
  const format = name.split(',')[0] as FormatName;

  it('is known, with its size before any rotation, and whole', () => {
    const file = files.get(name)!;
    expect(formatOf(file.subarray(0, headBytes))).toBe(format);
    expect(looksLikePicture(file.subarray(0, headBytes))).toBe(true);
    expect(formats[format].sizeOf(file)).toEqual({ width, height });
    expect(formats[format].isWhole(file)).toBe(true);
    expect(inspectFile(file, format)).toBeUndefined();
  });

  it('is cut short at every length, and never throws', () => {
    const file = files.get(name)!;
    // The last byte of a GIF ends the file, not its first picture. Between two boxes of an AVIF nothing shows what is missing: the decoder will.
    const least = format === 'GIF' ? file.length - 2 : file.length - 1;
    const ends = format === 'AVIF' ? [...boxesIn(file, 0, file.length)].map(({ to }) => to) : [];
    for (let length = 0; length <= least; length++)
      if (!ends.includes(length))
        expect(inspectFile(file.subarray(0, length), format), `${length} of ${file.length}`).toEqual({
          kind: 'cut-short',
          format,
        });
  });

  it('may have other bytes after it, as phones append films', () => {
    if (format === 'AVIF') return;
    const file = files.get(name)!;
    expect(inspectFile(Buffer.concat([file, after(9, 'ftypmp42')]), format)).toBeUndefined();
  });

  it('with any byte changed never throws and never runs on', () => {
    const file = files.get(name)!;
    for (let at = 0; at < Math.min(file.length, 700); at++)
      for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
        const changed = file.slice();
        changed[at] = byte;
        for (const known of Object.values(formats)) known.sizeOf(changed);
        inspectFile(changed, format);
      }
  });
});

describe('sizes beyond the bound are refused from the bytes alone', () => {
  const claim = (name: string, at: number, bytes: readonly number[]): Uint8Array => {
    const file = files.get(name)!.slice();
    file.set(bytes, at);
    return file;
  };
  const frame = (file: Uint8Array): number => {
    for (let at = 2; at < file.length; at++) if (file[at] === 0xff && file[at + 1] === 0xc0) return at;
    throw new Error('There is no frame.');
  };

  it.each<[FormatName, () => Uint8Array, number]>([
    ['JPEG', () => claim('JPEG', frame(files.get('JPEG')!) + 5, [0xff, 0xff, 0xff, 0xff]), 4295],
    ['PNG', () => claim('PNG', 16, [0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]), 4_611_686_014_133],
    ['WebP', () => claim('WebP, lossless', 21, [0xff, 0xff, 0xff, 0x0f]), 269],
    ['GIF', () => claim('GIF', 6, [0xff, 0xff, 0xff, 0xff]), 4295],
  ])('%s', (format, make, megapixels) => {
    expect(inspectFile(make(), format)).toEqual({ kind: 'too-many-pixels', megapixels, most: 100 });
  });

  it('100 megapixels are read, a row more is not', () => {
    const large = (rows: number) => claim('PNG', 16, [0, 0, 0x27, 0x10, 0, 0, rows >> 8, rows & 255]);
    expect(inspectFile(large(10_000), 'PNG')).toBeUndefined();
    expect(inspectFile(large(10_001), 'PNG')).toMatchObject({ kind: 'too-many-pixels', megapixels: 101 });
  });

  it('a frame of a GIF that lies beyond its screen counts', () => {
    const file = files.get('GIF')!.slice();
    const at = file.findIndex((byte, i) => byte === 0x2c && file[i + 5] === width && file[i + 7] === height);
    file.set([0xff, 0xff, 0xff, 0xff], at + 5);
    expect(formats.GIF.sizeOf(file)).toEqual({ width: 65_535, height: 65_535 });
  });

  it('a file of more than 256 MB is refused before it is read', () => {
    const head = files.get('PNG')!.subarray(0, headBytes);
    expect(inspectHead(head, 256 * 2 ** 20)).toBe('PNG');
    expect(inspectHead(head, 256 * 2 ** 20 + 1)).toEqual({
      kind: 'file-too-large',
      megabytes: 257,
      most: 256,
    });
  });

  it('no size, or none of it, is damage', () => {
    expect(inspectFile(claim('PNG', 16, [0, 0, 0, 0]), 'PNG')).toEqual({ kind: 'no-size', format: 'PNG' });
    expect(inspectFile(claim('PNG', 12, [0x49, 0x44]), 'PNG')).toEqual({ kind: 'no-size', format: 'PNG' });
  });
});

it('a BMP whose rows begin above has a negative height', () => {
  expect(formats.BMP.sizeOf(bmpOf(noise, width, -height))).toEqual({ width, height });
});

describe('what is no picture that is read here is called what it is', () => {
  it.each<[string, Uint8Array, object]>([
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), { kind: 'svg' }],
    [
      'SVG with a head',
      text('<?xml version="1.0"?>\n<!-- drawn -->\n<!DOCTYPE svg>\n<svg:svg/>'),
      { kind: 'svg' },
    ],
    ['PDF', text('%PDF-1.7\n'), { kind: 'pdf' }],
    ['HEIC', media('heic', 'mif1', 'heic'), { kind: 'heic' }],
    ['HEIC, told by its other brands', media('mif1', 'heix'), { kind: 'heic' }],
    ['MP4', media('isom', 'iso2', 'mp41'), { kind: 'video' }],
    ['QuickTime', media('qt  '), { kind: 'video' }],
    ['a sound of Apple’s', media('M4A ', 'mp42'), { kind: 'sound' }],
    ['WebM', after(0, [0x1a, 0x45, 0xdf, 0xa3]), { kind: 'video' }],
    ['MP3', text('ID3\u0004'), { kind: 'sound' }],
    ['TIFF', text('II*\0\b\0\0\0'), { kind: 'other-picture', format: 'TIFF' }],
    ['JPEG XL', after(0, [0xff, 0x0a, 0x4b]), { kind: 'other-picture', format: 'JPEG XL' }],
    ['an icon', after(0, [0, 0, 1, 0, 1, 0]), { kind: 'other-picture', format: 'ICO' }],
  ])('%s, which is for the readers of pictures all the same', (_, head, problem) => {
    expect(formatOf(head)).toEqual(problem);
    expect(looksLikePicture(head)).toBe(true);
  });

  it.each<[string, Uint8Array, object]>([
    ['nothing', new Uint8Array(), { kind: 'empty' }],
    ['text', text('BMW, a list of cars'), { kind: 'text' }],
    ['a page with a drawing', text('<!doctype html><html><svg></svg></html>'), { kind: 'text' }],
    ['JSON', text('{"a": 1}'), { kind: 'text' }],
    ['zip', text('PK\u0003\u0004'), { kind: 'archive', format: 'zip' }],
    ['gzip', after(0, [0x1f, 0x8b, 8, 0]), { kind: 'archive', format: 'gzip' }],
    ['a file of weights', after(0, [0x40, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]), { kind: 'no-picture' }],
    ['a few bytes', after(0, [0xff, 0xd8]), { kind: 'no-picture' }],
  ])('%s, which is not', (_, head, problem) => {
    expect(formatOf(head)).toEqual(problem);
    expect(looksLikePicture(head)).toBe(false);
  });

  it('no format begins as another does', () => {
    for (const name of names)
      expect(formatNames.filter((format) => formats[format].begins(files.get(name)!))).toEqual([
        name.split(',')[0],
      ]);
  });
});
