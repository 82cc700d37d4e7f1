/** A file that is named on the command line is read no further than what it is. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readGivenFile } from '../../src/cli/givenFile.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';

const folder = mkdtempSync(join(tmpdir(), 'given-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('1.9 GB of zeros take no memory', async () => {
  const path = join(folder, 'zeros.safetensors');
  writeFileSync(path, '');
  truncateSync(path, 1.9e9);
  const before = process.memoryUsage().rss;
  await expect(readGivenFile('weights file', path)).rejects.toThrow(/not a safetensors file/);
  expect(process.memoryUsage().rss - before).toBeLessThan(1e8);
});

test('a right file comes whole', async () => {
  const bytes = writeSafetensors({
    tensors: [{ name: 'a', dtype: 'F32', shape: [300], data: new Float32Array(300).fill(1.5) }],
    metadata: {},
  });
  const path = join(folder, 'right.safetensors');
  writeFileSync(path, bytes);
  expect(await readGivenFile('weights file', path)).toEqual(bytes);
});

test('a folder, a device and nothing at all are told apart', async () => {
  const refused = (path: string) => expect(readGivenFile('weights file', path)).rejects;
  await refused(folder).toThrow(`The weights file ${folder} is a folder: name a file in it.`);
  await refused('/dev/null').toThrow('The weights file /dev/null is no file: save it as one first.');
  await refused(join(folder, 'none')).toThrow(/cannot be read: is the path right\?$/);
});
