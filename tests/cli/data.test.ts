/** `data inspect`, on a folder that the test makes: once as a process, then the command alone. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataCommand } from '../../src/cli/commands/data.ts';
import { exitCodes } from '../../src/cli/exitCodes.ts';
import { UsageError } from '../../src/cli/options.ts';
import { files, many } from '../data/own/kit.ts';
import { resnet } from './kit.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'own-'));
  for (const file of await files({ ...many('cat/', 6), ...many('dog/', 4), 'notes.txt': 'x' })) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), await file.slice(0, file.size));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (args: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  const terminal = { print: (line: string) => void lines.push(line), tell: () => {}, onUnread: () => {} };
  expect(await dataCommand.run(args, terminal)).toBe(exitCodes.done);
  return lines.join('\n');
};

it('prints one JSON object of the agreed shape', async () => {
  const { code, stdout, stderr } = await resnet(['data', 'inspect', folder, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  const json = JSON.parse(stdout);
  expect(json).toMatchObject({
    layout: 'image-folder',
    classes: [
      { name: 'cat', train: 5, test: 1 },
      { name: 'dog', train: 3, test: 1 },
    ],
    train: 8,
    test: 2,
    size: [32, 32],
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect([json.mean.length, json.std.length]).toEqual([3, 3]);
  expect(json.problems.map(({ kind, message }: Record<string, string>) => `${kind}: ${message}`)).toEqual([
    'not-pictures: 1 other file is passed by ("notes.txt").',
    'few-pictures: 2 classes have few pictures to learn from, under 20 ("cat", "dog").',
    'enlarged: 10 pictures are smaller than 32×32 pixels, so they have less to show than the network could see.',
  ]);
});

it('prints a table', async () => {
  const text = await run(['inspect', folder, '--data-size', '64', '--data-fit', 'whole']);
  expect(text).toMatch(
    /^layout {2}image-folder\nsize {4}64×64\nmean .*\nstd .*\nhash .*\n\nclass {2}train {2}test\ncat {8}5 {5}1\ndog {8}3 {5}1\ntotal {6}8 {5}2\n\n1 other file/,
  );
});

it('writes the set as a zip that is the same set again', async () => {
  const zip = join(folder, '..', `${basename(folder)}.zip`);
  try {
    const written = JSON.parse(await run(['export', folder, '--out', zip, '--json']));
    expect(written).toEqual({ path: zip, bytes: statSync(zip).size, hash: expect.any(String) });
    expect(JSON.parse(await run(['inspect', zip, '--json'])).hash).toBe(written.hash);
  } finally {
    rmSync(zip, { force: true });
  }
});

it.each([
  [[], /^data has two tasks, inspect and export: resnet data inspect PATH\./],
  [['export', 'src'], /^data export needs --out FILE, such as pictures\.zip\.$/],
  [['inspect', 'src', '--out', 'x.zip'], /^--out is for data export: data inspect writes nothing\.$/],
  [['inspect', '--json'], /^data inspect needs a path right behind it/],
  [['inspect', '/nowhere/x'], /^\/nowhere\/x cannot be read: is the path right\?$/],
  [
    ['inspect', 'package.json'],
    /^In 1 file there are no pictures with classes that are understood here: put the pictures/,
  ],
  [['inspect', 'src', '--data-size', '48'], /^--data-size must be 32 or 64, but it is 48\.$/],
  [['inspect', 'src', '--data-fit', 'tight'], /^--data-fit must be crop or whole, but it is "tight"\.$/],
])('%j is refused in one line', async (args, message) => {
  const error: unknown = await run(args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain('\n');
});
