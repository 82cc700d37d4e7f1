/** Frames of runs are stored while they train, in their order, and never where that could cost a run its checkpoints. */
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../src/problems/index.ts';
import type { FrameRepository } from '../../src/storage/frameRepository.ts';
import { frameBytes } from '../../src/training/frames.ts';
import { createFrameKeeper } from '../../src/worker/frameKeeper.ts';
import { frameAt } from '../training/someFrame.ts';

function setUp({ room = async () => undefined as number | undefined, full = (): boolean => false } = {}) {
  const done: string[] = [];
  const repository: FrameRepository = {
    list: async () => [],
    load: async () => undefined,
    async save(runId, { epoch }, at) {
      await Promise.resolve();
      if (full()) throw new ProblemError({ kind: 'storage-full' });
      done.push(`${runId}${epoch} at ${at}`);
    },
    cut: async (runId, epoch) => void done.push(`${runId} until ${epoch}`),
    remove: async () => {},
  };
  return { done, keeper: createFrameKeeper({ repository, room, now: () => 7 }) };
}

describe('frames', () => {
  it('are stored one after the other, once those of a course that was not taken are gone', async () => {
    const { done, keeper } = setUp();
    keeper.goesOn('a', 3);
    keeper.save('a', frameAt(4), 0);
    keeper.save('a', frameAt(5), 0);
    await keeper.settled();
    expect(done).toEqual(['a until 3', 'a4 at 7', 'a5 at 7']);
  });

  it('leave the room that the checkpoints of the run may need', async () => {
    const needed = frameBytes(frameAt(1));
    let left = needed + 999;
    const { done, keeper } = setUp({ room: async () => left });
    keeper.save('a', frameAt(1), 1000);
    await keeper.settled();
    expect(done).toEqual([]);
    left++;
    keeper.save('a', frameAt(2), 1000);
    await keeper.settled();
    expect(done).toEqual(['a2 at 7']);
  });

  it('that find no room are left out without a word, and the next is tried again', async () => {
    let full = true;
    const { done, keeper } = setUp({ full: () => full, room: () => Promise.reject(new Error('Insecure.')) });
    keeper.save('a', frameAt(1), 0);
    await keeper.settled();
    full = false;
    keeper.save('a', frameAt(2), 0);
    await keeper.settled();
    expect(done).toEqual(['a2 at 7']);
  });
});
