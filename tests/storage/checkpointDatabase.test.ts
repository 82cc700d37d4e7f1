/** Checkpoints in the database: the newest, the one before it, the best, and nothing of a run that was deleted. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { checkpointDatabase } from '../../src/storage/checkpointDatabase.ts';
import type { CheckpointInfo } from '../../src/storage/checkpoints.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const infoAt = (step: number): CheckpointInfo => ({
  runId: 'a',
  savedAt: step,
  bytes: 1,
  config: defaultConfig,
  step,
  epoch: 0,
});
const file = (n: number) => Uint8Array.of(n);
const { load, save, list, remove, levels, saveLevels } = checkpointDatabase;
const parts = async () => [await load('a', 'last'), await load('a', 'previous'), await load('a', 'best')];

it('keeps the newest and the one before, by turns in two places and without a copy of either', async () => {
  await save(infoAt(1), { last: file(1), best: file(9) });
  expect(await parts()).toEqual([file(1), undefined, file(9)]);
  await save(infoAt(2), { last: file(2) });
  expect(await parts()).toEqual([file(2), file(1), file(9)]);
  await save(infoAt(3), { last: file(3), best: file(8) });
  expect(await parts()).toEqual([file(3), file(2), file(8)]);
  // Only what is known of it changes.
  await save(infoAt(4), {});
  expect(await parts()).toEqual([file(3), file(2), file(8)]);
  await save(infoAt(5), { last: file(5) });
  expect(await parts()).toEqual([file(5), file(3), file(8)]);
  expect((await list()).map(({ step }) => step)).toEqual([5]);
  const db = await openDatabase();
  expect(await db.count('checkpointFiles')).toBe(3);
  // States before changes of depth lie beside them, in the place of those before.
  await saveLevels('a', [file(1), file(2)]);
  await saveLevels('a', [file(4)]);
  expect(await levels('a')).toEqual([file(4)]);

  await remove('a');
  expect(await parts()).toEqual([undefined, undefined, undefined]);
  expect(await db.count('checkpointFiles')).toBe(0);
});

it('reads what an earlier version stored, which kept one, and keeps that as the one before', async () => {
  const db = await openDatabase();
  await save(infoAt(1), { last: file(1) });
  const { newest: _, ...earlier } = (await db.get('checkpoints', 'a'))!;
  await db.put('checkpoints', earlier);
  expect(await load('a', 'last')).toEqual(file(1));
  await save(infoAt(2), { last: file(2) });
  expect(await parts()).toEqual([file(2), file(1), undefined]);
});
