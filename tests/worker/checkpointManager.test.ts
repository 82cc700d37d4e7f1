/** Checkpoints of runs stay within bounds, are reported, and never cost the run. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { type CheckpointRepository, memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import {
  type CheckpointReport,
  createCheckpointManager,
  type ManagerOptions,
} from '../../src/worker/checkpointManager.ts';
import { saying } from '../problems/saying.ts';
import { tiny } from '../trainer/kit.ts';

const epochEvent = (epoch: number, testAccuracy: number): EpochEvent => ({
  type: 'epoch',
  epoch,
  epochs: 9,
  step: 3 * epoch,
  trainLoss: 2,
  trainAccuracy: 0.5,
  testLoss: 2,
  testAccuracy,
  learningRate: 0.1,
  seconds: 1,
  imagesPerSecond: 10,
});
const checkpoint = (accuracies: readonly number[], value = 1): Checkpoint => ({
  config: { ...tiny, epochs: 9 },
  position: {
    step: 3 * accuracies.length,
    epoch: accuracies.length,
    seconds: 0,
    trainSeconds: 0,
    totals: { loss: 0, correct: 0, images: 0 },
  },
  epochs: accuracies.map((accuracy, i) => epochEvent(i + 1, accuracy)),
  state: {
    weights: [{ name: 'w', shape: [2], data: Float32Array.of(value, accuracies.length) }],
    slots: [{ name: 'momentum.w', shape: [2], data: Float32Array.of(0, 0) }],
    steps: 3 * accuracies.length,
  },
});

function setUp(repository: CheckpointRepository = memoryCheckpoints(), more: Partial<ManagerOptions> = {}) {
  const reports: CheckpointReport[] = [];
  let time = 0;
  const manager = createCheckpointManager({
    repository,
    report: (report) => reports.push(report),
    now: () => ++time,
    ...more,
  });
  const save = async (runId: string, made: Checkpoint) => {
    await manager.save(runId, made);
    await manager.load(runId, 'last');
  };
  return { manager, reports, save, repository };
}

describe('checkpoints', () => {
  it('are read back as they were made, with the best epoch beside the last', async () => {
    const { manager, reports, save } = setUp();
    await save('a', checkpoint([0.1]));
    await save('a', checkpoint([0.1, 0.4]));
    await save('a', checkpoint([0.1, 0.4, 0.3]));
    expect(reports.map(({ checkpoint }) => checkpoint.best)).toEqual([
      { epoch: 1, testAccuracy: 0.1 },
      { epoch: 2, testAccuracy: 0.4 },
      { epoch: 2, testAccuracy: 0.4 },
    ]);
    const last = await manager.load('a', 'last');
    expect(last && readCheckpointFile(last)).toEqual(checkpoint([0.1, 0.4, 0.3]));
    const best = await manager.load('a', 'best');
    expect(best && readStateFile(best).steps).toBe(6);
  });

  it('of older runs go when there are too many, or too many bytes, and that is reported', async () => {
    const few = setUp(memoryCheckpoints(), { maxRuns: 2 });
    for (const runId of ['a', 'b', 'c', 'b']) await few.save(runId, checkpoint([0.1]));
    expect(few.reports.map(({ evicted }) => evicted)).toEqual([[], [], ['a'], []]);
    expect((await few.repository.list()).map(({ runId }) => runId)).toEqual(['b', 'c']);
    expect(await few.manager.load('a', 'last')).toBeUndefined();

    const size = few.reports[0]?.checkpoint.bytes ?? 0;
    const small = setUp(memoryCheckpoints(), { maxBytes: 2.5 * size });
    for (const runId of ['a', 'b', 'c']) await small.save(runId, checkpoint([0.1]));
    expect(small.reports.map(({ evicted }) => evicted)).toEqual([[], [], ['a']]);
    // The run at hand is kept whatever it takes.
    const tight = setUp(memoryCheckpoints(), { maxBytes: 1 });
    await tight.save('a', checkpoint([0.1]));
    expect(await tight.manager.load('a', 'last')).toBeDefined();
  });

  it('of pinned runs are the last to go', async () => {
    const { manager, save, repository, reports } = setUp(memoryCheckpoints(), { maxRuns: 2 });
    manager.pin(['a']);
    for (const runId of ['a', 'b', 'c']) await save(runId, checkpoint([0.1]));
    expect(reports.map(({ evicted }) => evicted)).toEqual([[], [], ['b']]);
    manager.pin([]);
    await save('d', checkpoint([0.1]));
    expect((await repository.list()).map(({ runId }) => runId)).toEqual(['d', 'c']);
    // Where all are pinned, the oldest goes all the same.
    manager.pin(['c', 'd', 'e']);
    await save('e', checkpoint([0.1]));
    expect((await repository.list()).map(({ runId }) => runId)).toEqual(['e', 'd']);
  });

  it('make room where the browser has less than that', async () => {
    const inner = memoryCheckpoints();
    let room = 2;
    const full: CheckpointRepository = {
      ...inner,
      save: async (info, parts) => {
        const others = (await inner.list()).filter(({ runId }) => runId !== info.runId);
        if (others.length >= room) throw new DOMException('No room.', 'QuotaExceededError');
        await inner.save(info, parts);
      },
    };
    const { reports, save, manager } = setUp(full);
    for (const runId of ['a', 'b', 'c']) await save(runId, checkpoint([0.1]));
    expect(reports.map(({ evicted }) => evicted)).toEqual([[], [], ['a']]);
    // None at all: it stays in memory, and why is said.
    room = 0;
    await save('d', checkpoint([0.2]));
    expect(reports.at(-1)).toMatchObject({ checkpoint: { runId: 'd' }, problem: saying('No room.') });
    expect(await manager.load('d', 'last')).toBeDefined();
    room = 1;
    await save('d', checkpoint([0.2, 0.3]));
    expect(reports.at(-1)?.problem).toBeUndefined();
  });

  it('stay in memory where there is no database', async () => {
    const refuse = () => Promise.reject(new Error('The browser keeps no data for this page'));
    const none: CheckpointRepository = { list: refuse, load: refuse, save: refuse, remove: refuse };
    const { reports, save, manager } = setUp(none);
    await save('a', checkpoint([0.1]));
    expect(reports[0]?.problem).toEqual(saying('The browser keeps no data for this page.'));
    expect(await manager.load('a', 'last')).toBeDefined();
    await save('b', checkpoint([0.1]));
    expect(await manager.load('a', 'last')).toBeUndefined();
    expect(await manager.load('b', 'best')).toBeDefined();
  });

  it('with weights that are no numbers do not replace sound ones', async () => {
    const { reports, save, manager } = setUp();
    await save('a', checkpoint([0.1]));
    await save('a', checkpoint([0.1, 0.2], Number.NaN));
    expect(reports).toHaveLength(1);
    const last = await manager.load('a', 'last');
    expect(last && readCheckpointFile(last).position.epoch).toBe(1);
  });
});
