/** How work is repeated until a reading is precise, on clocks made up for it. */
import { describe, expect, it } from 'vitest';
import { type Clock, leastMs, type Work } from '../../src/webgpu/timing.ts';

const work: Work = () => undefined;

/** A clock of this tick on a device where one run takes so long; keeps what it was asked. */
function fake(ms: number, tick: number): Pick<Clock, 'preciseMs' | 'run'> & { runs: number[] } {
  const runs: number[] = [];
  // Passes start anywhere between two ticks.
  let now = 0.37 * tick;
  return {
    preciseMs: 5,
    runs,
    run: async (_, repeats) => {
      runs.push(repeats);
      const [start, end] = [now, now + ms * repeats];
      now = end + 0.618 * tick;
      return tick * (Math.floor(end / tick) - Math.floor(start / tick));
    },
  };
}

describe('the time of a run', () => {
  // Of Chrome, and of Dawn in Node by default.
  it.each([0.1, 0.065536])('is right to a few percent far below a tick of %d ms', async (tick) => {
    for (const ms of [0.002, 0.013, 0.04, 0.3]) {
      const least = await leastMs(fake(ms, tick), work, 2, 0);
      expect(Math.abs(least / ms - 1)).toBeLessThan(0.04);
    }
  });

  it('tells two kernels apart of which neither takes a tick', async () => {
    const [faster, slower] = [0.02, 0.023];
    expect(await leastMs(fake(faster, 0.1), work, 2, 0)).toBeLessThan(
      await leastMs(fake(slower, 0.1), work, 2, 0),
    );
  });

  it('takes one run a reading where that is long enough', async () => {
    const clock = fake(300, 0.1);
    expect(await leastMs(clock, work, 2, 300)).toBeCloseTo(300);
    expect(clock.runs).toEqual([1, 1]);
  });

  it('is never asked of many runs at once before one is known to be short', async () => {
    const clock = fake(400, 0.1);
    // The first run was below a tick, this one is not.
    await leastMs(clock, work, 1, 0);
    expect(Math.max(...clock.runs)).toBeLessThanOrEqual(8);
  });

  it('ends for work that takes no time at all', async () => {
    expect(await leastMs(fake(0, 0.1), work, 1, 0)).toBe(0);
  });
});
