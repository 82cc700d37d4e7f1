/** Scrolling through 200 runs keeps the main thread free, by the browser's own trace of it. */
import { expect, test } from './fixtures.ts';
import { tasksOf } from './mainThread.ts';
import { storeRuns } from './manyRuns.ts';

/** Milliseconds, there and back through the whole list. */
const scrolled = 4000;
/** Milliseconds of processor time from which a task counts as long. */
const long = 50;

// Playwright's own recording takes pictures of the page, which costs it time.
test.use({ trace: 'off' });

test(
  'the list of 200 runs scrolls without a long task',
  {
    tag: '@timed',
  },
  async ({ playground, page, browser }, info) => {
    await playground.open();
    await storeRuns(page, 200);
    await page.reload();
    await expect(page.getByTestId('run')).toHaveCount(200);
    // What follows the load is over.
    await page.waitForTimeout(3000);
    const path = info.outputPath('trace.json');
    await browser.startTracing(page, { path, categories: ['toplevel', '__metadata'] });
    const perSecond = await page.evaluate(async (time) => {
      const list = document.querySelector('[data-testid="run"]')?.parentElement as HTMLElement;
      const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
      let frames = 0;
      const began = await frame();
      let now = began;
      while (now - began < time) {
        const turn = (2 * (now - began)) / time;
        list.scrollTop = (turn < 1 ? turn : 2 - turn) * (list.scrollHeight - list.clientHeight);
        now = await frame();
        frames++;
      }
      return (1000 * frames) / (now - began);
    }, scrolled);
    await browser.stopTracing();
    const cpu = tasksOf(path).map((task) => task.cpu);
    const busy = cpu.reduce((sum, each) => sum + each, 0) / scrolled;
    const longest = Math.max(...cpu);
    console.log(
      `${perSecond.toFixed(0)} frames per second; longest task ${longest.toFixed(1)} ms of processor time, ` +
        `main thread busy ${(100 * busy).toFixed(0)} %.`,
    );
    expect(longest).toBeLessThan(long);
  },
);
