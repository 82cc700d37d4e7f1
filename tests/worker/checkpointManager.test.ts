/** Checkpoints of runs are reported, and cost neither the run nor the weights of others. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { ProblemError } from '../../src/problems/index.ts';
import { type CheckpointRepository, memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import {
  type CheckpointReport,
  createCheckpointManager,
  type ManagerOptions,
  type PassedOver,
} from '../../src/worker/checkpointManager.ts';
import { byNewerVersion } from '../formats/newer.ts';
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
const checkpoint = (accuracies: readonly number[]): Checkpoint => ({
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
    weights: [{ name: 'w', shape: [2], data: Float32Array.of(1, accuracies.length) }],
    slots: [{ name: 'momentum.w', shape: [2], data: Float32Array.of(0, 0) }],
    steps: 3 * accuracies.length,
  },
});

function setUp(repository: CheckpointRepository = memoryCheckpoints(), more: Partial<ManagerOptions> = {}) {
  const reports: CheckpointReport[] = [];
  const passedOver: PassedOver[] = [];
  let time = 0;
  const manager = createCheckpointManager({
    repository,
    report: (report) => reports.push(report),
    passedOver: (told) => passedOver.push(told),
    now: () => ++time,
    ...more,
  });
  const save = async (runId: string, made: Checkpoint) => {
    await manager.save(runId, made);
    await manager.load(runId, 'last');
  };
  return { manager, reports, passedOver, save, repository };
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

  it('cost no other run its weights: one that does not fit is held in memory, which is said, until there is room', async () => {
    const inner = memoryCheckpoints();
    let room = 3;
    const removed: string[] = [];
    const full: CheckpointRepository = {
      ...inner,
      save: async (info, parts) => {
        const others = (await inner.list()).filter(({ runId }) => runId !== info.runId);
        if (others.length >= room) throw new ProblemError({ kind: 'storage-full' });
        await inner.save(info, parts);
      },
      remove: async (runId) => void removed.push(runId),
    };
    const { reports, save, manager } = setUp(full);
    for (const runId of ['a', 'b', 'c', 'd']) await save(runId, checkpoint([0.1]));
    expect(removed).toEqual([]);
    expect((await inner.list()).map(({ runId }) => runId)).toEqual(['c', 'b', 'a']);
    expect(reports.at(-1)).toMatchObject({ checkpoint: { runId: 'd' }, problem: { kind: 'storage-full' } });
    expect(await manager.load('d', 'last')).toBeDefined();
    // A later save that still finds no room, of an epoch that is not the best.
    await save('d', checkpoint([0.1, 0.05]));
    await manager.storeHeld(['d']);
    expect(reports.at(-1)).toMatchObject({ problem: { kind: 'storage-full' } });
    room = 4;
    await manager.storeHeld([]);
    expect(reports.at(-1), 'a run that was deleted is not stored').toMatchObject({
      problem: { kind: 'storage-full' },
    });
    await manager.storeHeld(['d']);
    expect(reports.at(-1)).toMatchObject({ checkpoint: { runId: 'd', epoch: 2, best: { epoch: 1 } } });
    expect(reports.at(-1)?.problem).toBeUndefined();
    const stored = await inner.load('d', 'last');
    expect(stored && readCheckpointFile(stored)).toEqual(checkpoint([0.1, 0.05]));
    const best = await inner.load('d', 'best');
    expect(best && readStateFile(best).steps, 'the best weights came along').toBe(3);
    const before = reports.length;
    await manager.storeHeld(['d']);
    expect(reports, 'there is nothing left to store').toHaveLength(before);
  });

  it('leave the one before in place of a damaged one, which is said, and refuse where that is damaged too', async () => {
    const inner = memoryCheckpoints();
    const damaged = new Set<string>();
    const { manager, passedOver, save } = setUp({
      ...inner,
      async load(runId, part) {
        const bytes = await inner.load(runId, part);
        if (!bytes || !damaged.has(part)) return bytes;
        const changed = new Uint8Array(bytes);
        // In the numbers of a tensor, where nothing but the checksum shows it.
        changed[changed.length - 1]! ^= 1;
        return changed;
      },
    });
    for (const accuracies of [[0.1], [0.1, 0.4], [0.1, 0.4, 0.3]]) await save('a', checkpoint(accuracies));
    expect(await manager.newest('a')).toEqual(checkpoint([0.1, 0.4, 0.3]));
    expect(passedOver).toEqual([]);
    damaged.add('last');
    expect(await manager.newest('a')).toEqual(checkpoint([0.1, 0.4]));
    expect(passedOver).toEqual([{ runId: 'a', step: 6, problem: { kind: 'wrong-checksum' } }]);
    damaged.add('previous');
    await expect(manager.newest('a')).rejects.toThrow('its checksum is not the one it was written with');
    expect(await manager.newest('b')).toBeUndefined();
  });

  it('of a newer version of the page are refused as that, not passed over', async () => {
    const inner = memoryCheckpoints();
    const { manager, passedOver, save } = setUp({
      ...inner,
      async load(runId, part) {
        const bytes = await inner.load(runId, part);
        return bytes && part === 'last' ? byNewerVersion(bytes) : bytes;
      },
    });
    for (const accuracies of [[0.1], [0.1, 0.4]]) await save('a', checkpoint(accuracies));
    await expect(manager.newest('a')).rejects.toThrow('newer version of this program');
    expect(passedOver).toEqual([]);
  });

  it('are stored with the best weights that only memory has', async () => {
    const inner = memoryCheckpoints();
    let full = true;
    const { save } = setUp({
      ...inner,
      save: (info, parts) => (full ? Promise.reject(new Error('No room.')) : inner.save(info, parts)),
    });
    await save('a', checkpoint([0.4]));
    full = false;
    await save('a', checkpoint([0.4, 0.3]));
    expect((await inner.list())[0]?.best).toEqual({ epoch: 1, testAccuracy: 0.4 });
    const best = await inner.load('a', 'best');
    expect(best && readStateFile(best).steps).toBe(3);
  });

  it('have the states before changes of depth beside them, which count', async () => {
    const repository = memoryCheckpoints();
    const { reports, save, manager } = setUp(repository);
    await save('a', checkpoint([0.4]));
    const { bytes } = reports[0]!.checkpoint;
    await manager.saveLevels('a', [new Uint8Array(1000), new Uint8Array(500)]);
    expect(await manager.levels('a')).toHaveLength(2);
    expect((await repository.list())[0]?.bytes).toBe(bytes + 1500);
    await manager.saveLevels('a', [new Uint8Array(1000)]);
    expect(await manager.levels('a')).toHaveLength(1);
    expect(reports.at(-1)?.checkpoint.bytes).toBe(bytes + 1000);
    expect(await manager.load('a', 'last')).toBeDefined();
    await repository.remove('a');
    expect(await manager.levels('a')).toEqual([]);
  });

  it('stay in memory where there is no database', async () => {
    const refuse = () => Promise.reject(new Error('The browser keeps no data for this page'));
    const none: CheckpointRepository = {
      list: refuse,
      load: refuse,
      save: refuse,
      remove: refuse,
      levels: refuse,
      saveLevels: refuse,
    };
    const { reports, save, manager } = setUp(none);
    await save('a', checkpoint([0.1]));
    expect(reports[0]?.problem).toEqual(saying('The browser keeps no data for this page.'));
    expect(await manager.load('a', 'last')).toBeDefined();
    await save('b', checkpoint([0.1]));
    expect(await manager.load('a', 'last')).toBeDefined();
    expect(await manager.load('b', 'best')).toBeDefined();

    await manager.saveLevels('a', [new Uint8Array(9)]);
    expect(await manager.levels('a')).toEqual([]);

    // Memory is scarce: beyond a bound the oldest go, which is said. The newest is held whatever it takes.
    const bytes = reports[0]?.checkpoint.bytes ?? 0;
    const scarce = setUp(none, { maxHeld: 2.5 * bytes });
    for (const runId of ['a', 'b', 'c']) await scarce.save(runId, checkpoint([0.1]));
    expect(scarce.reports.map(({ evicted }) => evicted)).toEqual([[], [], ['a']]);
    expect(await scarce.manager.load('a', 'last')).toBeUndefined();
    const tight = setUp(none, { maxHeld: 1 });
    await tight.save('a', checkpoint([0.1]));
    expect(await tight.manager.load('a', 'last')).toBeDefined();
  });
});
