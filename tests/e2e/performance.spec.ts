/**
 * What a long run costs the page: with 60,000 recorded steps and live ones coming in, nothing takes long, a click is answered at
 * once, and memory stays as it is; with the views of what the network sees as well. Numbers are those of the browser's own trace of its main thread.
 */
import type { CDPSession, Page, TestInfo } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { tasksOf } from './mainThread.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const recorded = 60_000;
/** Seconds that the charts are watched, and each view of what the network sees. */
const watched = { charts: 5, view: 3 };
/** The longest that any one task may take, in ms. */
const longest = 100;
/** The most of the processor time of one core that the main thread may take. */
const busiest = 0.4;
/** What the middle one of those that do anything to speak of may take, in ms. */
const middle = 50;

const quantile = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;

/** Watches the page for some seconds: no task takes long. */
async function expectLight(page: Page, info: TestInfo, what: string, seconds: number): Promise<void> {
  const path = info.outputPath(`${what}.json`);
  const browser = page.context().browser()!;
  await browser.startTracing(page, { path, categories: ['toplevel', '__metadata'] });
  await page.waitForTimeout(seconds * 1000);
  await browser.stopTracing();
  const tasks = tasksOf(path);
  // Thousands of tasks do next to nothing; of them no median would say anything.
  const real = tasks.filter(({ wall }) => wall >= 1).map(({ wall }) => wall);
  const longestCpu = Math.max(...tasks.map(({ cpu }) => cpu));
  const busy = tasks.reduce((sum, { cpu }) => sum + cpu, 0) / (seconds * 1000);
  console.log(
    `With ${what}: ${tasks.length} tasks in ${seconds} s, ${real.length} of 1 ms or more: median ${quantile(real, 0.5).toFixed(1)} ms, ` +
      `longest ${Math.max(...real).toFixed(1)} ms, of processor time ${longestCpu.toFixed(1)} ms; ` +
      `main thread busy ${(100 * busy).toFixed(0)} % of processor time.`,
  );
  expect(real.length).toBeGreaterThan(20);
  expect(longestCpu, `processor time of the longest task, with ${what}`).toBeLessThan(longest);
  expect(busy, `share of the time that the main thread is busy, with ${what}`).toBeLessThan(busiest);
  // By the clock one in hundreds may have waited for others on the machine, and one or two of the fewer that a view has in its seconds.
  expect(
    quantile(real, seconds < watched.charts ? 0.98 : 0.995),
    `all but the longest tasks, with ${what}`,
  ).toBeLessThan(longest);
  expect(quantile(real, 0.5), `the middle task, with ${what}`).toBeLessThan(middle);
}

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
    await page.waitForTimeout(300);
  }
  return page.evaluate(() => (window as unknown as { clickTimes: number[] }).clickTimes);
}

// Playwright's own recording takes pictures of the page, which costs it time.
test.use({ trace: 'off' });

test('60,000 recorded steps slow nothing', { tag: '@timed' }, async ({ playground, page }, info) => {
  // Where others have the processor too, 60,000 steps take a while to be drawn at all.
  test.setTimeout(180_000);
  await useScriptedWorker(page, { recorded, every: 50, frameEvery: 20 });
  await playground.open({ epochs: '200' });
  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 90_000 }).toBeGreaterThan(recorded);
  await expect.poll(() => playground.points('train', 0)).toBeGreaterThan(100);
  // What is made when a menu is first opened is no growth.
  await playground.press('Options of Loss');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(2000);

  const cdp = await page.context().newCDPSession(page);
  const before = await heapMegabytes(cdp);
  const began = Date.now();
  const drawn = () => page.locator('figure[data-chart] [data-line="train"] path').first().getAttribute('d');
  const first = await drawn();
  await expectLight(page, info, 'the charts', watched.charts);
  expect(await drawn(), 'the curve goes on').not.toBe(first);

  const legend = page.getByRole('group', { name: 'Lines of Accuracy' });
  const axis = page.getByRole('radiogroup', { name: 'Horizontal axis' });
  const clicks = await clickTimes(page, [
    () => legend.getByRole('button', { name: /^train/ }).click(),
    () => legend.getByRole('button', { name: /^train/ }).click(),
    () => playground.press('Options of Loss'),
    () => playground.press('Zoom in'),
    () => playground.press('Whole run'),
    () => axis.getByText('Step').click(),
    () => page.getByRole('switch', { name: 'Loss on a log axis' }).click(),
    () => axis.getByText('Epoch').click(),
  ]);
  console.log(`Clicks answered after ${clicks.join(', ')} ms.`);
  expect(clicks.length, 'clicks that were timed').toBeGreaterThan(0);
  expect(Math.max(...clicks), 'the slowest click').toBeLessThan(100);

  await page.keyboard.press('Escape');
  await page.waitForTimeout(2000);
  const after = await heapMegabytes(cdp);
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`Heap ${before.toFixed(1)} MiB, ${seconds} s later ${after.toFixed(1)} MiB.`);
  expect(after - before, 'growth of the heap in MiB').toBeLessThan(2);

  // The views of what the network sees, each with what comes in for it: a frame a second, and answers as fast as they are asked for.
  const dock = page.locator('[data-dock]');
  await playground.openDock('Predictions');
  for (const view of ['Pictures', 'Classes'] as const) {
    await dock.getByText(view, { exact: true }).click();
    const score = () => dock.getByTestId('score').textContent();
    await expect.poll(score).toContain('of 10,000 right');
    const known = await score();
    await expectLight(page, info, `the predictions, ${view}`, watched.view);
    expect(await score(), 'frames come in').not.toBe(known);
  }
  await playground.closeDock();
  await playground.choose('Colours', 'Maps');
  const maps = page.getByTestId('maps-layer');
  await expect(maps).toHaveAttribute('data-maps', '10');
  const shown = () => maps.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const one = await shown();
  await expectLight(page, info, 'the feature maps', watched.view);
  expect(await shown(), 'answers come in').not.toBe(one);
});
