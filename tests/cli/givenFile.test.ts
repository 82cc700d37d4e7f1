/** A file that is named on the command line is read no further than what it is. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readGivenFile } from '../../src/cli/givenFile.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { makeSpec } from '../specs.ts';
import { resnet } from './kit.ts';

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

test('weights that are no numbers are named by evaluate, which ends with 1', async () => {
  const spec = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' });
  const weights = initialWeights(structureOf(spec), 'he', 1).map((tensor) =>
    tensor.name === 'classifer.bias' ? { ...tensor, data: tensor.data.slice().fill(Number.NaN) } : tensor,
  );
  const path = join(folder, 'nan.safetensors');
  writeFileSync(path, weightsFile({ weights, slots: [], steps: 1 }));
  const { code, stdout, stderr } = await resnet(['evaluate', '--weights', path]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/10 of the 10 values of "classifer.bias" are not finite numbers.*\.\n$/);
  expect(stderr).not.toMatch(/rate/);
});
