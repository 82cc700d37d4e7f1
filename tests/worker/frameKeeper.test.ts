/** Frames of runs are stored while they train, in their order, and never where that could cost a run its checkpoints. */
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../src/problems/index.ts';
import { checkpointBytes, memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import type { FrameRepository } from '../../src/storage/frameRepository.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { frameBytes } from '../../src/training/frames.ts';
import { createFrameKeeper, type FrameKeeper } from '../../src/worker/frameKeeper.ts';
import { createHost } from '../../src/worker/host.ts';
import type { WorkerMessage } from '../../src/worker/protocol.ts';
import { realPictures, tiny, until } from '../trainer/kit.ts';
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

it('a run tells where it goes on and leaves every frame to be stored, and the page hears of it', async () => {
  const asked: string[] = [];
  const frames: FrameKeeper = {
    goesOn: (runId, epoch) => void asked.push(`${runId} goes on after ${epoch}`),
    save: (runId, { epoch }, reserve) => void asked.push(`${runId}${epoch}, ${reserve}`),
    settled: async () => {},
  };
  const posted: WorkerMessage[] = [];
  const device = await openDevice();
  const data = await realPictures();
  const handle = createHost({
    post: (message) => void posted.push(structuredClone(message)),
    openDevice: async () => ({ ...device, close: () => {} }),
    tuningStore: { get: async () => undefined, set: async () => undefined },
    checkpoints: memoryCheckpoints(),
    frames,
    openData: async () => data,
  });
  const events = () => posted.flatMap((message) => (message.type === 'run' ? [message.event] : []));
  const over = () => events().filter(({ type }) => type === 'end').length;
  const config = { ...tiny, epochs: 1 };
  handle({ type: 'start', runId: 'a', config });
  await until(() => over() === 1);
  handle({
    type: 'start',
    runId: 'a',
    config: { ...config, epochs: 2 },
    from: { kind: 'stored', runId: 'a' },
  });
  await until(() => over() === 2);
  const reserve = checkpointBytes(tiny);
  // A frame comes again with its probes, where there is time for them.
  expect([...new Set(asked)]).toEqual([
    'a goes on after 0',
    `a1, ${reserve}`,
    'a goes on after 1',
    `a2, ${reserve}`,
  ]);
  const told = events().flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
  expect([...new Set(told.map(({ epoch }) => epoch))]).toEqual([1, 2]);
  expect(told[0]?.losses).toBeInstanceOf(Float32Array);
});
