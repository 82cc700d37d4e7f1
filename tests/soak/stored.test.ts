/** What counts as lost between two looks at what a browser has stored. */
import { expect, it } from 'vitest';
import { lostBetween, type StoredRun } from './stored.ts';

const run = (id: string, rest: Partial<StoredRun> = {}): StoredRun => ({
  id,
  name: `name of ${id}`,
  epochs: 4,
  note: '',
  pinned: false,
  outcome: 'finished',
  checkpoint: { step: 160, epoch: 4, savedAt: 1000 },
  ...rest,
});

it('nothing, where all is there and more', () => {
  expect(lostBetween([run('a')], [run('a', { note: 'mine' }), run('b')])).toEqual([]);
});

it.each<[string, Partial<StoredRun>, Partial<StoredRun>]>([
  ['has 3 epochs in place of 4', {}, { epochs: 3 }],
  ['is pinned no longer', { pinned: true }, { pinned: false }],
  ['has the note "" in place of "mine"', { note: 'mine' }, { note: '' }],
  ['is stopped though it was finished', {}, { outcome: 'stopped' }],
  ['is without an end though it was finished', {}, { outcome: undefined }],
  ['has no checkpoint any more', {}, { checkpoint: undefined }],
  ['is kept at step 40 in place of 160', {}, { checkpoint: { step: 40, epoch: 1, savedAt: 2000 } }],
])('a run that %s', (what, before, after) => {
  expect(lostBetween([run('a', before)], [run('a', after)])).toEqual([`name of a (a) ${what}`]);
});

it('a run that is gone, whether it is the one under way or not', () => {
  expect(lostBetween([run('a')], [])).toEqual(['name of a (a) is gone']);
  expect(lostBetween([run('a')], [], 'a')).toEqual(['name of a (a) is gone']);
});

it('not the epochs after its checkpoint, to which the run under way went back', () => {
  const before = [run('a', { outcome: undefined, epochs: 3 })];
  expect(lostBetween(before, [run('a', { outcome: undefined, epochs: 2 })], 'a')).toEqual([]);
});

it('not the checkpoint of a run that twenty newer ones replaced, unless it is pinned', () => {
  const newer = Array.from({ length: 20 }, (_, i) =>
    run(`newer ${i}`, { checkpoint: { step: 160, epoch: 4, savedAt: 2000 + i } }),
  );
  const gone = { checkpoint: undefined };
  expect(lostBetween([run('a')], [run('a', gone), ...newer])).toEqual([]);
  expect(lostBetween([run('a')], [run('a', gone), ...newer.slice(1)])).toHaveLength(1);
  const pinned = { pinned: true };
  expect(lostBetween([run('a', pinned)], [run('a', { ...pinned, ...gone }), ...newer])).toHaveLength(1);
});
