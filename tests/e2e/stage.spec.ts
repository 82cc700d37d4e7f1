/**
 * The stage as a stranger meets it: all that changes in training is in view at every size, nothing moves by itself, the first
 * lesson takes a few clicks, and the keyboard gets to the point at once.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';
import { sizes } from './sizes.ts';

const short = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '2' };
const long = { ...short, epochs: '500' };

const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 0) < 700;

/** The parts of the page that change while a network trains. */
const changing = (page: Page) => ({
  status: page.getByTestId('status'),
  hero: isPhone(page) ? page.getByTestId('mini-hero') : page.locator('[data-place="diagram"]'),
  accuracy: page.locator('figure[data-chart="accuracy"]'),
  loss: page.locator('figure[data-chart="loss"]'),
});

test('all that changes in training is in view at every size', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 20, every: 100 });
  await playground.open(long);
  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  /** What is wrong with where a part stands. Something may lie over it: what is seen at its middle must be of it. */
  const wrong = (part: Locator) =>
    part.evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const covered = !seen || !(element.contains(seen) || seen.contains(element));
      const beyond = left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
      return [...(beyond ? [`${left}…${right}, ${top}…${bottom}`] : []), ...(covered ? ['covered'] : [])];
    });
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    const parts = changing(page);
    // The stage of the size before is gone.
    await expect(
      isPhone(page) ? page.locator('[data-place="diagram"]') : page.getByTestId('mini-hero'),
    ).toBeHidden();
    for (const [name, part] of Object.entries(parts)) {
      const where = `${name} at ${width}×${height}`;
      await expect(part, where).toBeVisible();
      await expect.poll(() => wrong(part), where).toEqual([]);
    }
    // What follows the window's size by an observer has it a frame later.
    const scrolls = () =>
      page.evaluate(() => [
        document.documentElement.scrollWidth - innerWidth,
        document.documentElement.scrollHeight - innerHeight,
      ]);
    await expect.poll(scrolls, `pixels that the page would scroll at ${width}×${height}`).toEqual([0, 0]);
  }
  await playground.press('Stop');
});

/** Adds up every layout shift of the page, those right after a press included. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node?: Node }[];
      })[]) {
        const names = entry.sources.map(({ node }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          return element?.closest('[data-testid], [data-place], [class]')?.outerHTML.slice(0, 120) ?? '?';
        });
        shifts.push(`${entry.value.toFixed(4)} ${names.join(' | ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);
}

for (const [width, height] of [sizes[0], sizes[4]]) {
  test(`nothing moves by itself from the first paint to the end of a run at ${width}×${height}`, async ({
    playground,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const shifts = await watchShifts(page);
    await playground.open(short, { hints: true });
    await expect(playground.device).toHaveAttribute('data-kind', 'slow');
    await playground.press('Train');
    await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
    await page.waitForTimeout(1000);
    expect(await shifts()).toEqual([]);
  });
}

test('a stranger trains, takes the shortcuts away, trains again and compares in six clicks', async ({
  playground,
  page,
}) => {
  let clicks = 0;
  await useScriptedWorker(page, { recorded: 1, every: 50 });
  await playground.open(short, { hints: true });
  await page.exposeFunction('clicked', () => {
    clicks++;
  });
  await page.evaluate(() =>
    document.addEventListener('click', () => (globalThis as unknown as { clicked(): void }).clicked(), true),
  );
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  // One click takes the shortcuts away and trains the plain twin.
  await page.getByTestId('end-card').getByRole('button', { name: 'Now without shortcuts' }).click();
  await expect(page.getByTestId('run')).toHaveCount(2);
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  await playground.press('Compare');
  const dialog = page.getByRole('dialog', { name: 'Compare runs' });
  await expect(dialog.getByRole('columnheader')).toHaveCount(3);
  await expect(dialog).toContainText(/plain/i);
  expect(clicks).toBeLessThanOrEqual(6);
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.getAttribute('aria-label') ?? at?.textContent ?? at?.id ?? '';
  });

test('the keyboard is at a useful place within three Tab stops, and at Train by one more key', async ({
  playground,
  page,
}) => {
  await playground.open();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to Train');
  await page.keyboard.press('Enter');
  await expect(playground.button('Train')).toBeFocused();

  await page.reload();
  await expect(playground.button('Train')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const inControls = await page.evaluate(
    () => document.activeElement?.closest('[data-place="controls"]') !== null,
  );
  expect(inControls, await focused(page)).toBe(true);
});

test('the dock lies over the charts, pushes nothing, and gives the focus back', async ({
  playground,
  page,
}) => {
  await playground.open();
  const places = async () =>
    Promise.all(
      ['controls', 'diagram', 'run', 'runs'].map((place) =>
        page.locator(`[data-place="${place}"]`).boundingBox(),
      ),
    );
  const before = await places();
  for (const tab of ['Predictions', 'Inside a block', 'Shapes', 'Run and log', 'My GPU'] as const) {
    await playground.openDock(tab);
    await expect(page.locator('[data-dock]')).toBeVisible();
    await expect.poll(places, tab).toEqual(before);
  }
  await page.locator('[data-dock] button').first().focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-dock]')).toHaveCount(0);
  await expect(playground.button('My GPU')).toBeFocused();
});

test('hints stand at the things they speak of and do not come back once hidden; a run ends in a card with a picture and a link', async ({
  playground,
  page,
  context,
}) => {
  await playground.open(short, { hints: true });
  const hint = page.getByTestId('hint');
  await expect(hint).toContainText('picture');
  await hint.getByRole('button', { name: 'Next' }).click();
  await expect(hint).toContainText('Press Train');
  await playground.press('Train');
  await expect(hint).toHaveCount(0);
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  await expect(hint).toContainText('shortcuts');
  await hint.getByRole('button', { name: 'Hide hints' }).click();
  await expect(hint).toHaveCount(0);

  // The card at the end of the run, as a person reads it.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const card = page.getByTestId('end-card');
  await expect(card).toContainText(/\d+\.\d\s%/);
  await expect(card).toContainText('ResNet [1]w4');
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save as a picture' }).click();
  expect((await download).suggestedFilename()).toMatch(/^ResNet-1-w4-[\d.]+-?\.png$/);
  await card.getByRole('button', { name: 'Copy a link to it' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('blocks=1&width=4');

  await page.reload();
  await expect(playground.button('Train')).toBeVisible();
  await page.waitForTimeout(1000);
  await expect(hint).toHaveCount(0);
});
