/** A set as a zip of folders: read here it is the same set, read by others they are pictures in folders. */
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { zipFiles } from '../../src/data/own/archives/zip.ts';
import { foldersOf } from '../../src/data/own/classList.ts';
import type { OwnSet } from '../../src/data/own/makeSet.ts';
import { withName } from '../../src/data/own/plan.ts';
import { memoryFile } from '../../src/data/own/tree.ts';
import { understand } from '../../src/data/own/understand.ts';
import { imageFolderZip } from '../../src/formats/imageFolderZip.ts';
import { pngOf } from '../../src/formats/png.ts';
import { storedZip } from '../../src/formats/storedZip.ts';
import { files, joined, made, madeOf, many } from '../data/own/kit.ts';

const zipOf = (set: OwnSet): Uint8Array => joined(...imageFolderZip(set));

describe('the zip of a set', () => {
  it('is read back as the same set, whatever its classes are called, and by any seed', async () => {
    const tree = { ...many('cat/', 6), ...many('dog/', 9), ...many('owl/', 5), ...many('yak/', 5) };
    let plan = await understand(await files(tree));
    for (const [i, name] of ['../../猫 : *?', 'Zebra', 'zebra', 'CON'].entries())
      plan = withName(plan, i, name);
    const set = await made(plan);
    const zip = zipOf(set);
    for (const [seed, list] of [
      [1, [memoryFile('Mine.zip', zip)]],
      [
        2,
        (await zipFiles(memoryFile('Mine.zip', zip))).map((file) => ({ ...file, path: `Mine/${file.path}` })),
      ],
    ] as const) {
      const read = await madeOf(list, { seed });
      expect(read.facts.classes).toEqual(['../../猫 : *?', 'Zebra', 'zebra', 'CON']);
      expect(read.hash).toBe(set.hash);
      expect(read.facts).toEqual(set.facts);
      expect(read.warnings.map(({ kind }) => kind)).not.toContain('not-pictures');
    }
  });

  it('has a PNG of each picture in a folder of its class, at its place in the split', async () => {
    const set = await madeOf(await files({ ...many('cat/', 6), ...many('dog/', 9) }));
    const entries = unzipSync(zipOf(set));
    const label = set.test.labels[2] as number;
    const path = `test/${['cat', 'dog'][label]}/000002.png`;
    const pixels = await sharp(entries[path]).raw().toBuffer();
    expect(new Uint8Array(pixels)).toEqual(set.test.pixels.subarray(2 * 3072, 3 * 3072));
    expect(Object.keys(entries)).toHaveLength(1 + 15);
  });

  it('with classes that somebody added to it since has those too', async () => {
    const set = await madeOf(await files({ ...many('cat/', 6), ...many('dog/', 9) }));
    const inside = await zipFiles(memoryFile('a.zip', zipOf(set)));
    const more = await files(many('train/ant/', 4));
    const { classes } = (await madeOf([...inside, ...more])).facts;
    expect(classes).toEqual(['ant', 'cat', 'dog']);
  });
});

describe('folders of classes', () => {
  it('have names that every system can have, and no two the same', () => {
    expect(
      foldersOf(['a/b', 'a:b', 'A\\B', '.hidden', '..', '  ', 'nul.txt', '__MACOSX', 'x'.repeat(300), 'é']),
    ).toEqual([
      'a_b',
      'a_b (2)',
      'A_B (3)',
      'hidden',
      'class',
      'class (2)',
      '_nul.txt',
      '_'.concat('__MACOSX'),
      'x'.repeat(60),
      'é',
    ]);
  });
});

it('a zip may have more files than the short record counts', async () => {
  const zip = storedZip();
  const count = 66_000;
  const content = Uint8Array.of(7);
  const parts = Array.from({ length: count }, (_, i) => zip.add(`${i}.txt`, content));
  const read = await zipFiles(memoryFile('a.zip', joined(...parts, zip.end())));
  expect(read).toHaveLength(count);
  expect(await read[65_999]?.slice(0, 1)).toEqual(content);
});

it('a PNG holds any pixels', async () => {
  const rgb = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => (i * 97) % 256);
  expect(
    new Uint8Array(
      await sharp(pngOf(rgb, 5, 3))
        .raw()
        .toBuffer(),
    ),
  ).toEqual(rgb);
});
