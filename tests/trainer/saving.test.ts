/** When a run is kept: as often as its cost allows, between epochs where too much would be lost, and for whoever asks. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { noTotals } from '../../src/formats/checkpoint.ts';
import { Saver, type SavingBounds } from '../../src/trainer/saving.ts';
import { tiny } from './kit.ts';

/** A run whose clock and steps are moved by hand. @param cost Seconds that keeping takes. */
function setUp(bounds?: SavingBounds, cost = 0, keeps = true) {
  const at = { time: 0, step: 0, epoch: 0, suspect: false, weight: 1, momentum: 0 };
  const saved: number[] = [];
  const saver = new Saver({
    now: () => at.time,
    flush: async () => {},
    engine: {
      exportState: async () => ({
        weights: [{ name: 'w', shape: [2], data: Float32Array.of(1, at.weight) }],
        slots: [{ name: 'momentum.w', shape: [2], data: Float32Array.of(0, at.momentum) }],
        steps: at.step,
      }),
    },
    place: () => ({
      config: tiny,
      position: { step: at.step, epoch: at.epoch, totals: noTotals, seconds: 0, trainSeconds: 0 },
      epochs: [],
    }),
    save: keeps
      ? async ({ position }: Checkpoint) => {
          saved.push(position.step);
          at.time += cost;
        }
      : undefined,
    bounds,
    isSuspect: () => at.suspect,
  });
  const epoch = async (seconds: number, finished = false) => {
    at.time += seconds;
    at.step += 3;
    at.epoch += 1;
    await saver.afterEpoch(finished);
  };
  return { at, saved, saver, epoch };
}

describe('a run is kept', () => {
  it('after every epoch unless told otherwise', async () => {
    const { saved, epoch } = setUp(undefined, 100);
    for (let i = 0; i < 3; i++) await epoch(1);
    expect(saved).toEqual([3, 6, 9]);
  });

  it('less often where that would take more than its share, but always at the end', async () => {
    const { saved, epoch } = setUp({ share: 0.05, every: 1000 }, 0.5);
    // Keeping takes half a second, so ten of training must lie in between.
    for (let i = 0; i < 6; i++) await epoch(4);
    expect(saved).toEqual([3, 12]);
    await epoch(1, true);
    expect(saved).toEqual([3, 12, 21]);
  });

  it('between two steps when too much would be lost, and not where nothing is new', async () => {
    const { at, saved, saver } = setUp({ share: 0.05, every: 120 });
    at.time = 130;
    expect(saver.wanted).toBe(false);
    at.step = 7;
    expect(saver.wanted).toBe(true);
    await saver.serve();
    expect(saver.wanted).toBe(false);
    at.time = 240;
    at.step = 8;
    expect(saver.wanted).toBe(false);
    at.time = 260;
    await saver.serve();
    expect(saved).toEqual([7, 8]);
  });

  it('not while it may be about to diverge, for the checkpoint before is from better days; but at its end', async () => {
    const { at, saved, saver, epoch } = setUp({ share: 1, every: 120 });
    await epoch(1);
    at.suspect = true;
    await epoch(1);
    at.time += 500;
    at.step += 1;
    expect(saver.wanted).toBe(false);
    expect(saved).toEqual([3]);
    await epoch(1, true);
    expect(saved).toEqual([3, 10]);
  });

  it('never with weights or slots that are no numbers, not at its end either: the checkpoint before is worth more', async () => {
    const { at, saved, saver, epoch } = setUp();
    await epoch(1);
    at.weight = Number.NaN;
    await epoch(1);
    at.weight = 1;
    at.momentum = Number.POSITIVE_INFINITY;
    await epoch(1, true);
    at.step += 1;
    await saver.atStop();
    expect(saved).toEqual([3]);
    at.momentum = 0;
    await epoch(1);
    expect(saved).toEqual([3, 13]);
  });

  it('is looked at once where its weights are no numbers, and whoever asks gets them as they are', async () => {
    const { at, saved, saver } = setUp({ share: 1, every: 0 });
    at.step = 2;
    at.weight = Number.NaN;
    expect(saver.wanted).toBe(true);
    await saver.serve();
    expect([saved, saver.wanted]).toEqual([[], false]);
    const asked = saver.ask();
    await saver.serve();
    expect((await asked).state.weights[0]?.data[1]).toBeNaN();
  });

  it('once it stands still, unless something is asked of it first', async () => {
    const { at, saved, saver } = setUp({ share: 0.05, every: 120 });
    at.step = 2;
    await saver.whileStill(Promise.resolve());
    expect(saved).toEqual([]);
    await saver.whileStill(new Promise(() => {}));
    expect(saved).toEqual([2]);
  });

  it('for those who ask, all with one checkpoint, without being saved for that', async () => {
    const { at, saved, saver } = setUp(undefined, 0, false);
    at.step = 5;
    const asked = [saver.ask(), saver.ask()];
    expect(saver.wanted).toBe(true);
    await saver.serve();
    const [first, second] = await Promise.all(asked);
    expect(first?.position.step).toBe(5);
    expect(second).toBe(first);
    expect(saved).toEqual([]);
    const late = saver.ask();
    saver.end();
    await expect(late).rejects.toThrow('over');
    await expect(saver.ask()).rejects.toThrow('over');
  });
});
