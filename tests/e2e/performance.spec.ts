/**
 * What a long run costs the page: with 60,000 recorded steps and live ones coming in, nothing takes long, a click is answered at
 * once, and memory stays as it is. Numbers are those of the browser's own trace of its main thread.
 */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const recorded = 60_000;
/** Seconds that are watched. */
const watched = 15;
/** The longest that any one task may take, in ms. */
const longest = 100;
/** What the middle one of those that do anything to speak of may take, in ms. */
const middle = 50;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** µs. */
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** Durations in ms of the main thread's tasks of the page, from a trace of the browser. */
function tasksOf(path: string): number[] {
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain');
  const tasks = mains.map(({ pid, tid }) =>
    traceEvents
      .filter(
        (e) => e.name === 'ThreadControllerImpl::RunTask' && e.ph === 'X' && e.pid === pid && e.tid === tid,
      )
      .map((e) => (e.dur ?? 0) / 1000),
  );
  // The page's own process is the one that does the most.
  const total = (list: readonly number[]) => list.reduce((sum, ms) => sum + ms, 0);
  return tasks.sort((a, b) => total(b) - total(a))[0] ?? [];
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function heapMegabytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** Milliseconds from each click to the next picture, as the browser's event timing has it (in eighths). */
async function clickTimes(page: Page, clicks: readonly (() => Promise<void>)[]): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { clickTimes: times });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'click') times.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (const click of clicks) {
    await click();
    await page.waitForTimeout(700);
  }
  return page.evaluate(() => (window as unknown as { clickTimes: number[] }).clickTimes);
}

// Playwright's own recording takes pictures of the page, which costs it time.
test.use({ trace: 'off' });

test('60,000 recorded steps slow nothing', async ({ playground, page, browser }, info) => {
  await useScriptedWorker(page, { recorded, every: 50 });
  await playground.open({ epochs: '200' });
  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 90_000 }).toBeGreaterThan(recorded);
  await page.locator('.curves').evaluate((curves) => curves.scrollIntoView());
  await expect.poll(() => playground.points('train', 0)).toBeGreaterThan(100);
  await page.waitForTimeout(3000);

  const cdp = await page.context().newCDPSession(page);
  const before = await heapMegabytes(cdp);
  const drawn = () => page.locator('figure.curve .curve-train path').first().getAttribute('d');
  const first = await drawn();
  const path = info.outputPath('trace.json');
  await browser.startTracing(page, { path, categories: ['toplevel', '__metadata'] });
  await page.waitForTimeout(watched * 1000);
  await browser.stopTracing();
  expect(await drawn(), 'the curve goes on').not.toBe(first);
  const tasks = tasksOf(path);
  // Thousands of tasks do next to nothing; of them no median would say anything.
  const real = tasks.filter((ms) => ms >= 1);
  const busy = tasks.reduce((sum, ms) => sum + ms, 0) / (watched * 1000);
  console.log(
    `${tasks.length} tasks in ${watched} s, ${real.length} of 1 ms or more: median ${median(real).toFixed(1)} ms, longest ` +
      `${Math.max(...tasks).toFixed(1)} ms, main thread busy ${(100 * busy).toFixed(0)} %.`,
  );
  expect(real.length).toBeGreaterThan(20);
  expect(Math.max(...tasks), 'the longest task').toBeLessThan(longest);
  expect(median(real), 'the middle task').toBeLessThan(middle);

  const legend = page.getByRole('group', { name: 'Lines of Accuracy' });
  const clicks = await clickTimes(page, [
    () => legend.getByRole('button', { name: /^train/ }).click(),
    () => legend.getByRole('button', { name: /^train/ }).click(),
    () => playground.press('Zoom in'),
    () => playground.press('Whole run'),
    () => page.getByText('Step', { exact: true }).first().click(),
    () => page.getByRole('button', { name: 'Loss on a log axis' }).click(),
    () => page.getByText('Epoch', { exact: true }).first().click(),
  ]);
  console.log(`Clicks answered after ${clicks.join(', ')} ms.`);
  expect(clicks.length, 'clicks that were timed').toBeGreaterThan(0);
  expect(Math.max(...clicks), 'the slowest click').toBeLessThan(100);

  await page.waitForTimeout(5000);
  const after = await heapMegabytes(cdp);
  console.log(`Heap ${before.toFixed(1)} MiB, ${watched + 12} s later ${after.toFixed(1)} MiB.`);
  expect(after - before, 'growth of the heap in MiB').toBeLessThan(2);
});
