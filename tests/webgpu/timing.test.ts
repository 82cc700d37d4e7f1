/** How work is repeated until a reading is precise, on clocks made up for it. */
import { describe, expect, it } from 'vitest';
import { type Clock, leastMs, untilSteady, type Work } from '../../src/webgpu/timing.ts';

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

describe('a device that has to wake', () => {
  /** Readings of a card that gets faster, each of them 20 ms long. */
  async function readingsUntilSteady(ms: (at: number) => number): Promise<number[]> {
    let time = 0;
    const readings: number[] = [];
    const read = async () => {
      readings.push(ms(time));
      time += 20;
      return readings[readings.length - 1] ?? 0;
    };
    await untilSteady(read, { now: () => time });
    return readings;
  }

  it('is read until it becomes no faster', async () => {
    const readings = await readingsUntilSteady((at) => Math.max(1, 6 - at / 100));
    expect(readings.filter((ms) => ms === 1).length).toBeGreaterThanOrEqual(5);
    expect(readings.length).toBeLessThan(40);
  });

  it('is given three tenths of a second, though it seems to be steady', async () => {
    expect(await readingsUntilSteady((at) => (at < 200 ? 6 : 1))).toContain(1);
  });

  it('is left alone after a second and a half', async () => {
    expect(await readingsUntilSteady((at) => 0.9 ** (at / 20))).toHaveLength(75);
  });
});
