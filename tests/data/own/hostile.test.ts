/** Archives and pictures that are broken or made to do harm: understood, counted, or refused in a sentence, with memory bounded. */
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { planWarnings } from '../../../src/data/own/plan.ts';
import { memoryFile, type OwnFile } from '../../../src/data/own/tree.ts';
import { understand } from '../../../src/data/own/understand.ts';
import {
  files,
  firstPixels,
  longZip,
  madeOf,
  many,
  picture,
  png,
  refusalOf,
  understood,
  zipped,
} from './kit.ts';

const animals = { ...many('cat/', 5), ...many('dog/', 5) };

describe('a zip', () => {
  it('that would unpack to far more than it holds is refused before it is unpacked', async () => {
    const bytes = zipSync({ 'cat/1.bmp': new Uint8Array(1000) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const entry = bytes.length - 22 - 46 - 'cat/1.bmp'.length;
    expect(view.getUint32(entry + 24, true)).toBe(1000);
    view.setUint32(entry + 24, 70 * 2 ** 20, true);
    const bomb = memoryFile('bomb.zip', bytes);
    expect(await refusalOf(understood([bomb]))).toEqual({
      kind: 'unpacks-too-large',
      name: 'bomb.zip',
      most: 2048,
    });
  });

  it('that lies about the size of a picture unpacks to what it says and no more', async () => {
    const whole = zipSync({
      'cat/0.png': new Uint8Array(2 ** 20),
      ...Object.fromEntries(
        await Promise.all(
          ['cat/1.png', 'cat/2.png', 'dog/1.png', 'dog/2.png'].map(
            async (path, i) => [path, await picture(i)] as const,
          ),
        ),
      ),
    });
    // Sizes of the first entry, in its own head and in the list.
    const view = new DataView(whole.buffer, whole.byteOffset);
    for (let at = 0; at + 4 < whole.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) {
        view.setUint32(at + 24, 10, true);
        break;
      }
    const set = await madeOf([memoryFile('lies.zip', whole)]);
    expect(set.facts.images).toEqual({ train: 2, test: 2 });
    expect(set.warnings).toContainEqual({ kind: 'unreadable', count: 1, names: ['cat/0.png'] });
  });

  it('that claims more of a picture than there is leaves that out', async () => {
    const zip = await zipped(await files(animals));
    const bytes = (await zip.slice(0, zip.size)).slice();
    const view = new DataView(bytes.buffer);
    const entry = bytes.findIndex((_, i) => i + 4 < bytes.length && view.getUint32(i, true) === 0x02014b50);
    view.setUint32(entry + 24, view.getUint32(entry + 24, true) + 9, true);
    const set = await madeOf([memoryFile('lies.zip', bytes)]);
    expect(set.warnings).toContainEqual({ kind: 'unreadable', count: 1, names: ['cat/0.png'] });
  });

  it('with names that lead out of it leaves those out', async () => {
    const tree = {
      '../cat/1.png': true,
      '/etc/1.png': true,
      'C:\\cat\\1.png': true,
      'cat/../../x.png': true,
    } as const;
    const plan = await understand([await zipped(await files({ ...animals, ...tree }))]);
    expect(planWarnings(plan)[0]).toEqual({
      kind: 'unsafe-names',
      count: 4,
      names: ['../cat/1.png', '/etc/1.png', 'C:\\cat\\1.png'],
    });
    expect(plan.found.pictures).toHaveLength(10);
  });

  it.each([0.2, 0.6, 0.9, 0.99])('that is cut off at %f is refused', async (part) => {
    const whole = await zipped(await files(animals));
    const cut = memoryFile('cut.zip', await whole.slice(0, Math.floor(part * whole.size)));
    expect(await refusalOf(understood([cut]))).toEqual({ kind: 'archive-damaged', name: 'cut.zip' });
  });

  it('with bytes changed anywhere never throws anything else', async () => {
    const whole = await zipped(await files(animals));
    const bytes = await whole.slice(0, whole.size);
    const kinds = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const spoilt = bytes.slice();
      for (let n = 0; n < 3; n++) spoilt[(i * 7919 + n * 104_729) % spoilt.length] = (i * 31 + n) % 256;
      const refusal = await refusalOf(madeOf([memoryFile('x.zip', spoilt)]));
      kinds.add(refusal === undefined ? 'made' : (refusal as { kind: string }).kind);
    }
    expect([...kinds].sort()).toContain('made');
  });

  it('that is locked says so', async () => {
    const whole = await zipped(await files(animals));
    const bytes = (await whole.slice(0, whole.size)).slice();
    const at = bytes.findIndex((_, i) => bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1);
    bytes[at + 8] = 1;
    expect(await refusalOf(understood([memoryFile('l.zip', bytes)]))).toEqual({
      kind: 'archive-encrypted',
      name: 'l.zip',
    });
  });

  it('of 100,000 entries is understood in seconds, as a large archive writes them', async () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => `c${i % 10}/${i}.png`);
    const list = await understood([longZip(entries)]);
    expect(list.classes[0]).toBe('c0: 8000 + 2000');
  });

  it('of more entries than are read is refused', async () => {
    const file = longZip(['a/1.png'], 300_001);
    expect(await refusalOf(understood([file]))).toEqual({ kind: 'too-many-files', most: 300_000 });
  });
});

describe('a picture', () => {
  it.each<[string, () => Promise<Uint8Array>, string | undefined]>([
    ['of one pixel is enlarged', () => png([9, 8, 7], 1), '9,8,7'],
    ['of another shape is cut to its middle', () => png([9, 8, 7], 90, 40), '9,8,7'],
    [
      'of one channel becomes three',
      () =>
        sharp(new Uint8Array(64).fill(77), { raw: { width: 8, height: 8, channels: 1 } })
          .png()
          .toBuffer(),
      '77,77,77',
    ],
    [
      'of 16 bits becomes one of 8',
      () =>
        sharp(new Uint16Array(64 * 3).fill(0x8040), {
          raw: { width: 8, height: 8, channels: 3, depth: 'ushort' } as never,
        })
          .toColourspace('rgb16')
          .png()
          .toBuffer(),
      '128,128,128',
    ],
    [
      'that is transparent lies on white',
      () =>
        sharp(new Uint8Array(64 * 4), { raw: { width: 8, height: 8, channels: 4 } })
          .png()
          .toBuffer(),
      '255,255,255',
    ],
    ['that is cut short is left out', async () => (await noise()).subarray(0, 900), undefined],
    ['that is damaged is left out', async () => spoilt(await noise()), undefined],
  ])('%s', async (_, make, pixel) => {
    const set = await madeOf(await files({ ...animals, 'dog/x.png': await make() }));
    const left = set.warnings.filter(({ kind }) => kind === 'unreadable');
    if (pixel === undefined) expect(left).toEqual([{ kind: 'unreadable', count: 1, names: ['dog/x.png'] }]);
    else {
      expect(left).toEqual([]);
      expect([...firstPixels(set.train), ...firstPixels(set.test)]).toContain(`1: ${pixel}`);
    }
  });

  it('of CMYK becomes RGB', async () => {
    const red = await sharp(
      Uint8Array.from({ length: 192 }, (_, i) => (i % 3 === 0 ? 255 : 0)),
      {
        raw: { width: 8, height: 8, channels: 3 },
      },
    )
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(red).metadata()).space).toBe('cmyk');
    const set = await madeOf(await files({ ...animals, 'dog/x.jpg': red }));
    const [r = 0, g = 255, b = 255] = [...firstPixels(set.train), ...firstPixels(set.test)]
      .map((text) => (text.split(': ')[1] ?? '').split(',').map(Number))
      .sort((x, y) => (y[0] ?? 0) - (x[0] ?? 0))[0] as number[];
    expect([r > 200, g < 60, b < 60]).toEqual([true, true, true]);
  });

  it('of 400 megapixels is left out by what its head says', async () => {
    const small = await png([1, 2, 3]);
    const large = small.slice();
    const view = new DataView(large.buffer, large.byteOffset);
    view.setUint32(16, 20_000);
    view.setUint32(20, 20_000);
    const set = await madeOf(await files({ ...animals, 'dog/x.png': large }));
    expect(set.warnings).toContainEqual({ kind: 'too-many-pixels', count: 1, names: ['dog/x.png'] });
  });

  it('that is none, or of a format that is not read, is left out', async () => {
    const set = await madeOf(await files({ ...animals, 'dog/x.png': 'no picture' }));
    expect(set.warnings).toContainEqual({ kind: 'other-pictures', count: 1, names: ['dog/x.png'] });
  });

  it('that cannot be read takes no place among those that are tested on', async () => {
    const list = await files({ ...animals, ...many('fox/', 2), 'fox/a.png': 'x', 'fox/b.png': 'x' });
    for (const seed of [1, 2, 3, 4]) {
      const { test } = await madeOf(list, { seed });
      expect(test.labels.filter((label) => label === 2)).toHaveLength(1);
    }
  });

  it('alone in its class is trained on', async () => {
    const set = await madeOf(await files({ ...animals, 'fox/x.png': true }));
    expect(set.warnings).toContainEqual({ kind: 'untested-classes', count: 1, names: ['fox'] });
  });

  it('that cannot be read any more is left out', async () => {
    const gone: OwnFile = { path: 'dog/x.png', size: 9, slice: () => Promise.reject(new Error('gone')) };
    const set = await madeOf([...(await files(animals)), gone]);
    expect(set.warnings).toContainEqual({ kind: 'unreadable', count: 1, names: ['dog/x.png'] });
  });
});

/** A picture whose file is longer than its head. */
const noise = (): Promise<Uint8Array> =>
  sharp(
    Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 13),
    {
      raw: { width: 32, height: 32, channels: 3 },
    },
  )
    .png()
    .toBuffer();

function spoilt(file: Uint8Array): Uint8Array {
  const bytes = file.slice();
  bytes.fill(0x55, 100, 600);
  return bytes;
}

it('where none can be read, nothing is made', async () => {
  const list = await files({ 'a/1.png': 'x', 'a/2.png': 'x', 'b/1.png': 'x', 'b/2.png': 'x' });
  expect(await refusalOf(madeOf(list))).toEqual({ kind: 'nothing-readable' });
});

it('where none is left to test on, nothing is made', async () => {
  expect(await refusalOf(madeOf(await files({ 'a/1.png': true, 'b/1.png': true })))).toEqual({
    kind: 'nothing-to-test',
  });
});
