/** What is kept of runs: within bounds, told, and never at the run's cost. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import { createCheckpointKeeper, type KeeperOptions, type Kept } from '../../src/worker/checkpointKeeper.ts';
import { type CheckpointHome, memoryHome } from '../../src/worker/checkpoints.ts';
import { tiny } from '../trainer/kit.ts';

const epochEvent = (epoch: number, testAccuracy: number): EpochEvent => ({
  ...{ type: 'epoch', epoch, epochs: 9, step: 3 * epoch, trainLoss: 2, trainAccuracy: 0.5, testLoss: 2 },
  ...{ testAccuracy, learningRate: 0.1, seconds: 1, imagesPerSecond: 10 },
});
const checkpoint = (accuracies: readonly number[], value = 1): Checkpoint => ({
  config: { ...tiny, epochs: 9 },
  position: {
    ...{ step: 3 * accuracies.length, epoch: accuracies.length, seconds: 0, trainSeconds: 0 },
    totals: { loss: 0, correct: 0, images: 0 },
  },
  epochs: accuracies.map((accuracy, i) => epochEvent(i + 1, accuracy)),
  state: {
    weights: [{ name: 'w', shape: [2], data: Float32Array.of(value, accuracies.length) }],
    slots: [{ name: 'momentum.w', shape: [2], data: Float32Array.of(0, 0) }],
    steps: 3 * accuracies.length,
  },
});

function setUp(home: CheckpointHome = memoryHome(), more: Partial<KeeperOptions> = {}) {
  const told: Kept[] = [];
  let time = 0;
  const keeper = createCheckpointKeeper({
    home,
    tell: (kept) => told.push(kept),
    now: () => ++time,
    ...more,
  });
  const save = async (runId: string, made: Checkpoint) => {
    await keeper.save(runId, made);
    await keeper.load(runId, 'last');
  };
  return { keeper, told, save, home };
}

describe('checkpoints', () => {
  it('are read back as they were made, with the best epoch beside the last', async () => {
    const { keeper, told, save } = setUp();
    await save('a', checkpoint([0.1]));
    await save('a', checkpoint([0.1, 0.4]));
    await save('a', checkpoint([0.1, 0.4, 0.3]));
    expect(told.map(({ kept }) => kept.best)).toEqual([
      { epoch: 1, testAccuracy: 0.1 },
      { epoch: 2, testAccuracy: 0.4 },
      { epoch: 2, testAccuracy: 0.4 },
    ]);
    const last = await keeper.load('a', 'last');
    expect(last && readCheckpointFile(last)).toEqual(checkpoint([0.1, 0.4, 0.3]));
    const best = await keeper.load('a', 'best');
    expect(best && readStateFile(best).steps).toBe(6);
  });

  it('of older runs go when there are too many, or too many bytes, and that is told', async () => {
    const few = setUp(memoryHome(), { maxRuns: 2 });
    for (const runId of ['a', 'b', 'c', 'b']) await few.save(runId, checkpoint([0.1]));
    expect(few.told.map(({ dropped }) => dropped)).toEqual([[], [], ['a'], []]);
    expect((await few.home.list()).map(({ runId }) => runId)).toEqual(['b', 'c']);
    expect(await few.keeper.load('a', 'last')).toBeUndefined();

    const size = few.told[0]?.kept.bytes ?? 0;
    const small = setUp(memoryHome(), { maxBytes: 2.5 * size });
    for (const runId of ['a', 'b', 'c']) await small.save(runId, checkpoint([0.1]));
    expect(small.told.map(({ dropped }) => dropped)).toEqual([[], [], ['a']]);
    // The run at hand is kept whatever it takes.
    const tight = setUp(memoryHome(), { maxBytes: 1 });
    await tight.save('a', checkpoint([0.1]));
    expect(await tight.keeper.load('a', 'last')).toBeDefined();
  });

  it('of pinned runs are the last to go', async () => {
    const { keeper, save, home, told } = setUp(memoryHome(), { maxRuns: 2 });
    keeper.pin(['a']);
    for (const runId of ['a', 'b', 'c']) await save(runId, checkpoint([0.1]));
    expect(told.map(({ dropped }) => dropped)).toEqual([[], [], ['b']]);
    keeper.pin([]);
    await save('d', checkpoint([0.1]));
    expect((await home.list()).map(({ runId }) => runId)).toEqual(['d', 'c']);
    // Where all are pinned, the oldest goes all the same.
    keeper.pin(['c', 'd', 'e']);
    await save('e', checkpoint([0.1]));
    expect((await home.list()).map(({ runId }) => runId)).toEqual(['e', 'd']);
  });

  it('make room where the browser has less than that', async () => {
    const inner = memoryHome();
    let room = 2;
    const full: CheckpointHome = {
      ...inner,
      save: async (kept, parts) => {
        const others = (await inner.list()).filter(({ runId }) => runId !== kept.runId);
        if (others.length >= room) throw new DOMException('No room.', 'QuotaExceededError');
        await inner.save(kept, parts);
      },
    };
    const { told, save, keeper } = setUp(full);
    for (const runId of ['a', 'b', 'c']) await save(runId, checkpoint([0.1]));
    expect(told.map(({ dropped }) => dropped)).toEqual([[], [], ['a']]);
    // None at all: it stays in memory, and why is said.
    room = 0;
    await save('d', checkpoint([0.2]));
    expect(told.at(-1)).toMatchObject({ kept: { runId: 'd' }, problem: 'No room.' });
    expect(await keeper.load('d', 'last')).toBeDefined();
    room = 1;
    await save('d', checkpoint([0.2, 0.3]));
    expect(told.at(-1)?.problem).toBeUndefined();
  });

  it('stay in memory where there is no database', async () => {
    const refuse = () => Promise.reject(new Error('The browser keeps no data for this page'));
    const none: CheckpointHome = { list: refuse, load: refuse, save: refuse, remove: refuse };
    const { told, save, keeper } = setUp(none);
    await save('a', checkpoint([0.1]));
    expect(told[0]?.problem).toBe('The browser keeps no data for this page.');
    expect(await keeper.load('a', 'last')).toBeDefined();
    await save('b', checkpoint([0.1]));
    expect(await keeper.load('a', 'last')).toBeUndefined();
    expect(await keeper.load('b', 'best')).toBeDefined();
  });

  it('with weights that are no numbers do not replace sound ones', async () => {
    const { told, save, keeper } = setUp();
    await save('a', checkpoint([0.1]));
    await save('a', checkpoint([0.1, 0.2], Number.NaN));
    expect(told).toHaveLength(1);
    const last = await keeper.load('a', 'last');
    expect(last && readCheckpointFile(last).position.epoch).toBe(1);
  });
});
