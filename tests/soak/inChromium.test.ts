/** How a soak goes from run to run: a browser that hangs is replaced, and memory that grows is a problem like any other. */
import { beforeEach, expect, it, vi } from 'vitest';
import { soakInChromium } from './inChromium.ts';
import type { RunOutcome } from './report.ts';

/** What the runs come to, one after another, and what each browser holds after how many runs in it. */
const script = vi.hoisted(() => ({
  exact: [] as (true | undefined)[],
  heapAfter: (_runs: number): number | Promise<number> => 0,
  browsers: [] as { runs: number; ended: boolean }[],
}));

vi.mock('../setup/builtPage.ts', () => ({ default: () => {} }));
vi.mock('./visit.ts', () => ({
  Visit: {
    begin: async () => {
      const browser = {
        runs: 0,
        ended: false,
        end: async () => {
          browser.ended = true;
        },
      };
      script.browsers.push(browser);
      return browser;
    },
  },
}));
vi.mock('./ride.ts', () => ({
  Twins: class {},
  ride: async (visit: { runs: number }, _: unknown, { number }: { number: number }): Promise<RunOutcome> => {
    visit.runs += 1;
    const exact = script.exact[number - 1];
    // A minute of the clock: the soak is over once all have come.
    vi.setSystemTime(Date.now() + 60_000);
    return { number, exact, faults: [], problems: exact ? [] : ['it hung'] };
  },
}));
vi.mock('./footprint.ts', async (original) => ({
  ...(await original<typeof import('./footprint.ts')>()),
  footprintOf: async ({ runs }: { runs: number }) => ({
    heap: await script.heapAfter(runs),
    workerHeap: 0,
    nodes: 0,
    listeners: 0,
    gpuBytes: 0,
  }),
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'log').mockImplementation(() => {});
  script.browsers = [];
  script.heapAfter = () => 0;
  return () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  };
});

const soak = () => soakInChromium(script.exact.length, 7);

it('has a fresh browser after a run that did not end, and goes on', async () => {
  script.exact = [true, undefined, true];
  const { runs, problems } = await soak();
  expect(runs.map(({ exact }) => exact)).toEqual([true, undefined, true]);
  expect(problems).toEqual(['seed 7, run 2: it hung']);
  expect(script.browsers).toMatchObject([
    { runs: 2, ended: true },
    { runs: 1, ended: true },
  ]);
});

it('fails where a run after the other leaves memory behind', async () => {
  script.exact = Array.from({ length: 22 }, () => true);
  script.heapAfter = (runs) => 1e7 + 300_000 * runs;
  const { problems, summary } = await soak();
  expect(problems).toEqual(['seed 7: a run adds page heap KiB 293 where page heap KiB 96 are allowed']);
  expect(summary).toMatch(/; a run adds page heap KiB 293, .*; 1 things wrong$/);
  script.heapAfter = (runs) => 1e7 + 20_000 * runs;
  expect((await soak()).problems).toEqual([]);
});

it('names a browser whose memory cannot be looked at, and takes another', async () => {
  script.exact = [true, true];
  script.heapAfter = (runs) => (script.browsers.length === 1 ? new Promise<number>(() => {}) : runs);
  const soaking = soak();
  await vi.advanceTimersByTimeAsync(60_000);
  const { problems } = await soaking;
  expect(problems).toEqual([
    'seed 7, run 1: its memory could not be looked at: it took longer than 60 s and was given up',
  ]);
});
