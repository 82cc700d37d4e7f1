/** What `step` refuses. That its numbers are right is for tests/golden/pytorch.gpu.test.ts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBatchFile } from '../../src/cli/batchFile.ts';
import { UsageError } from '../../src/cli/options.ts';
import { type FileTensor, writeSafetensors } from '../../src/formats/safetensors.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { makeSpec } from '../specs.ts';
import { resnet } from './kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'step-'));
afterAll(() => rmSync(folder, { recursive: true }));

const size = { inputSize: 2, classes: 10 };
const images: FileTensor = {
  name: 'images',
  dtype: 'F32',
  shape: [2, 3, 2, 2],
  data: Float32Array.from({ length: 24 }, (_, i) => i),
};
const labels: FileTensor = { name: 'labels', dtype: 'I32', shape: [2], data: Int32Array.of(0, 9) };

let files = 0;
function fileOf(...tensors: FileTensor[]): string {
  const path = join(folder, `${++files}.safetensors`);
  writeFileSync(path, writeSafetensors({ tensors, metadata: {} }));
  return path;
}

describe('a batch file', () => {
  test('is turned from channels first to channels last', async () => {
    const batch = await readBatchFile(fileOf(images, labels), size);
    expect([...batch.labels]).toEqual([0, 9]);
    // Red, green and blue of the first picture's pixels lie 4 apart.
    expect([...batch.pixels.slice(0, 12)]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
    expect([...batch.pixels.slice(12, 15)]).toEqual([12, 16, 20]);
  });

  test("may have PyTorch's own type of labels", async () => {
    const wide: FileTensor = { name: 'labels', dtype: 'I64', shape: [2], data: BigInt64Array.of(3n, 4n) };
    expect([...(await readBatchFile(fileOf(images, wide), size)).labels]).toEqual([3, 4]);
  });

  const numbers = Float32Array.of(0, 1);
  const broken = Float32Array.from({ length: 24 }, (_, i) => (i === 7 ? Number.NaN : i));
  test.each<[string, FileTensor[], RegExp]>([
    ['no images', [labels], /lacks "images"/],
    ['no labels', [images], /lacks "labels"/],
    ['channels last', [{ ...images, shape: [2, 2, 2, 3] }, labels], /"images".*\[2, 2, 2, 3\]/],
    ['no pictures', [{ ...images, shape: [0, 3, 2, 2], data: new Float32Array() }, labels], /"images"/],
    ['not a number', [{ ...images, data: broken } as FileTensor, labels], /"images" holds NaN/],
    [
      'labels that are floats',
      [images, { name: 'labels', dtype: 'F32', shape: [2], data: numbers }],
      /"labels".*F32/,
    ],
    ['too few labels', [images, { ...labels, shape: [1], data: Int32Array.of(1) }], /"labels".*\[1\]/],
    ['a class that is not there', [images, { ...labels, data: Int32Array.of(0, 10) }], /holds 10.*0 to 9/],
    ['a negative class', [images, { ...labels, data: Int32Array.of(-1, 1) }], /holds -1/],
  ])('with %s is refused in one sentence', async (_, tensors, why) => {
    const path = fileOf(...tensors);
    let message = '';
    try {
      await readBatchFile(path, size);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      message = (error as Error).message;
    }
    expect(message).toMatch(why);
    expect(message).toContain(path);
    expect(message).toMatch(/^[^\n]*\.$/);
  });
});

test('mistakes are one line on stderr, nothing on stdout, a code that is not 0', async () => {
  const spec = makeSpec({ block: 'basic', blocks: [1, 1], width: 1, stem: 'cifar' });
  const weights = join(folder, 'weights.safetensors');
  const state = { weights: initialWeights(structureOf(spec), 'he', 1), slots: [], steps: 0 };
  writeFileSync(weights, weightsFile(state));
  const batch = fileOf(
    { name: 'images', dtype: 'F32', shape: [1, 3, 32, 32], data: new Float32Array(3 * 32 * 32) },
    { name: 'labels', dtype: 'I32', shape: [1], data: Int32Array.of(1) },
  );
  const out = join(folder, 'out.safetensors');
  const given = ['--weights', weights, '--batch', batch, '--out', out];
  const mistakes: [string[], RegExp][] = [
    [['--batch', batch, '--out', out], /step needs --weights FILE/],
    [['--weights', weights, '--out', out], /step needs --batch FILE/],
    [['--weights', weights, '--batch', batch], /step needs --out FILE/],
    [['--weights', weights, '--batch', '/nowhere/b', '--out', out], /batch file \/nowhere\/b cannot be read/],
    [
      ['--weights', weights, '--batch', batch, '--out', '/nowhere/o'],
      /folder of \/nowhere\/o does not exist/,
    ],
    [['--weights', weights, '--batch', batch, '--out', folder], /is a folder/],
    [[...given, '--steps', '0'], /--steps must be a whole number from 1/],
    [[...given, '--schedule', 'cosine'], /step has no option --schedule/],
    [[...given, '--model', 'resnet8'], /resnet\[1,1\]w1, but the chosen network is resnet8/],
  ];
  for (const [argv, message] of mistakes) {
    const { code, stdout, stderr } = await resnet(['step', ...argv]);
    expect(code, argv.join(' ')).toBeGreaterThan(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^resnet: [^\n]*\n$/);
  }
});
