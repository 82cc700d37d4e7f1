/** The path of a run as the worker keeps it: ends of epochs, in the background, and never at the cost of the run's checkpoints. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { firstPoint } from '../../src/formats/pathPoint.ts';
import { pointBytes } from '../../src/storage/pathRepository.ts';
import { createPathKeeper } from '../../src/worker/pathKeeper.ts';
import { memoryPaths } from '../storage/memoryPaths.ts';
import { checkpointAt } from '../storage/pathCheckpoints.ts';
import { tiny } from '../trainer/kit.ts';

const bytes = pointBytes(firstPoint(tiny));

function setUp(room = async (): Promise<number | undefined> => undefined) {
  const repository = memoryPaths();
  const keeper = createPathKeeper({ repository, room, now: () => 7 });
  const see = async (checkpoint: Checkpoint, reserve = 0) => {
    keeper.see('a', checkpoint, reserve);
    return (await keeper.load('a')).map(({ epoch }) => epoch);
  };
  return { repository, keeper, see };
}

describe('the path of a run', () => {
  it('has what it began with and the ends of its epochs, of what moves alone', async () => {
    const { keeper, see } = setUp();
    keeper.begins('a', tiny);
    expect(await see(checkpointAt(0, tiny, 16))).toEqual([]);
    expect(await see(checkpointAt(1))).toEqual([0, 1]);
    expect(await see(checkpointAt(1, tiny, 16))).toEqual([0, 1]);
    expect(await see(checkpointAt(2))).toEqual([0, 1, 2]);
    const [first, second] = await keeper.load('a');
    expect(first).toEqual(firstPoint(tiny));
    const moving = checkpointAt(1).state.weights.filter(({ shape }) => shape.length > 1);
    expect(second?.weights).toEqual(moving);
    expect(first?.weights.map(({ name }) => name)).toEqual(moving.map(({ name }) => name));
  });

  it('begins with its first epoch where it began with weights from elsewhere', async () => {
    const { keeper, see } = setUp();
    keeper.begins('b', tiny);
    expect(await see(checkpointAt(1))).toEqual([1]);
  });

  it('begins anew where the depth has changed, also before its first epoch is done', async () => {
    const deeper = { ...tiny, blocks: [1, 2] };
    const { keeper, see } = setUp();
    keeper.begins('a', tiny);
    await see(checkpointAt(0, deeper, 16));
    expect(await see(checkpointAt(1, deeper))).toEqual([1]);
    expect(await see(checkpointAt(1, tiny, 16))).toEqual([]);
    expect(await see(checkpointAt(2))).toEqual([2]);
    // There and back within its first epoch: what it began with is no point of the way.
    const again = setUp();
    again.keeper.begins('a', tiny);
    for (const config of [deeper, tiny]) await again.see(checkpointAt(0, config, 16));
    expect(await again.see(checkpointAt(1))).toEqual([1]);
  });

  it('leaves the room that the checkpoints of the run may need, and asks again', async () => {
    let left = bytes + 999;
    const { see } = setUp(async () => left);
    expect(await see(checkpointAt(1), 1000)).toEqual([]);
    left++;
    expect(await see(checkpointAt(2), 1000)).toEqual([2]);
  });

  it('waits for nobody: a point that comes while the one before is written is left out', async () => {
    let ready = () => {};
    const slow = new Promise<undefined>((resolve) => {
      ready = () => resolve(undefined);
    });
    const { keeper, see } = setUp(() => slow);
    keeper.see('a', checkpointAt(1), 0);
    keeper.see('a', checkpointAt(2), 0);
    ready();
    expect(await see(checkpointAt(3))).toEqual([1]);
    expect(await see(checkpointAt(4))).toEqual([1, 4]);
  });
});
