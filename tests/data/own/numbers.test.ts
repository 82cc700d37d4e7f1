/** Layouts whose pictures are numbers in files: what the tests write themselves, and what Python wrote (fixtures/make.py). */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/base/sha256.ts';
import { idxClasses } from '../../../src/data/own/idxClasses.ts';
import { planWarnings } from '../../../src/data/own/plan.ts';
import { labelsIn, picturesIn } from '../../../src/data/own/readers/ndArray.ts';
import { readNpy } from '../../../src/data/own/readers/npy.ts';
import { readPickle } from '../../../src/data/own/readers/pickle.ts';
import { memoryFile, type OwnFile } from '../../../src/data/own/tree.ts';
import { understand } from '../../../src/data/own/understand.ts';
import { files, firstPixels, joined, madeOf, many, refusalOf, tarOf, understood, zipped } from './kit.ts';

const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(`tests/data/own/fixtures/${name}`));

const utf8 = new TextEncoder();
const be32 = (...values: number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value);
  return new Uint8Array(view.buffer);
};

/** All pictures of a set as `class: red,green,blue`. */
async function everyPicture(list: readonly OwnFile[]): Promise<string[]> {
  const { facts, train, test } = await madeOf(list);
  return [...firstPixels(train), ...firstPixels(test)]
    .map((text) => text.replace(/^\d+/, (label) => facts.classes[Number(label)] ?? ''))
    .sort();
}

/** What fixtures/make.py makes: a third of each class, a colour each. */
const made = (count: number, names: readonly string[]): string[] =>
  Array.from({ length: count }, (_, i) => `${names[i % 3]}: ${40 * (i % 3) + i},${5 * i},200`).sort();

const animals = ['crab', 'dolphin', 'eel'];
const numbers = ['0', '1', '2'];

describe('IDX', () => {
  /** Pictures of 3×3 in one grey each. */
  const images = (greys: readonly number[]) =>
    joined(be32(0x803, greys.length, 3, 3), Uint8Array.from(greys.flatMap((grey) => Array(9).fill(grey))));
  const labels = (list: readonly number[]) => joined(be32(0x801, list.length), Uint8Array.from(list));
  const pairs = {
    'train-images-idx3-ubyte': images([10, 20, 30, 40, 50]),
    'train-labels-idx1-ubyte': labels([9, 10, 9, 10, 9]),
    't10k-images-idx3-ubyte': images([60, 70]),
    't10k-labels-idx1-ubyte': labels([10, 9]),
  };
  const wanted = [
    ...['9: 10,10,10', '10: 20,20,20', '9: 30,30,30', '10: 40,40,40', '9: 50,50,50'],
    ...['10: 60,60,60', '9: 70,70,70'],
  ].sort();

  it('is read in pairs, gzipped or not, and in archives', async () => {
    const plain = await files({ ...pairs, 'README.md': 'x' });
    const gzipped = Object.entries(pairs).map(([name, bytes]) => memoryFile(`${name}.gz`, gzipSync(bytes)));
    for (const list of [plain, gzipped, [await zipped(plain)], [await zipped(gzipped)]]) {
      expect(await understood(list)).toEqual({ layout: 'idx', classes: ['9: 3 + 1', '10: 2 + 1'] });
      expect(await everyPicture(list)).toEqual(wanted);
    }
  });

  it('has the names of the classes of Fashion-MNIST where the folder or the labels are those of it', async () => {
    const pair = {
      'train-images-idx3-ubyte': images([1, 2, 3, 4]),
      'train-labels-idx1-ubyte': labels([9, 0, 9, 0]),
    };
    const named = Object.fromEntries(Object.entries(pair).map(([name, bytes]) => [`fashion/${name}`, bytes]));
    expect((await understood(await files(named))).classes).toEqual([
      'T-shirt/top: 1 + 1',
      'Ankle boot: 1 + 1',
    ]);
    expect((await understood(await files(pair))).classes).toEqual(['0: 1 + 1', '9: 1 + 1']);
    const data = Uint8Array.of(0, 1, 1);
    const set = { classes: ['a', 'b'], hashes: [await sha256Hex(data)], name: /^never$/ };
    expect(await idxClasses([{ path: 'x', data }], [set])).toEqual(['a', 'b']);
    const other = { path: 'y', data: Uint8Array.of(1, 1) };
    expect(await idxClasses([{ path: 'x', data }, other], [set])).toBeUndefined();
  });

  it("of EMNIST is turned upright, and its list has its classes' names", async () => {
    const rows = joined(be32(0x803, 2, 2, 2), Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    const list = await files({
      'emnist-letters-train-images-idx3-ubyte': rows,
      'emnist-letters-train-labels-idx1-ubyte': labels([1, 2]),
      'emnist-letters-mapping.txt': '1 65 97\n2 66 98\n',
    });
    const { found, tally, classes } = await understand(list);
    expect(classes.map(({ name }) => name)).toEqual(['Aa', 'Bb']);
    expect(tally.warnings).toEqual([]);
    expect(await found.pictures[1]?.read()).toEqual({
      pixels: { width: 2, height: 2, channels: 1, data: Uint8Array.of(5, 7, 6, 8) },
    });
  });

  /** Two letters of each class, twelve to train on, four to test on. */
  const variant = (name: string, first: number) =>
    Object.fromEntries(
      (['train', 'test'] as const).flatMap((split) => {
        const count = split === 'train' ? 12 : 4;
        const greys = Array.from({ length: count }, (_, i) => first + i + (split === 'test' ? 20 : 0));
        return [
          [`gzip/emnist-${name}-${split}-images-idx3-ubyte.gz`, gzipSync(images(greys))],
          [
            `gzip/emnist-${name}-${split}-labels-idx1-ubyte.gz`,
            gzipSync(labels(greys.map((_, i) => 1 + (i % 2)))),
          ],
        ];
      }),
    );
  const mapping = (name: string, first: number) => ({
    [`gzip/emnist-${name}-mapping.txt`]: `1 ${first} ${first + 32}\n2 ${first + 1} ${first + 33}\n`,
  });

  it('of one variant of EMNIST is read with the list of that one, and no class stands for the label 0 that letters lack', async () => {
    const list = await files({
      ...variant('letters', 50),
      ...mapping('letters', 65),
      ...mapping('balanced', 70),
    });
    const classes = ['Aa: 6 + 2', 'Bb: 6 + 2'];
    expect((await understood([await zipped(list)])).classes).toEqual(classes);
    const others = list.filter(({ path }) => !path.includes('letters-mapping'));
    expect((await understood(others)).classes).toEqual(['1: 6 + 2', '2: 6 + 2']);
  });

  it('of several data sets is refused by their names, one of which is asked for', async () => {
    const emnist = await files({
      ...variant('letters', 50),
      ...variant('balanced', 90),
      ...mapping('letters', 65),
    });
    expect(await refusalOf(understood([await zipped(emnist, 'gzip.zip')]))).toEqual({
      kind: 'several-sets',
      count: 2,
      names: ['emnist-balanced', 'emnist-letters'],
    });
    const raw = (folder: string) =>
      Object.fromEntries(Object.entries(pairs).map(([name, bytes]) => [`data/${folder}/raw/${name}`, bytes]));
    expect(await refusalOf(understood(await files({ ...raw('MNIST'), ...raw('KMNIST') })))).toEqual({
      kind: 'several-sets',
      count: 2,
      names: ['KMNIST/raw', 'MNIST/raw'],
    });
  });

  it('that lies there packed and unpacked too, or in folders of its splits, is read once', async () => {
    const packed = Object.fromEntries(
      Object.entries(pairs).map(([name, bytes]) => [`MNIST/raw/${name}.gz`, gzipSync(bytes)]),
    );
    const unpacked = Object.fromEntries(
      Object.entries(pairs).map(([name, bytes]) => [`MNIST/raw/${name}`, bytes]),
    );
    expect(await everyPicture(await files({ ...packed, ...unpacked }))).toEqual(wanted);
    const folders = Object.fromEntries(
      Object.entries(pairs).map(([name, bytes]) => [
        name.replace(
          /^(train|t10k)-(images|labels)/,
          (_, split, what) => `${split === 't10k' ? 'test' : split}/${what}`,
        ),
        bytes,
      ]),
    );
    const list = await files(folders);
    const { found } = await understand(list);
    expect(found.pictures.filter(({ split }) => split === 'train')).toHaveLength(5);
    expect(found.pictures.filter(({ split }) => split === 'test')).toHaveLength(2);
    expect(await everyPicture(list)).toEqual(wanted);
  });

  it('is read from one pair, whatever its names', async () => {
    const list = await files({ a: images([1, 2, 3, 4]), b: labels([0, 1, 0, 1]) });
    expect((await understood(list)).classes).toEqual(['0: 1 + 1', '1: 1 + 1']);
  });

  it.each<[string, Record<string, Uint8Array>, object]>([
    ['without labels', { 'x-images': images([1, 2]) }, { kind: 'no-labels', name: 'x-images' }],
    [
      'with too few labels',
      { 'x-images': images([1, 2]), 'x-labels': labels([1]) },
      { kind: 'counts-differ', name: 'x-images', pictures: 2, labels: 1 },
    ],
    [
      'cut short',
      { 'x-images': images([1, 2]).subarray(0, 30), 'x-labels': labels([1, 2]) },
      { kind: 'data-damaged', name: 'x-images' },
    ],
    [
      'that claims more than any memory',
      { 'x-images': be32(0x803, 0xffffffff, 0xffff, 0xffff), 'x-labels': labels([1, 2]) },
      { kind: 'data-damaged', name: 'x-images' },
    ],
    [
      'whose gzip is cut short',
      { 'x-images.gz': gzipSync(images([1, 2])).subarray(0, -6), 'x-labels': labels([1, 2]) },
      { kind: 'archive-damaged', name: 'x-images.gz' },
    ],
  ])('%s is refused', async (_, tree, problem) => {
    expect(await refusalOf(understood(await files(tree)))).toEqual(problem);
  });
});

describe('CIFAR', () => {
  /** Records of labels and three planes, of the colours that fixtures/make.py has. */
  const records = (count: number, coarse: boolean) =>
    joined(
      ...Array.from({ length: count }, (_, i) =>
        joined(
          Uint8Array.from(coarse ? [7, i % 3] : [i % 3]),
          ...[40 * (i % 3) + i, 5 * i, 200].map((value) => new Uint8Array(1024).fill(value)),
        ),
      ),
    );

  it.each([
    ['one label', false, 'batches.meta.txt'],
    ['a coarse and a fine label', true, 'fine_label_names.txt'],
  ])('is read from binary records of %s', async (_, coarse, meta) => {
    const list = await files({
      'set/data_batch_1.bin': records(6, coarse),
      'set/test_batch.bin': records(3, coarse),
      [`set/${meta}`]: 'crab\ndolphin\neel\n',
      'set/coarse_label_names.txt': 'sea\nland',
    });
    expect(await understood(list)).toEqual({
      layout: 'cifar-binary',
      classes: ['crab: 2 + 1', 'dolphin: 2 + 1', 'eel: 2 + 1'],
    });
    expect(await everyPicture(list)).toEqual([...made(6, animals), ...made(3, animals)].sort());
  });

  it('is refused where its binary is cut short', async () => {
    const list = await files({ 'data_batch_1.bin': records(3, false).subarray(0, 9000) });
    expect(await refusalOf(understood(list))).toEqual({ kind: 'data-damaged', name: 'data_batch_1.bin' });
  });

  it('is read from what Python 2 pickled, out of a tar.gz', async () => {
    const tree = {
      'cifar-10-batches-py/data_batch_1': fixture('cifar10-python2.pickle'),
      'cifar-10-batches-py/test_batch': fixture('cifar10-python2.pickle'),
      'cifar-10-batches-py/batches.meta': fixture('cifar10-python2-meta.pickle'),
      'cifar-10-batches-py/readme.html': utf8.encode('<html>'),
    };
    const list = [memoryFile('cifar-10-python.tar.gz', gzipSync(tarOf(tree)))];
    expect(await understood(list)).toEqual({
      layout: 'cifar-python',
      classes: ['crab: 2 + 2', 'dolphin: 2 + 2', 'eel: 1 + 1'],
    });
    expect(await everyPicture(list)).toEqual([...made(5, animals), ...made(5, animals)].sort());
    expect(planWarnings(await understand(list))[0]).toMatchObject({ kind: 'not-pictures', count: 1 });
  });

  it.each(['protocol2', 'protocol3', 'protocol4', 'protocol5', 'numpy-labels'])(
    'is read from what Python 3 pickled: %s',
    async (name) => {
      const pickle = fixture(`cifar100-${name}.pickle`);
      expect(await everyPicture(await files({ train: pickle, test: pickle }))).toEqual(
        [...made(4, numbers), ...made(4, numbers)].sort(),
      );
    },
  );

  it.each([2, 4])('is refused where its pickle would call something, in protocol %i', async (protocol) => {
    const list = await files({ data_batch_1: fixture(`evil-protocol${protocol}.pickle`) });
    expect(await refusalOf(understood(list))).toEqual({
      kind: 'pickle-calls',
      name: 'data_batch_1',
      call: 'posix.system',
    });
  });

  it('never hangs or throws anything else on a damaged pickle', async () => {
    const whole = fixture('cifar10-python2.pickle');
    for (let i = 0; i < 600; i++) {
      const spoilt = whole.slice(0, i < 300 ? (i * 53) % whole.length : whole.length);
      if (i >= 300) spoilt[(i * 17) % 400] = (i * 29) % 256;
      try {
        readPickle(spoilt, 'x');
      } catch (error) {
        expect((error as Error).name).toBe('OwnDataError');
      }
    }
  });

  it('no name of a pickle reaches the objects of JavaScript', () => {
    const pickle = joined(
      Uint8Array.of(0x80, 2, 0x7d),
      Uint8Array.of(0x55, 9),
      utf8.encode('__proto__'),
      Uint8Array.of(0x4b, 1, 0x73, 0x2e),
    );
    expect(readPickle(pickle, 'x')).toEqual(new Map([['__proto__', 1]]));
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });
});

describe('NumPy', () => {
  /** 1 and 0. */
  const twoLabels = joined(
    Uint8Array.of(0x93),
    utf8.encode('NUMPY'),
    Uint8Array.of(1, 0, 118, 0),
    utf8.encode("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }".padEnd(117).concat('\n')),
    Uint8Array.of(1, 0),
  );

  it('arrays of an npz have their splits in their names', async () => {
    const list = [memoryFile('set.npz', fixture('keras.npz'))];
    expect(await understood(list)).toEqual({
      layout: 'numpy',
      classes: ['0: 2 + 0', '1: 1 + 1', '2: 1 + 1'],
    });
    expect(await everyPicture(list)).toEqual(made(6, numbers));
    expect(await everyPicture([await zipped(list)])).toEqual(made(6, numbers));
  });

  it('floats with channels first and labels of ones and zeros', async () => {
    const list = [memoryFile('set.npz', fixture('floats.npz'))];
    expect((await understood(list)).classes).toEqual(['0: 1 + 1', '1: 1 + 1', '2: 1 + 1']);
    expect(await everyPicture(list)).toEqual(made(6, numbers));
  });

  it('arrays in files beside each other, also by columns', async () => {
    const list = await files({ 'X_train.npy': fixture('fortran.npy'), 'y_train.npy': twoLabels });
    expect((await understand(list)).found.pictures.map(({ label }) => label)).toEqual(['1', '0']);
    const array = readNpy(fixture('fortran.npy'));
    expect(array && [...(picturesIn(array)?.read(1).data.subarray(0, 3) ?? [])]).toEqual([41, 5, 200]);
    expect(await refusalOf(understood(await files({ 'x.npy': fixture('fortran.npy') })))).toEqual({
      kind: 'no-labels',
      name: 'x.npy',
    });
  });

  it('arrays in archives of their own, as KMNIST has them', async () => {
    const npz = async (name: string, bytes: Uint8Array) => zipped(await files({ 'arr_0.npy': bytes }), name);
    const pictures = await npz('kmnist-train-imgs.npz', fixture('fortran.npy'));
    const list = [pictures, await npz('kmnist-train-labels.npz', twoLabels)];
    const { found } = await understand(list);
    expect(found.pictures.map(({ label, split }) => `${label} ${split}`)).toEqual(['1 train', '0 train']);
    expect(await refusalOf(understood([pictures]))).toEqual({
      kind: 'no-labels',
      name: 'kmnist-train-imgs.npz',
    });
    const xy = [
      await npz('X_train.npz', fixture('fortran.npy')),
      await npz('y_train.npz', twoLabels),
      await npz('X_test.npz', fixture('fortran.npy')),
      await npz('y_test.npz', twoLabels),
    ];
    expect((await understood(xy)).classes).toEqual(['0: 1 + 1', '1: 1 + 1']);
  });

  it('archives of several data sets are refused by their names, and those of one may be its splits or its parts', async () => {
    const arrays = await files({ 'images.npy': fixture('fortran.npy'), 'labels.npy': twoLabels });
    const npz = (...names: readonly string[]) => Promise.all(names.map((name) => zipped(arrays, name)));
    expect(await refusalOf(understood(await npz('pathmnist.npz', 'bloodmnist.npz')))).toEqual({
      kind: 'several-sets',
      count: 2,
      names: ['bloodmnist', 'pathmnist'],
    });
    const { found } = await understand(await npz('train.npz', 'test.npz'));
    expect(found.pictures.map(({ split }) => split)).toEqual(['test', 'test', 'train', 'train']);
    expect((await understood(await npz('part1.npz', 'part2.npz', 'part10.npz'))).classes).toEqual([
      '0: 2 + 1',
      '1: 2 + 1',
    ]);
  });

  it.each([
    ['of objects', fixture('objects.npy')],
    ['that is cut short', fixture('fortran.npy').subarray(0, 200)],
    ['that is none', utf8.encode('x')],
  ])('an array %s is refused', async (_, bytes) => {
    const list = await files({ 'x.npy': bytes, 'y.npy': bytes });
    expect(await refusalOf(understood(list))).toEqual({ kind: 'data-damaged', name: 'x.npy' });
  });

  it.each([
    [[2, 9], 1],
    [[2, 27], 3],
    [[2, 3, 3], 1],
    [[2, 3, 3, 4], 4],
    [[2, 3, 5, 7], 3],
    [[2, 5, 7, 2], undefined],
    [[2, 10], undefined],
    [[2], undefined],
  ])('an array of shape %j has pictures of %s channels', (shape, channels) => {
    const data = new Uint8Array(shape.reduce((a, b) => a * b));
    expect(picturesIn({ dtype: '|u1', shape, data })?.read(1).channels).toBe(channels);
  });

  it('labels are whole numbers', () => {
    const data = new Uint8Array(Float64Array.of(1, 2.5).buffer);
    expect(labelsIn({ dtype: '<f8', shape: [2], data })).toBeUndefined();
    const whole = new Uint8Array(BigInt64Array.of(7n, -1n).buffer);
    expect(labelsIn({ dtype: '<i8', shape: [2], data: whole })).toEqual([7, -1]);
  });
});

describe('parquet', () => {
  it.each(['snappy', 'zstd', 'gzip'])('of Hugging Face is read, packed by %s', async (codec) => {
    const bytes = fixture(`${codec}.parquet`);
    const list = [
      memoryFile('plain_text/train-00000-of-00001.parquet', bytes),
      memoryFile('plain_text/test-00000-of-00001.parquet', bytes),
    ];
    expect(await understood(list)).toEqual({
      layout: 'parquet',
      classes: ['crab: 2 + 2', 'dolphin: 2 + 2', 'eel: 2 + 2'],
    });
    expect(await everyPicture(list)).toEqual([...made(6, animals), ...made(6, animals)].sort());
  });

  it('may have labels that are words', async () => {
    const list = [memoryFile('data.parquet', fixture('words.parquet'))];
    expect((await understood(list)).classes).toEqual(['crab: 1 + 1', 'dolphin: 1 + 1', 'eel: 1 + 1']);
  });

  it('that is damaged is refused', async () => {
    const whole = fixture('snappy.parquet');
    const refused = { kind: 'data-damaged', name: 'x.parquet' };
    expect(await refusalOf(understood(await files({ 'x.parquet': whole.subarray(0, 900) })))).toEqual(
      refused,
    );
    expect(await refusalOf(understood(await files({ 'x.parquet': 'PAR0' })))).toEqual(refused);
  });
});

describe('a table of pixels', () => {
  const row = (label: number | string, grey: number) => [label, ...Array(16).fill(grey)].join(',');
  const header = ['label', ...Array.from({ length: 16 }, (_, i) => `pixel${i}`)].join(',');

  it('is read with a header or without, and its split is its name', async () => {
    const list = await files({
      'mnist_train.csv': [header, row(3, 10), row(4, 20), row(3, 30)].join('\n'),
      'mnist_test.csv': [row(4, 40), row(3, 50), ''].join('\r\n'),
    });
    expect(await understood(list)).toEqual({ layout: 'pixel-csv', classes: ['3: 2 + 1', '4: 1 + 1'] });
    expect(await everyPicture(list)).toEqual(
      ['3: 10,10,10', '4: 20,20,20', '3: 30,30,30', '4: 40,40,40', '3: 50,50,50'].sort(),
    );
  });

  it('may have the label last, or all pixels in one cell and the split beside it', async () => {
    const last = await files({
      'a.csv': [
        'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,class',
        ...['x', 'y', 'x', 'y'].map((label, i) => [...Array(16).fill(i), label].join(',')),
      ].join('\n'),
    });
    expect((await understood(last)).classes).toEqual(['x: 1 + 1', 'y: 1 + 1']);
    const cells = [
      'emotion,pixels,Usage',
      ...[0, 1, 0, 1].map(
        (label, i) => `${label},${Array(16).fill(i).join(' ')},${i < 3 ? 'Training' : 'PublicTest'}`,
      ),
    ];
    const one = await files({ 'fer2013.csv': cells.join('\n') });
    expect((await understood(one)).classes).toEqual(['0: 2 + 0', '1: 1 + 1']);
  });

  it('is refused without labels, and where a row is cut short', async () => {
    const unlabelled = await files({ 'test.csv': [header.slice(6), row(1, 2).slice(2)].join('\n') });
    expect(await refusalOf(understood(unlabelled))).toEqual({ kind: 'no-labels', name: 'test.csv' });
    const cut = await files({ 'a.csv': [header, row(1, 2), row(1, 2).slice(0, 9)].join('\n') });
    expect(await refusalOf(understood(cut))).toEqual({ kind: 'data-damaged', name: 'a.csv' });
  });
});

describe('a table of EMNIST', () => {
  const row = (label: number) => [label, ...Array.from({ length: 16 }, (_, i) => 10 * label + i)].join();
  const table = [1, 2, 1, 2].map(row).join('\n');

  it('is turned upright and has the characters of its list', async () => {
    const list = await files({
      'emnist-letters-train.csv': table,
      'emnist-letters-test.csv': table,
      'emnist-letters-mapping.txt': '1 65 97\n2 66 98\n',
    });
    const { found, tally, classes } = await understand(list);
    expect(classes.map(({ name, counts }) => `${name} ${counts.train} ${counts.test}`)).toEqual([
      'Aa 2 2',
      'Bb 2 2',
    ]);
    expect(tally.warnings).toEqual([]);
    const [first] = await Promise.all(found.pictures.map((one) => one.read()));
    expect(first).toMatchObject({
      pixels: {
        data: Uint8Array.from([0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], (i) => 10 + i),
      },
    });
  });

  it('beside one of another variant is refused', async () => {
    const list = await files({ 'emnist-letters-train.csv': table, 'emnist-digits-train.csv': table });
    expect(await refusalOf(understood(list))).toEqual({
      kind: 'several-sets',
      count: 2,
      names: ['emnist-digits', 'emnist-letters'],
    });
  });
});

describe('a table beside pictures', () => {
  const pictures = many('images/', 6);
  const rows = (name: (i: number) => string) =>
    Array.from({ length: 6 }, (_, i) => `${name(i)},${i % 2 ? 'dog' : 'cat'}`);

  it.each<[string, string, string[]]>([
    ['by names', 'labels.csv', ['filename,label', ...rows((i) => `${i}.png`)]],
    ['by paths', 'labels.csv', ['file_name,label', ...rows((i) => `images/${i}.png`)]],
    ['by names without an ending', 'train_labels.csv', ['id,breed', ...rows((i) => `${i}`)]],
    ['in the folder of the pictures', 'images/metadata.csv', ['file_name,label', ...rows((i) => `${i}.png`)]],
    ['without a header', 'x.csv', rows((i) => `images/${i}.png`)],
    [
      'in quotes, by semicolons',
      'x.csv',
      ['label;image', ...[0, 1, 2, 3, 4, 5].map((i) => `"${i % 2 ? 'dog' : 'cat'}";"${i}.png"`)],
    ],
    [
      'by tabs',
      'x.tsv',
      ['image\tclass', ...[0, 1, 2, 3, 4, 5].map((i) => `${i}.png\t${i % 2 ? 'dog' : 'cat'}`)],
    ],
    [
      'as JSON lines',
      'images/metadata.jsonl',
      [
        ...[0, 1, 2, 3, 4, 5].map((i) =>
          JSON.stringify({ file_name: `${i}.png`, label: i % 2 ? 'dog' : 'cat', box: [1] }),
        ),
        'no line',
      ],
    ],
  ])('names them %s', async (_, name, lines) => {
    const list = await files({ ...pictures, [name]: `\ufeff${lines.join('\r\n')}\r\n` });
    const split = name.startsWith('train') ? 'train' : 'none';
    expect(await understood(list)).toEqual({ layout: 'csv', classes: ['cat: 2 + 1', 'dog: 2 + 1'] });
    expect((await understand(list)).found.pictures[0]?.split).toBe(split);
  });

  it('may say the split, may name what is not there, and leaves out what it does not name', async () => {
    const table = [
      'image,label,split',
      '0.png,a,train',
      '1.png,a,test',
      '2.png,b,train',
      '3.png,b,test',
      '9.png,b,test',
    ];
    const list = await files({ ...pictures, 'labels.csv': table.join('\n') });
    expect((await understood(list)).classes).toEqual(['a: 1 + 1', 'b: 1 + 1']);
    expect(planWarnings(await understand(list)).slice(0, 2)).toEqual([
      { kind: 'not-there', count: 1, names: ['9.png'] },
      { kind: 'unlabelled', count: 2, names: ['images/4.png', 'images/5.png'] },
    ]);
  });

  it('about something else is passed by', async () => {
    const list = await files({ ...many('cat/', 3), ...many('dog/', 3), 'costs.csv': 'month,euro\nmay,3' });
    expect(await understood(list)).toEqual({ layout: 'image-folder', classes: ['cat: 2 + 1', 'dog: 2 + 1'] });
  });
});
