/** The path of a run in its folder: kept by `train`, found by `landscape`, whole again where a run goes on. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keptPath, openPath } from '../../src/cli/pathFolder.ts';
import { blocksOf, firstPoint, pathFile } from '../../src/formats/pathPoint.ts';
import { checkpointAt } from '../storage/pathCheckpoints.ts';
import { tiny } from '../trainer/kit.ts';

const scratch = mkdtempSync(join(tmpdir(), 'resnet-path-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(scratch, String(folders++));

const epochs = (path: string, step = 1000) => keptPath(path, step).points.map(({ epoch }) => epoch);

it('has what the run began with and at most twenty ends of its epochs', () => {
  const run = folder();
  const keep = openPath(run, { fresh: tiny });
  keep(checkpointAt(0, tiny, 16));
  expect(existsSync(join(run, 'path'))).toBe(false);
  for (let epoch = 1; epoch <= 30; epoch++) keep(checkpointAt(epoch));
  const kept = keptPath(run, 90);
  expect(kept.points).toHaveLength(20);
  expect(kept.points[0]).toEqual(firstPoint(tiny));
  expect([kept.points.at(-1)?.epoch, kept.epoch, kept.step]).toEqual([30, 30, 90]);
  expect(readdirSync(join(run, 'path'))).toHaveLength(20);
  // Found from the files of the run too.
  for (const name of ['last.safetensors', join('checkpoint', 'run.safetensors')])
    expect(epochs(join(run, name))).toHaveLength(20);
  expect(keptPath(run, 40).epoch).toBeCloseTo(40 / 3, 12);
  expect(epochs(folder())).toEqual([]);
});

it('goes on with its run, in its folder and in another one, and not with what another left', () => {
  const run = folder();
  const first = openPath(run, { fresh: tiny });
  for (const epoch of [1, 2, 3]) first(checkpointAt(epoch));
  writeFileSync(join(run, 'path', 'epoch-7.safetensors'), 'no such file');
  // The newest checkpoint was damaged: it goes on after the second epoch.
  const again = openPath(run, { resumed: run });
  again(checkpointAt(2, tiny, 16));
  again(checkpointAt(3));
  expect(epochs(run)).toEqual([0, 1, 2, 3]);
  const other = folder();
  openPath(other, { resumed: run })(checkpointAt(4));
  expect(epochs(other)).toEqual([0, 1, 2, 3, 4]);
  // Whatever a run that nobody goes on with left, and however few steps it took.
  writeFileSync(
    join(run, 'path', 'epoch-5.safetensors'),
    pathFile({ ...firstPoint(tiny), epoch: 5, step: 2 }, blocksOf(tiny)),
  );
  openPath(run, { fresh: tiny })(checkpointAt(1));
  expect(epochs(run)).toEqual([0, 1]);
});

it('begins anew where the depth changes, and never fails its run', () => {
  const run = folder();
  const keep = openPath(run, { fresh: tiny });
  for (const epoch of [1, 2]) keep(checkpointAt(epoch));
  const deeper = { ...tiny, blocks: [1, 2] };
  keep(checkpointAt(2, deeper, 16));
  expect(epochs(run)).toEqual([]);
  keep(checkpointAt(3, deeper));
  expect(epochs(run)).toEqual([3]);
  const file = join(scratch, 'a file');
  writeFileSync(file, '');
  expect(() => openPath(file, { fresh: tiny })(checkpointAt(1))).not.toThrow();
});
