/** Trees of tiny pictures that tests make, and what is made of them. */
import { type Zippable, zipSync } from 'fflate';
import sharp from 'sharp';
import { decodeFile } from '../../../src/data/node/decodeFile.ts';
import { type MakeOptions, makeSet, type OwnSet } from '../../../src/data/own/makeSet.ts';
import { madeCounts, type Plan, splittingOf } from '../../../src/data/own/plan.ts';
import { memoryFile, type OwnFile } from '../../../src/data/own/tree.ts';
import { understand } from '../../../src/data/own/understand.ts';

export type Colour = readonly [number, number, number];

/** A picture of one colour. */
export const png = (colour: Colour, width = 4, height = width): Promise<Uint8Array> =>
  sharp(
    Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3] as number),
    {
      raw: { width, height, channels: 3 },
    },
  )
    .png()
    .toBuffer();

const pictures = new Map<number, Promise<Uint8Array>>();

/** A picture that no other number has. */
export function picture(n: number): Promise<Uint8Array> {
  const made = pictures.get(n) ?? png([n % 256, (7 * n) % 256, Math.floor(n / 256)]);
  pictures.set(n, made);
  return made;
}

/** Files by path; `true` stands for a picture of its own. */
export async function files(tree: Readonly<Record<string, Uint8Array | string | true>>): Promise<OwnFile[]> {
  return Promise.all(
    Object.entries(tree).map(async ([path, content], i) =>
      memoryFile(
        path,
        content === true
          ? await picture(i + 1)
          : typeof content === 'string'
            ? new TextEncoder().encode(content)
            : content,
      ),
    ),
  );
}

/** Such as `many('cat/', 3)`: cat/0.png, cat/1.png, cat/2.png. */
export const many = (prefix: string, count: number, ending = '.png'): Record<string, true> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}${ending}`, true]));

/** The same files as a zip. */
export async function zipped(list: readonly OwnFile[], name = 'pictures.zip'): Promise<OwnFile> {
  const entries = await Promise.all(
    list.map(async (file) => [file.path, await file.slice(0, file.size)] as const),
  );
  return memoryFile(name, zipSync(Object.fromEntries(entries) as Zippable));
}

/** Layout, and `name: train + test` of each class. */
export function shown(plan: Plan): { layout: string; classes: string[] } {
  const splitting = splittingOf(plan);
  return {
    layout: plan.layout,
    classes: plan.classes.map((planned) => {
      const { train, test } = madeCounts(planned, splitting);
      return `${planned.name}: ${train} + ${test}`;
    }),
  };
}

export const understood = async (list: readonly OwnFile[]): Promise<ReturnType<typeof shown>> =>
  shown(await understand(list));

export const made = (plan: Plan, options: Partial<MakeOptions> = {}): Promise<OwnSet> =>
  makeSet(plan, { title: 'Mine', imageSize: 32, fit: 'crop', seed: 1, decode: decodeFile, ...options });

export const madeOf = async (list: readonly OwnFile[], options: Partial<MakeOptions> = {}): Promise<OwnSet> =>
  made(await understand(list), options);

/** What understanding or making refuses with. */
export async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'problem' in error) return error.problem;
    throw error;
  }
  return undefined;
}

/** The first pixel of each picture, and its label. */
export function firstPixels({ pixels, labels }: OwnSet['train']): string[] {
  const bytes = pixels.length / labels.length;
  return Array.from(
    labels,
    (label, i) => `${label}: ${[...pixels.subarray(i * bytes, i * bytes + 3)].join()}`,
  );
}

export const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const utf8 = new TextEncoder();

/** A header of a tar and its content, as GNU's writes them. */
function tarEntry(name: Uint8Array, type: string, content: Uint8Array): Uint8Array {
  const head = new Uint8Array(512);
  head.set(name.subarray(0, 99));
  head.set(utf8.encode(content.length.toString(8).padStart(11, '0')), 124);
  head.set(utf8.encode(type), 156);
  head.set(utf8.encode('ustar  '), 257);
  const body = new Uint8Array(512 * Math.ceil(content.length / 512));
  body.set(content);
  return joined(head, body);
}

/** A tar; names that are too long for its headers stand before them. */
export function tarOf(tree: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(tree).flatMap(([path, bytes]) => {
    const name = utf8.encode(path);
    const long = name.length > 99 ? [tarEntry(utf8.encode('././@LongLink'), 'L', name)] : [];
    return [...long, tarEntry(name, '0', bytes)];
  });
  return joined(...entries, new Uint8Array(1024));
}

/** A zip of empty files whose end is that of a large archive. */
export function longZip(names: readonly string[], claimed = names.length): OwnFile {
  const encoded = names.map((name) => new TextEncoder().encode(name));
  const listBytes = encoded.reduce((sum, name) => sum + 46 + name.length, 0);
  const bytes = new Uint8Array(listBytes + 56 + 20 + 22);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const name of encoded) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 28, name.length, true);
    bytes.set(name, at + 46);
    at += 46 + name.length;
  }
  view.setUint32(at, 0x06064b50, true);
  view.setBigUint64(at + 32, BigInt(claimed), true);
  view.setBigUint64(at + 40, BigInt(listBytes), true);
  view.setUint32(at + 56, 0x07064b50, true);
  view.setBigUint64(at + 64, BigInt(at), true);
  view.setUint32(at + 76, 0x06054b50, true);
  view.setUint16(at + 86, 0xffff, true);
  view.setUint32(at + 92, 0xffffffff, true);
  return memoryFile('long.zip', bytes);
}
