/** What is made of a plan: splits, order, pixels, statistics, hash; and what a person changes before. */
import { describe, expect, it } from 'vitest';
import { memoryDataset } from '../../../src/data/memoryDataset.ts';
import { type Plan, withMerged, withName, withoutClass } from '../../../src/data/own/plan.ts';
import { memoryFile } from '../../../src/data/own/tree.ts';
import { understand } from '../../../src/data/own/understand.ts';
import { gathered } from '../../../src/data/pictures.ts';
import { files, firstPixels, made, madeOf, many, picture, png, refusalOf, shown, zipped } from './kit.ts';

const tree = { ...many('bird/', 5), ...many('cat/', 10), ...many('dog/', 15) };

describe('a set', () => {
  it('has every picture once, in the class of its folder, and a fifth of each class to test on', async () => {
    const set = await madeOf(await files(tree));
    expect(set.facts).toMatchObject({
      title: 'Mine',
      classes: ['bird', 'cat', 'dog'],
      imageSize: 32,
      images: { train: 24, test: 6 },
    });
    // Picture n has n as its first value; kit.files numbers them in the order of the tree.
    const classOf = (n: number) => (n <= 5 ? 0 : n <= 15 ? 1 : 2);
    const all = [...firstPixels(set.train), ...firstPixels(set.test)].sort();
    expect(all).toEqual(
      Array.from({ length: 30 }, (_, i) => `${classOf(i + 1)}: ${i + 1},${(7 * (i + 1)) % 256},0`).sort(),
    );
    for (const [c, count] of [1, 2, 3].entries())
      expect(set.test.labels.filter((label) => label === c)).toHaveLength(count);
    expect(set.train.pixels).toHaveLength(24 * 32 * 32 * 3);
  });

  it('leaves no order by class', async () => {
    const { train } = await madeOf(await files(tree));
    const changes = train.labels.filter((label, i) => i > 0 && label !== train.labels[i - 1]);
    expect(changes.length).toBeGreaterThan(8);
  });

  it('has the mean and the deviation of its training pictures, a deviation never zero', async () => {
    const set = await madeOf(await files(tree));
    const reds = firstPixels(set.train).map((text) => Number(text.split(/: |,/)[1]) / 255);
    const mean = reds.reduce((a, b) => a + b) / reds.length;
    const std = Math.sqrt(reds.reduce((a, b) => a + (b - mean) ** 2, 0) / reds.length);
    expect(set.facts.mean[0]).toBeCloseTo(mean, 4);
    expect(set.facts.std[0]).toBeCloseTo(std, 4);
    expect(set.facts.std[2]).toBe(1 / 255);
  });

  it('is named by its content: whatever the way of its files, never with another class, seed, size or picture', async () => {
    const base = await files(tree);
    const { hash } = await madeOf(base);
    expect((await madeOf([...base].reverse())).hash).toBe(hash);
    expect((await madeOf([await zipped(base)], { title: 'Other' })).hash).toBe(hash);
    const others = [
      await madeOf(base, { seed: 2 }),
      await madeOf(base, { imageSize: 64 }),
      await made(withName(await understand(base), 0, 'Bird')),
      await madeOf(await files({ ...tree, 'dog/0.png': await picture(999) })),
    ].map((set) => set.hash);
    expect(new Set([hash, ...others]).size).toBe(5);
  });

  it('is the same under other names of files and in another order', async () => {
    const { hash } = await madeOf(await files(tree));
    const list = await files(tree);
    // A name says the opposite of the order before, and nothing of the class.
    const renamed = list.map(({ path, ...file }, i) => ({
      ...file,
      path: `${path.split('/')[0]}/${String(list.length - i).padStart(3, '0')} é.png`.normalize(
        i % 2 ? 'NFD' : 'NFC',
      ),
    }));
    expect((await madeOf(renamed)).hash).toBe(hash);
    expect((await madeOf([await zipped([...renamed].reverse())])).hash).toBe(hash);
    expect((await madeOf(renamed, { seed: 2 })).hash).not.toBe(hash);
  });

  it('tests on the same pictures whatever becomes of them', async () => {
    const colours = Array.from({ length: 20 }, (_, i) => 10 * i + 10);
    const wide = await Promise.all(colours.map((red, i) => png([red, 9, 9], i % 2 ? 8 : 4, 4)));
    const list = await files(
      Object.fromEntries(wide.map((bytes, i) => [`${i < 10 ? 'a' : 'b'}/${i}.png`, bytes])),
    );
    const tested = async (imageSize: number, fit: 'crop' | 'whole') => {
      const { pixels } = (await madeOf(list, { imageSize, fit })).test;
      const middle = (imageSize / 2) * (imageSize + 1);
      return [0, 1, 2, 3].map((i) => pixels[3 * (i * imageSize ** 2 + middle)]).sort();
    };
    const usual = await tested(32, 'crop');
    expect(usual.every((red) => colours.includes(red ?? 0))).toBe(true);
    expect(await tested(64, 'crop')).toEqual(usual);
    expect(await tested(32, 'whole')).toEqual(usual);
  });

  it('is the same from names that a Mac has decomposed, also where an archive mixes both', async () => {
    const base = await files(Object.assign({}, ...['é/', 'b/', 'ö/', 'z/'].map((folder) => many(folder, 4))));
    const { facts, hash } = await madeOf(base);
    expect(facts.classes).toEqual(['b', 'z', 'é', 'ö']);
    const spelt = (form: (i: number) => 'NFC' | 'NFD') =>
      base.map((file, i) => ({ ...file, path: file.path.normalize(form(i)) }));
    expect((await madeOf(spelt(() => 'NFD'))).hash).toBe(hash);
    expect((await madeOf([await zipped(spelt((i) => (i % 2 ? 'NFD' : 'NFC')))])).hash).toBe(hash);
    // Two files that have one name when it is composed.
    const twice = spelt((i) => (i % 2 ? 'NFD' : 'NFC'))
      .filter(({ path }) => !/^[bz]/.test(path))
      .map((file) => ({ ...file, path: file.path.replace(/\d/, (n) => `${Math.floor(Number(n) / 2)}`) }));
    const once = base.filter(({ path }) => !/^[bz]/.test(path));
    expect((await madeOf([await zipped(twice)])).hash).toBe((await madeOf(once)).hash);
  });

  it('has a class once that a table spells in both ways, and its hash on every machine', async () => {
    const row = (label: string, n: number) =>
      [label, ...Array.from({ length: 16 }, (_, i) => (31 * n + i) % 256)].join();
    const table = (other: string) => {
      const rows = Array.from({ length: 24 }, (_, n) =>
        row(n % 2 === 0 ? 'b' : n % 4 === 1 ? 'é' : other, n),
      );
      return memoryFile('table.csv', new TextEncoder().encode([row('label', 0), ...rows].join('\n')));
    };
    const { facts } = await madeOf([table('é')]);
    expect(facts).toMatchObject({ classes: ['b', 'é'], images: { train: 20, test: 4 } });
    expect(facts.hash?.slice(0, 37)).toBe('3794bf05e6dc46d831a652646a53b4624f0d4');
    expect((await madeOf([table('é'.normalize('NFD'))])).facts).toEqual(facts);
  });

  it('tells of pictures that are there twice', async () => {
    const one = await picture(500);
    const list = await files({
      ...many('train/a/', 3),
      ...many('train/b/', 3),
      'train/a/x.png': one,
      'train/b/x.png': one,
      'test/a/1.png': one,
      'test/b/1.png': true,
      'test/b/2.png': true,
    });
    const { warnings } = await madeOf(list);
    expect(warnings).toContainEqual({ kind: 'in-both-splits', count: 1 });
    expect(warnings).toContainEqual({ kind: 'twice-in-training', count: 1 });
  });

  it('tells of unequal classes', async () => {
    const { warnings } = await madeOf(await files({ ...many('a/', 100), ...many('b/', 5) }));
    expect(warnings).toContainEqual({
      kind: 'unequal-classes',
      largest: 'a',
      most: 80,
      smallest: 'b',
      fewest: 4,
    });
  });

  it('has two test pictures of each class as samples', async () => {
    const { facts, test } = await madeOf(await files({ ...tree, ...many('fox/', 20) }));
    // One test picture of the birds.
    expect(facts.samples).toHaveLength(7);
    expect(facts.samples.every(({ index, label }) => test.labels[index] === label)).toBe(true);
    expect(new Set(facts.samples.slice(0, 4).map(({ label }) => label)).size).toBe(4);
  });

  it('may have a thousand classes, and no more', async () => {
    const list = (classes: number) =>
      Array.from({ length: 2 * classes }, (_, i) => `c${Math.floor(i / 2)}/${i % 2}.png`);
    const one = await picture(1);
    const set = await madeOf(list(300).map((path) => memoryFile(path, one)));
    expect(set.test.labels).toBeInstanceOf(Uint16Array);
    expect(Math.max(...set.test.labels)).toBe(299);
    const more = madeOf(list(1001).map((path) => memoryFile(path, one)));
    expect(await refusalOf(more)).toEqual({ kind: 'too-many-classes', classes: 1001, most: 1000 });
  });

  it('can be given up on the way', async () => {
    const stop = new AbortController();
    const making = madeOf(await files(tree), {
      signal: stop.signal,
      onProgress: (done) => done === 5 && stop.abort(new Error('enough')),
    });
    await expect(making).rejects.toThrow('enough');
  });
});

describe('a picture that is no square', () => {
  // White, with its left third black.
  const wide = () => png([255, 255, 255], 96, 48);

  it('is cut to its middle, or lies whole on black', async () => {
    const list = await files({
      'a/1.png': await wide(),
      'a/2.png': await wide(),
      'b/1.png': true,
      'b/2.png': true,
    });
    const at = (pixels: Uint8Array, x: number, y: number) => pixels[(y * 32 + x) * 3];
    const whites = async (fit: 'crop' | 'whole') => {
      const { train } = await madeOf(list, { fit });
      const i = train.labels.indexOf(0);
      return train.pixels.subarray(i * 3072, (i + 1) * 3072);
    };
    const cropped = await whites('crop');
    expect([at(cropped, 0, 0), at(cropped, 31, 31)]).toEqual([255, 255]);
    const whole = await whites('whole');
    expect([at(whole, 16, 7), at(whole, 16, 8), at(whole, 16, 23), at(whole, 16, 24)]).toEqual([
      0, 255, 255, 0,
    ]);
  });

  it('that is small lies in the middle as it is', async () => {
    const list = await files({ ...many('a/', 2), ...many('b/', 2) });
    const { train } = await madeOf(list, { fit: 'whole' });
    const row = train.pixels.subarray(14 * 96, 15 * 96);
    expect(
      [...row].map((value, i) => (value > 0 ? Math.floor(i / 3) : -1)).filter((x) => x >= 0 && x % 1 === 0),
    ).toContain(14);
    expect(row[13 * 3]).toBe(0);
    expect(row[18 * 3]).toBe(0);
  });
});

it('a class of which no picture can be read is left out, and the others keep their pictures', async () => {
  const damaged = new TextEncoder().encode('no picture');
  const set = await madeOf(
    await files({ ...many('a/', 5), 'b/0.png': damaged, 'b/1.png': damaged, ...many('c/', 5) }),
  );
  expect(set.facts.classes).toEqual(['a', 'c']);
  expect(set.facts.name).toMatch(/^own-32-2-8-2-/);
  expect([...new Set(firstPixels(set.train).map((text) => text.split(':')[0]))].sort()).toEqual(['0', '1']);
  // Pictures 8 to 12 of the tree are those of c.
  for (const text of firstPixels(set.train))
    expect(text.startsWith('1')).toBe(Number(text.split(/: |,/)[1]) > 7);
  expect(set.warnings).toContainEqual({ kind: 'empty-classes', count: 1, names: ['b'] });
  const alone = files({ ...many('a/', 5), 'b/0.png': damaged });
  expect(await refusalOf(alone.then((list) => madeOf(list)))).toEqual({ kind: 'one-class', name: 'a' });
});

it('names that no file could hold are made whole', async () => {
  const plan = await understand(await files(tree));
  const { facts } = await made(withName(plan, 0, 'a\ud800b'), { title: '\udc00' });
  expect([facts.classes[0], facts.title]).toEqual(['a\ufffdb', '\ufffd']);
});

describe('a plan can be mended:', () => {
  const planned = async () => understand(await files(tree));
  const changed = (plan: Plan, change: (plan: Plan) => Plan) => shown(change(plan)).classes;

  it('classes are renamed, merged and left out', async () => {
    const plan = await planned();
    expect(changed(plan, (p) => withName(p, 1, '猫'))).toEqual(['bird: 4 + 1', '猫: 8 + 2', 'dog: 12 + 3']);
    expect(changed(plan, (p) => withoutClass(p, 0))).toEqual(['cat: 8 + 2', 'dog: 12 + 3']);
    expect(changed(plan, (p) => withMerged(p, 1, 2))).toEqual(['bird: 4 + 1', 'cat: 20 + 5']);
    const set = await made(withName(withMerged(plan, 1, 2), 1, 'pet'));
    expect(set.facts.classes).toEqual(['bird', 'pet']);
    expect(set.test.labels.filter((label) => label === 1)).toHaveLength(5);
    expect((await made(withoutClass(plan, 0))).facts.images).toEqual({ train: 20, test: 5 });
  });

  it('but not to one class', async () => {
    const plan = withoutClass(withoutClass(await planned(), 0), 0);
    expect(await refusalOf(made(plan))).toEqual({ kind: 'one-class', name: 'dog' });
  });
});

it('a set is a data set in memory', async () => {
  const set = await madeOf(await files(tree));
  const data = memoryDataset(set, { seed: 1, trainImages: 20, testImages: 6 });
  expect(data.classes).toEqual(['bird', 'cat', 'dog']);
  expect([data.train.size, data.test.size]).toEqual([20, 6]);
  await data.train.arrived(20);
  await expect(data.train.arrived(21)).rejects.toThrow('There are 20 pictures, but 21 were asked for.');
  const { images, labels } = gathered(data.train, [7, 3]);
  expect([...labels]).toEqual([set.train.labels[7], set.train.labels[3]]);
  expect(images.subarray(0, 3)).toEqual(set.train.pixels.subarray(7 * 3072, 7 * 3072 + 3));
  expect([...data.train.arrivalOrder].sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
});
