/** Folders, archives and tables that people may drop, good ones in each layout and hostile ones, and what the page says of each. */
import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { crc32 } from '../../src/formats/crc32.ts';
import { joined, longZip, picture, png, tarOf } from '../data/own/kit.ts';

type Tree = Readonly<Record<string, Uint8Array | string>>;

export interface Case {
  /** What it is, and the folder that its files lie in. */
  readonly name: string;
  /** Written as files; what lies at the top of it is dropped. */
  readonly make: () => Promise<Tree>;
  readonly says: RegExp;
}

const fixture = (name: string): Uint8Array => readFileSync(`tests/data/own/fixtures/${name}`);
const utf8 = new TextEncoder();
const be32 = (...values: number[]): Uint8Array => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, 4 * i);
  return bytes;
};

/** Pictures, each of a colour of its own. */
async function pictures(...paths: string[]): Promise<Record<string, Uint8Array>> {
  return Object.fromEntries(
    await Promise.all(paths.map(async (path, i) => [path, await picture(i + 1)] as const)),
  );
}
const five = (folder: string, ending = '.png'): string[] =>
  [0, 1, 2, 3, 4].map((i) => `${folder}${i}${ending}`);

const idxPictures = (greys: readonly number[]) =>
  gzipSync(
    joined(be32(0x803, greys.length, 3, 3), Uint8Array.from(greys.flatMap((grey) => Array(9).fill(grey)))),
  );
const idxLabels = (labels: readonly number[]) =>
  gzipSync(joined(be32(0x801, labels.length), Uint8Array.from(labels)));

const cifarRecords = (count: number) =>
  joined(
    ...Array.from({ length: count }, (_, i) =>
      joined(Uint8Array.of(i % 2), new Uint8Array(3072).fill(20 * i)),
    ),
  );

/** The same zip, of which the list says that its first entry unpacks to 70 MB. */
function bomb(): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'cat/1.bmp': new Uint8Array(1000) }));
  bytes.writeUInt32LE(70 * 2 ** 20, bytes.length - 22 - 46 - 'cat/1.bmp'.length + 24);
  return bytes;
}

const animals = () => pictures(...five('cat/'), ...five('dog/'));

export const layouts: readonly Case[] = [
  {
    name: 'folders, named in Chinese',
    make: () => pictures(...five('宠物/猫/'), ...five('宠物/狗 🐕/')),
    says: /^Folders of pictures, each named after its class: 10 pictures of 2 classes; 8 to train on and 2 to test on \(a fifth of each class\)\.$/,
  },
  {
    name: 'folders of splits',
    make: () =>
      pictures(
        ...five('set/train/cat/'),
        ...five('set/train/dog/'),
        'set/test/cat/x.png',
        'set/test/dog/y.png',
      ),
    says: /12 pictures of 2 classes; 10 to train on and 2 to test on \(as the data says\)/,
  },
  {
    name: 'files with a prefix',
    make: () => pictures(...five('cat.'), ...five('dog.')),
    says: /^Pictures whose names begin with their class: 10 pictures of 2 classes/,
  },
  {
    name: 'a table beside pictures',
    make: async () => ({
      ...(await pictures(...five('set/images/'))),
      'set/labels.csv': `filename,label\n${[0, 1, 2, 3, 4].map((i) => `${i}.png,${i % 2 ? 'dog' : 'cat'}`).join('\n')}`,
    }),
    says: /^Pictures and a table of their classes: 5 pictures of 2 classes/,
  },
  {
    name: 'a table of pixels',
    make: async () => ({
      'train.csv': [
        ['label', ...Array.from({ length: 16 }, (_, i) => `pixel${i}`)].join(','),
        ...[3, 4, 3, 4].map((label, i) => [label, ...Array(16).fill(50 * i)].join(',')),
      ].join('\n'),
    }),
    says: /^A table of classes and pixels: 4 pictures of 2 classes/,
  },
  {
    name: 'IDX, gzipped',
    make: async () => ({
      'train-images-idx3-ubyte.gz': idxPictures([10, 20, 30, 40]),
      'train-labels-idx1-ubyte.gz': idxLabels([1, 7, 1, 7]),
      't10k-images-idx3-ubyte.gz': idxPictures([50, 60]),
      't10k-labels-idx1-ubyte.gz': idxLabels([7, 1]),
    }),
    says: /^IDX files, as MNIST has them: 6 pictures of 2 classes; 4 to train on and 2 to test on \(as the data says\)/,
  },
  {
    name: 'CIFAR in binary',
    make: async () => ({
      'cifar-10-binary.tar.gz': gzipSync(
        tarOf({
          'set/data_batch_1.bin': cifarRecords(6),
          'set/test_batch.bin': cifarRecords(4),
          'set/batches.meta.txt': utf8.encode('crab\neel\n'),
        }),
      ),
    }),
    says: /^Binary files of CIFAR: 10 pictures of 2 classes/,
  },
  {
    name: 'CIFAR of Python',
    make: async () => ({
      'cifar-10-batches-py/data_batch_1': fixture('cifar10-python2.pickle'),
      'cifar-10-batches-py/test_batch': fixture('cifar10-python2.pickle'),
      'cifar-10-batches-py/batches.meta': fixture('cifar10-python2-meta.pickle'),
    }),
    says: /^Python files of CIFAR: 10 pictures of 3 classes/,
  },
  {
    name: 'Parquet',
    make: async () => ({ 'train-00000-of-00001.parquet': fixture('snappy.parquet') }),
    says: /^A Parquet table, as Hugging Face has them: \d+ pictures of 3 classes/,
  },
  {
    name: 'NumPy',
    make: async () => ({ 'set.npz': fixture('keras.npz') }),
    says: /^Arrays of NumPy: 6 pictures of 3 classes/,
  },
  {
    name: 'Teachable Machine',
    make: async () => ({
      'project.tm': zipSync({
        'manifest.json': utf8.encode('{"type":"image"}'),
        ...(await pictures(...five('Class 1-!-'), ...five('狗-!-'))),
      }),
    }),
    says: /^A project of Teachable Machine: 10 pictures of 2 classes/,
  },
];

export const hostile: readonly Case[] = [
  {
    name: 'a bomb',
    make: async () => ({ 'bomb.zip': bomb() }),
    says: /^The archive "bomb\.zip" would unpack to far more than it holds/,
  },
  {
    name: 'names that lead out',
    make: async () => ({
      'out.zip': zipSync({
        ...(await animals()),
        '../cat/9.png': await picture(9),
        '/etc/9.png': await picture(9),
      }),
    }),
    says: /^2 files have names that would lead out of the folder and are left out/,
  },
  {
    name: 'a pickle that calls',
    make: async () => ({ 'cifar-10-batches-py/data_batch_1': fixture('evil-protocol4.pickle') }),
    says: /asks to call "posix\.system" when it is read, which is never done here/,
  },
  {
    name: '100,000 entries',
    make: async () => {
      const file = longZip(Array.from({ length: 100_000 }, (_, i) => `c${i % 10}/${i}.png`));
      return { 'long.zip': await file.slice(0, file.size) };
    },
    says: /100,000 pictures of 10 classes; 80,000 to train on and 20,000 to test on/,
  },
  {
    name: 'cut short',
    make: async () => ({ 'cut.zip': zipSync(await animals()).subarray(0, 700) }),
    says: /^The archive "cut\.zip" is damaged or cut short/,
  },
  {
    name: 'one class',
    make: () => pictures(...five('set/cat/')),
    says: /^In 5 files there are no pictures with classes that are understood here/,
  },
  {
    name: 'no pictures',
    make: async () => ({ 'set/notes.txt': 'nothing', 'set/more/notes.txt': 'nothing' }),
    says: /^In 2 files there are no pictures with classes that are understood here: put the pictures of each class into a folder/,
  },
  {
    name: 'another archive',
    make: async () => ({ 'set.rar': 'Rar!\u001a\u0007\u0001\0' }),
    says: /^"set\.rar" is packed as RAR/,
  },
];

/** A striped picture of so many pixels a side, all of them there, of one bit each: 50 MB of rows of 20,000 pixels are a file of 250 kB. */
function huge(side: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const content = joined(utf8.encode(type), data);
    return joined(be32(data.length), content, be32(crc32(content)));
  };
  const row = Math.ceil(side / 8) + 1;
  const rows = Buffer.alloc(side * row);
  // Before the pixels of each row stands how it was filtered: not at all.
  for (let y = 0; y < side; y += 2) rows.fill(0xff, y * row + 1, (y + 1) * row);
  return joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', joined(be32(side, side), Uint8Array.of(1, 0, 0, 0, 0))),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  );
}

const flat = (depth: 'uchar' | 'ushort') => {
  const Values = depth === 'uchar' ? Uint8Array : Uint16Array;
  const raw = { width: 48, height: 40, channels: 3 as const, depth };
  return sharp(new Values(48 * 40 * 3).fill(depth === 'uchar' ? 90 : 0x8040), { raw: raw as never });
};

/** A folder of two classes with pictures of every odd kind. */
export const oddPictures = async (): Promise<Tree> => ({
  ...(await pictures(...five('odd/cat/'), ...five('odd/dog/'))),
  'odd/cat/one.png': await png([9, 8, 7], 1),
  'odd/cat/large.png': huge(20_000),
  'odd/cat/cmyk.jpg': await flat('uchar').toColourspace('cmyk').jpeg().toBuffer(),
  'odd/dog/deep.png': await flat('ushort').toColourspace('rgb16').png().toBuffer(),
  'odd/dog/cut.jpg': (await flat('uchar').jpeg().toBuffer()).subarray(0, -20),
  'odd/dog/photo.heic': 'no picture',
  'odd/fox/lonely.png': await picture(77),
  'odd/readme.txt': 'Pets',
});
