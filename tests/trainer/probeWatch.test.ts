/** After which epochs a run is probed. */
import { describe, expect, it } from 'vitest';
import type { PictureStream } from '../../src/data/pictures.ts';
import { fittedPictures } from '../../src/trainer/probeBlocks.ts';
import { type EpochTimes, ProbeWatch } from '../../src/trainer/probeWatch.ts';

const stream = (size: number): PictureStream => ({
  size,
  labels: new Uint8Array(size),
  imageSize: 1,
  arrivalOrder: new Int32Array(size),
  arrived: async () => {},
  ready: async () => {},
  gather: () => {},
});

/** By a clock that goes on by so much with every batch that is looked at. */
function watched({ cost = 0, channels = [4] }: { cost?: number; channels?: number[] }) {
  const data = { train: stream(50_000), test: stream(10_000) };
  let time = 0;
  const watch = new ProbeWatch({
    engine: {
      warmUpTaps: async () => {},
      async taps(batch) {
        time += cost;
        const values = new Float32Array(batch.labels.length);
        return { logits: values, pooled: [{ block: 'stem', channels: 1, values }], sizes: [], maps: [] };
      },
    },
    data,
    classes: 2,
    channels: () => channels,
    atOnce: fittedPictures + 1000,
    seconds: () => time,
  });
  /** Whether so many epochs are probed, one after the other. */
  const probed = async (epochs: number, times: Omit<EpochTimes, 'last'>): Promise<boolean[]> => {
    const each: boolean[] = [];
    for (let i = 1; i <= epochs; i++) {
      const due = watch.due({ ...times, last: i === epochs });
      if (due) await watch.probe((room) => room);
      each.push(due);
    }
    return each;
  };
  return probed;
}

describe('the epochs of a run', () => {
  it('are all probed where that takes less than 2 % of the time', async () => {
    expect(await watched({ cost: 0.19 })(4, { seconds: 10, evaluation: 0.5 })).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('are probed as often as 2 % of the time allows, and the last one besides', async () => {
    expect(await watched({ cost: 0.65 })(8, { seconds: 15, evaluation: 0.5 })).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  it('are not probed where looking at the pictures would take too long, by how long the evaluation did', async () => {
    expect(await watched({ cost: 9 })(3, { seconds: 10, evaluation: 15 })).toEqual([false, false, false]);
    expect(await watched({ cost: 2 })(3, { seconds: 10, evaluation: 7 })).toEqual([false, false, true]);
  });

  it('are not probed where fitting would take too long, by how many multiplications it is', async () => {
    const channels = Array.from({ length: 9 }, () => 2048);
    expect(await watched({ channels })(2, { seconds: 10, evaluation: 0.5 })).toEqual([false, false]);
    expect(await watched({ channels })(2, { seconds: 4000, evaluation: 100 })).toEqual([true, true]);
  });

  it('are probed at the end of a run of a few seconds', async () => {
    expect(await watched({ cost: 1 })(2, { seconds: 1, evaluation: 0.5 })).toEqual([false, true]);
  });
});
