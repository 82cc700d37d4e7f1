/** Layouts whose pictures are files: folders of classes, names with a prefix, projects of Teachable Machine; as folders and as archives. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { planWarnings } from '../../../src/data/own/plan.ts';
import { blobFile, memoryFile } from '../../../src/data/own/tree.ts';
import { understand } from '../../../src/data/own/understand.ts';
import { files, many, picture, refusalOf, tarOf, understood, zipped } from './kit.ts';

describe('folders of classes', () => {
  const cats = { ...many('cat/', 10), ...many('dog/', 5) };

  it('are split in five where nothing says how', async () => {
    const list = await files({ ...cats, 'README.md': 'Cats.' });
    expect(await understood(list)).toEqual({
      layout: 'image-folder',
      classes: ['cat: 8 + 2', 'dog: 4 + 1'],
    });
    expect(planWarnings(await understand(list))).toEqual([
      { kind: 'not-pictures', count: 1, names: ['README.md'] },
      { kind: 'few-pictures', count: 2, names: ['cat', 'dog'] },
    ]);
  });

  it.each([
    ['as they are', ''],
    ['in a folder', 'pets/'],
    ['in folders', 'my/pets/2026/'],
  ])('are told %s', async (_, top) => {
    const tree = {
      ...many(`${top}train/cat/`, 3),
      ...many(`${top}train/dog/`, 2),
      ...many(`${top}test/dog/`, 4),
    };
    expect(await understood(await files(tree))).toEqual({
      layout: 'image-folder',
      classes: ['cat: 3 + 0', 'dog: 2 + 4'],
    });
  });

  it.each([
    [['training', 'testing'], ['a: 2 + 1', 'b: 2 + 1'], []],
    [['Train', 'val'], ['a: 2 + 1', 'b: 2 + 1'], ['validation-tests']],
    [['训练集', '测试集'], ['a: 2 + 1', 'b: 2 + 1'], []],
    // One split alone is none.
    [['train'], ['a: 1 + 1', 'b: 1 + 1'], []],
  ])('in %s have their splits', async ([train, test], classes, warned) => {
    const tree = { ...many(`${train}/a/`, 2), ...many(`${train}/b/`, 2) };
    const more = test === undefined ? {} : { ...many(`${test}/a/`, 1), ...many(`${test}/b/`, 1) };
    const plan = await understand(await files({ ...tree, ...more }));
    expect((await understood(await files({ ...tree, ...more }))).classes).toEqual(classes);
    expect(planWarnings(plan).map(({ kind }) => kind)).toEqual([...warned, 'few-pictures']);
  });

  it('leave validation out where there are tests besides', async () => {
    const tree = ['train', 'val', 'test'].flatMap((split) => Object.entries(many(`${split}/a/`, 2)));
    const list = await files({ ...Object.fromEntries(tree), ...many('train/b/', 3), ...many('test/b/', 1) });
    expect((await understood(list)).classes).toEqual(['a: 2 + 2', 'b: 3 + 1']);
    expect(planWarnings(await understand(list))).toContainEqual({ kind: 'validation-left-out', count: 2 });
  });

  it('may have the splits in them, and more folders below', async () => {
    const tree = {
      ...many('cat/train/', 3),
      ...many('cat/test/', 1),
      ...many('dog/train/', 2),
      ...many('dog/test/x/', 1),
    };
    expect((await understood(await files(tree))).classes).toEqual(['cat: 3 + 1', 'dog: 2 + 1']);
  });

  it('pass by what lies beside them', async () => {
    const list = await files({
      ...many('train/猫/', 2),
      ...many('train/κύων/', 2),
      // Without classes, as Kaggle gives what it asks for.
      ...many('test/', 3),
      'train/猫/b.tiff': 'II*',
    });
    expect((await understood(list)).classes).toEqual(['κύων: 1 + 1', '猫: 1 + 1']);
    expect(planWarnings(await understand(list))).toEqual([
      { kind: 'no-class', count: 3, names: ['test/0.png', 'test/1.png', 'test/2.png'] },
      { kind: 'other-pictures', count: 1, names: ['train/猫/b.tiff'] },
      { kind: 'few-pictures', count: 2, names: ['κύων', '猫'] },
    ]);
  });

  it('are in the order that torchvision has', async () => {
    const list = await files({ ...many('10/', 2), ...many('9/', 2), ...many('B/', 2), ...many('a/', 2) });
    expect((await understood(list)).classes.map((text) => text.split(':')[0])).toEqual(['10', '9', 'B', 'a']);
  });
});

describe('mixed files', () => {
  it('of pictures are one set, and what else there is is counted', async () => {
    const list = await files({
      ...many('cat/', 2, '.jpg'),
      ...many('dog/', 2, '.WEBP'),
      'dog/x.JPEG': true,
      'train-images-idx3-ubyte': Uint8Array.of(0, 0, 8, 3),
      'model.pt': 'x',
    });
    expect(await understood(list)).toEqual({ layout: 'image-folder', classes: ['cat: 1 + 1', 'dog: 2 + 1'] });
    expect(planWarnings(await understand(list))[0]).toMatchObject({ kind: 'not-pictures', count: 2 });
  });
});

describe('names with a prefix', () => {
  it('are taken for classes, and told as a guess', async () => {
    const list = await files({
      ...many('train/cat.', 5, '.jpg'),
      ...many('train/dog.', 5, '.jpg'),
      'train/1.jpg': true,
    });
    expect(await understood(list)).toEqual({ layout: 'name-prefix', classes: ['cat: 4 + 1', 'dog: 4 + 1'] });
    expect(planWarnings(await understand(list))).toEqual([
      { kind: 'no-class', count: 1, names: ['train/1.jpg'] },
      { kind: 'guessed-from-names' },
      { kind: 'few-pictures', count: 2, names: ['cat', 'dog'] },
    ]);
  });

  it('are read with whatever stands before the number', async () => {
    const tree = ['american_bulldog_', 'Abyssinian-', '猫 (', 'x2_'].flatMap((prefix) =>
      Object.keys(many(prefix, 2, prefix.endsWith('(') ? ').png' : '.png')),
    );
    const list = await files(Object.fromEntries(tree.map((name) => [name, true as const])));
    expect((await understood(list)).classes.map((text) => text.split(':')[0])).toEqual([
      'Abyssinian',
      'american_bulldog',
      'x2',
      '猫',
    ]);
  });

  it('of one camera are no classes', async () => {
    expect(await refusalOf(understood(await files(many('IMG_', 4))))).toEqual({
      kind: 'no-layout',
      files: 4,
    });
  });
});

it("a project of Teachable Machine has its classes in its files' names", async () => {
  const tree = { 'manifest.json': '{"type":"image"}', ...many('Class 1-!-', 3), ...many('狗-!-', 2) };
  const list = [await zipped(await files(tree), 'project.tm')];
  expect(await understood(list)).toEqual({
    layout: 'teachable-machine',
    classes: ['Class 1: 2 + 1', '狗: 1 + 1'],
  });
});

describe('an archive', () => {
  const tree = { ...many('pets/cat/', 3), ...many('pets/dog/', 2) };
  const classes = ['cat: 2 + 1', 'dog: 1 + 1'];

  it('is as good as the folder in it', async () => {
    expect((await understood([await zipped(await files(tree))])).classes).toEqual(classes);
  });

  it('as somebody drops it', async () => {
    const zip = await zipped(await files(tree));
    const dropped = new Blob([(await zip.slice(0, zip.size)) as Uint8Array<ArrayBuffer>]);
    expect((await understood([blobFile('pets.zip', dropped)])).classes).toEqual(classes);
  });

  it('in an archive too', async () => {
    const inner = await zipped(await files(tree), 'pets.zip');
    expect((await understood([await zipped([inner])])).classes).toEqual(classes);
  });

  it('may be a tar, with long names', async () => {
    const folder = `${'长'.repeat(40)}/`;
    const list = await files({ ...many(`${folder}cat/`, 3), ...many(`${folder}dog/`, 2) });
    const entries = await Promise.all(
      list.map(async (file) => [file.path, await file.slice(0, file.size)] as const),
    );
    const tar = tarOf(Object.fromEntries(entries));
    expect((await understood([memoryFile('pets.tar', tar)])).classes).toEqual(classes);
    expect((await understood([memoryFile('pets.tgz', gzipSync(tar))])).classes).toEqual(classes);
    const cut = memoryFile('pets.tar', tar.subarray(0, 2000));
    expect(await refusalOf(understood([cut]))).toEqual({ kind: 'archive-damaged', name: 'pets.tar' });
    const cutGzip = memoryFile('pets.tgz', gzipSync(tar).subarray(0, -20));
    expect(await refusalOf(understood([cutGzip]))).toEqual({ kind: 'archive-damaged', name: 'pets.tgz' });
  });

  it('for each split', async () => {
    const train = await zipped(await files({ ...many('cat/', 3), ...many('dog/', 2) }), 'train.zip');
    // With the folder of its name inside.
    const test = await zipped(await files({ ...many('test/cat/', 1), ...many('test/dog/', 1) }), 'test.zip');
    expect((await understood([train, test])).classes).toEqual(['cat: 3 + 1', 'dog: 2 + 1']);
  });

  it('may hold what systems leave there', async () => {
    const leftovers = { '__MACOSX/pets/cat/._0.png': 'x', 'pets/.DS_Store': 'x', 'pets/cat/Thumbs.db': 'x' };
    const plan = await understand([await zipped(await files({ ...tree, ...leftovers }))]);
    expect(planWarnings(plan).map(({ kind }) => kind)).toEqual(['few-pictures']);
  });

  it('of another kind is refused by its name', async () => {
    const file = memoryFile('pets.7z', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4));
    expect(await refusalOf(understood([file]))).toEqual({
      kind: 'packed-otherwise',
      name: 'pets.7z',
      format: '7z',
    });
    const rar = memoryFile('pets.rar', new TextEncoder().encode('Rar!…'));
    expect(await refusalOf(understood([rar]))).toEqual({
      kind: 'packed-otherwise',
      name: 'pets.rar',
      format: 'RAR',
    });
  });
});

describe('what is not understood', () => {
  it.each([
    [{}, { kind: 'nothing-there' }],
    [{ '.DS_Store': 'x' }, { kind: 'nothing-there' }],
    [
      { 'a.txt': 'x', 'b.txt': 'y' },
      { kind: 'no-layout', files: 2 },
    ],
    [
      { 'train.tfrecord-00000-of-00001': 'x' },
      { kind: 'stored-otherwise', name: 'train.tfrecord-00000-of-00001', format: 'TFRecord' },
    ],
    [{ 'a.mat': 'MATLAB 5.0 MAT-file' }, { kind: 'stored-otherwise', name: 'a.mat', format: 'MATLAB' }],
    [
      { 'a/1.png': true, 'a/2.png': true, 'c.txt': 'x' },
      { kind: 'no-layout', files: 3 },
    ],
  ] as const)('is refused: %o', async (tree, problem) => {
    expect(await refusalOf(understood(await files(tree)))).toEqual(problem);
  });

  it('one class alone is nothing to tell apart', async () => {
    const list = await files({ 'a/1.png': await picture(1), 'b/c/2.txt': 'x', 'root.png': true });
    expect(await refusalOf(understood(list))).toEqual({ kind: 'one-class', name: 'a' });
  });
});
