/** A sweep that is interrupted goes on by the same command, and ends with its groups. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meanAndStd } from '../../src/training/groups.ts';
import { preparedManifest } from '../data/prepared.ts';
import { quickly } from '../setup/quickly.ts';
import { resnet } from './kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
beforeAll(() => preparedManifest());
afterAll(() => rmSync(folder, { recursive: true }));

const options =
  '--blocks 1 --width 4 --train-images 64 --batch-size 32 --test-images 32 --epochs 2 --schedule constant';
const argv = (...more: string[]) => [
  'sweep',
  ...options.split(' '),
  '--seed',
  '1..3',
  '--out',
  folder,
  '--json',
  ...more,
];

it('goes on where it was stopped, and tells the mean over its seeds', async () => {
  const stopped = await resnet(argv(), {
    env: quickly,
    onLine: (line, signal) => {
      const { run, type, epoch } = JSON.parse(line);
      if (run === 'seed-2' && type === 'epoch' && epoch === 1) signal('SIGINT');
    },
  });
  expect(stopped.code).toBe(130);
  expect(readdirSync(folder).sort()).toEqual(['seed-1', 'seed-2']);

  const { code, stdout, stderr } = await resnet(argv(), { env: quickly });
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/Run 1 of 3: seed 1, done before\nRun 2 of 3: seed 2\n/);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  // The second run has its first epoch behind it.
  expect(lines.filter(({ type }) => type === 'epoch').map(({ run, epoch }) => `${run} ${epoch}`)).toEqual([
    'seed-2 2',
    'seed-3 1',
    'seed-3 2',
  ]);
  const [{ type, groups }] = lines.slice(-1);
  expect(type).toBe('sweep');
  expect(groups).toHaveLength(1);
  const [{ n, meanTestAccuracy, stdTestAccuracy, runs }] = groups;
  expect(runs.map(({ run, seed }: { run: string; seed: number }) => [run, seed])).toEqual([
    ['seed-1', 1],
    ['seed-2', 2],
    ['seed-3', 3],
  ]);
  const accuracies = runs.map(({ testAccuracy }: { testAccuracy: number }) => testAccuracy);
  expect(meanAndStd(accuracies)).toEqual({ n, mean: meanTestAccuracy, std: stdTestAccuracy });

  const other = await resnet(argv('--weight-decay', '0'));
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(/seed-1 holds a run with --weight-decay 0.0005, but this sweep has 0 there/);
});
