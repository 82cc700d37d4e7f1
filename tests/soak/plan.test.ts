/** The plan of a soak: the same for the same seed, and every kind of fault as often as its deck says. */
import { expect, it } from 'vitest';
import { decks, type PlannedRun, planOf } from './plan.ts';

function runs(seed: number, count: number, deck: keyof typeof decks = 'interruptions'): PlannedRun[] {
  const plan = planOf(seed, deck);
  return Array.from({ length: count }, () => plan.next().value);
}

it('follows from its seed alone', () => {
  expect(runs(7, 20)).toEqual(runs(7, 20));
  expect(runs(8, 20)).not.toEqual(runs(7, 20));
});

it('deals every fault of its deck before one comes again', () => {
  const faults = runs(7, 60).flatMap((run) => run.faults.map(({ fault }) => fault));
  const size = Object.values(decks.interruptions).reduce((a, b) => a + b, 0);
  expect(faults.length).toBeGreaterThan(3 * size);
  for (const start of [0, size, 2 * size]) {
    const dealt = faults.slice(start, start + size);
    for (const [fault, times] of Object.entries(decks.interruptions))
      expect(
        dealt.filter((name) => name === fault),
        `${fault} from ${start}`,
      ).toHaveLength(times);
  }
});

it('numbers runs from 1; each is disturbed one to three times, in order, within its steps', () => {
  for (const [i, { number, faults }] of runs(3, 50, 'soak').entries()) {
    expect(number).toBe(i + 1);
    expect([1, 2, 3]).toContain(faults.length);
    const moments = faults.map(({ at }) => at);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    for (const at of moments) expect(at >= 0 && at < 1).toBe(true);
  }
});
