/** Pictures of one's own by the command line: four files of IDX are trained on, and their run knows them again. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { resnet } from './kit.ts';

let root = '';
const at = (...names: string[]) => join(root, ...names);

/** A header of whole numbers with four bytes each, and bytes. */
function idx(dimensions: readonly number[], bytes: readonly number[]): Buffer {
  const head = Buffer.alloc(4 + 4 * dimensions.length);
  head.writeUInt32BE(0x800 + dimensions.length);
  for (const [i, n] of dimensions.entries()) head.writeUInt32BE(n, 4 + 4 * i);
  return gzipSync(Buffer.concat([head, Buffer.from(bytes)]));
}

/** Pictures of 28×28, of which class k has a bright band of its own. */
function writePair(name: string, labels: readonly number[]): void {
  const pixels = labels.flatMap((label, i) =>
    Array.from({ length: 28 * 28 }, (_, at) => (Math.floor(at / 28 / 10) === label ? 200 + (i % 20) : i % 7)),
  );
  writeFileSync(at('bands', `${name}-images-idx3-ubyte.gz`), idx([labels.length, 28, 28], pixels));
  writeFileSync(at('bands', `${name}-labels-idx1-ubyte.gz`), idx([labels.length], labels));
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'idx-'));
  mkdirSync(at('bands'));
  writePair(
    'train',
    Array.from({ length: 48 }, (_, i) => i % 3),
  );
  writePair('t10k', [0, 1, 2, 2, 1, 0, 0, 1, 2]);
});
afterAll(() => rmSync(root, { recursive: true }));

it('trains on IDX, names the set in log and files, and measures it again without being told where it is', async () => {
  const inspected = JSON.parse((await resnet(['data', 'inspect', at('bands'), '--json'])).stdout);
  // ImageNet's stem has a sixteenth of the work.
  const options = '--blocks 1 --width 4 --stem imagenet --batch-size 16 --epochs 2';
  const trained = await resnet([
    ...`train ${options} --augment none --tuning off --json`.split(' '),
    ...['--data', at('bands'), '--out', at('run')],
  ]);
  expect(trained.code, trained.stderr).toBe(0);
  const [start, ...events] = trained.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { hash } = inspected;
  const name = `own-32-3-48-9-${hash.slice(0, 16)}`;
  expect(start).toMatchObject({
    type: 'start',
    config: { dataset: name, trainImages: 48, testImages: 9 },
    dataset: { name, title: 'bands', classes: ['0', '1', '2'], hash, train: 48, test: 9 },
  });
  const last = events.filter(({ type }) => type === 'epoch').at(-1);

  const { metadata } = readStateFile(readFileSync(at('run', 'last.safetensors')));
  expect(JSON.parse(metadata['dataset.facts'] ?? '')).toMatchObject({
    classes: ['0', '1', '2'],
    mean: inspected.mean,
    std: inspected.std,
    hash,
  });
  const { config } = readCheckpointFile(readFileSync(at('run', 'checkpoint', 'run.safetensors')));
  expect(config.dataset).toBe(name);

  const measured = await resnet(['evaluate', '--weights', at('run', 'last.safetensors'), '--json']);
  expect(JSON.parse(measured.stdout)).toEqual({
    testLoss: expect.closeTo(last.testLoss, 5),
    testAccuracy: last.testAccuracy,
    images: 9,
  });

  // Each in a process of its own, two by two: they wait for compilers.
  const told = async (line: string, ...more: readonly string[]) => {
    const { code, stdout, stderr } = await resnet([...line.split(' '), ...more]);
    expect(code, stderr).toBe(0);
    return { stdout, stderr };
  };
  const weights = ['--weights', at('run', 'last.safetensors')];
  const given = ['--data', at('bands')];
  const [looked, searched] = await Promise.all([
    told('look --blocks 1 --width 4 --stem imagenet --batch-size 16 --json', ...given),
    told('find-rate --batch-size 16 --tuning off --json', ...weights, ...given),
  ]);
  const { blocks } = JSON.parse(looked.stdout);
  expect(blocks.map((block: { name: string }) => block.name)).toEqual(['stem', 'layer1.0', 'classifier']);
  for (const { gradientNorm } of blocks) expect(gradientNorm).toBeGreaterThan(0);
  const { points, suggestion } = JSON.parse(searched.stdout);
  // It begins with what the run has learned, not with fresh weights: those are at ln 3 and above.
  expect(points[0].loss).toBeLessThan(1.05);
  expect(suggestion).toBeGreaterThan(0.01);

  const [probed, ablated] = await Promise.all([
    told('probe', ...weights, ...given),
    told('ablate', ...weights),
  ]);
  expect(probed.stdout).toMatch(
    /^stem +probe:\d+\.\d\d%\nlayer1\.0 +probe:\d+\.\d\d% {2}branch\/shortcut:\d\.\d{3}\n$/,
  );
  const accuracy = (100 * last.testAccuracy).toFixed(2);
  expect(ablated.stdout).toContain(`all blocks    test_acc:${accuracy}%  on 9 pictures\nlayer1.0 `);
  for (const { stderr } of [probed, ablated])
    expect(stderr).toMatch(/Only 9 test pictures tell of .* its 95 % interval is/);
});
