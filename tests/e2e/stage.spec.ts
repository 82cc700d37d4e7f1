/**
 * The stage as a stranger meets it: all that changes in training is in view at every size, nothing moves by itself, the first
 * lesson takes a few clicks, and the keyboard gets to the point at once.
 */
import type { Page } from '@playwright/test';
import { expect, test, tiny } from './fixtures.ts';
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

for (const [width, height] of sizes) {
  test(`all that changes in training is in view at ${width}×${height}`, async ({ playground, page }) => {
    await page.setViewportSize({ width, height });
    await playground.open(long);
    await playground.press('Train');
    await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
    for (const [name, part] of Object.entries(changing(page))) {
      await expect(part, name).toBeVisible();
      const box = await part.boundingBox();
      if (!box) throw new Error(`${name} has no box.`);
      expect(box.x, `left of ${name}`).toBeGreaterThanOrEqual(0);
      expect(box.y, `top of ${name}`).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, `right of ${name}`).toBeLessThanOrEqual(width + 0.5);
      expect(box.y + box.height, `bottom of ${name}`).toBeLessThanOrEqual(height + 0.5);
      // Something may lie over it: what is seen at its middle must be of it.
      const seen = await part.evaluate(
        (element, { x, y }) => {
          const top = document.elementFromPoint(x, y);
          return top !== null && (element.contains(top) || top.contains(element));
        },
        { x: box.x + box.width / 2, y: box.y + box.height / 2 },
      );
      expect(seen, `${name} is not covered`).toBe(true);
    }
    const scrolls = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ]);
    expect(scrolls, 'pixels that the page would scroll').toEqual([0, 0]);
    await playground.press('Stop');
  });
}

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

test('an edit in mid-run leaves the running network on screen and outlines the next', async ({
  playground,
  page,
}) => {
  await playground.open({ ...long, blocks: '1,1' });
  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  const hero = page.locator('[data-place="diagram"]');
  const blocks = hero.locator('[data-id^="layer"]:not([data-next])');
  await expect(blocks).toHaveCount(2);
  await hero.getByRole('button', { name: 'More: Blocks in layer2' }).click();
  await expect(page).toHaveURL(/blocks=1,2/);
  await expect(blocks).toHaveCount(2);
  await expect(hero.locator('[data-next]')).not.toHaveCount(0);
  await expect(hero).toContainText(/next run/i);
  await playground.press('Stop');
});

test('one click shows the gradient of the plain network beside the residual one, and of the next network too', async ({
  playground,
  page,
}) => {
  await playground.open({ ...tiny, blocks: '1,1', 'batch-size': '4' });
  await expect(playground.device).toHaveAttribute('data-kind', 'slow');
  const hero = page.locator('[data-place="diagram"]');
  await hero.getByRole('button', { name: 'Beside plain' }).click();
  const measured = async () => {
    for (const side of ['residual', 'plain'])
      await expect(page.getByTestId(`twin-${side}`)).toContainText('after step 1', { timeout: 90_000 });
    // Stem, blocks and classifier of both.
    return hero.locator('[data-testid="card-heat"] rect').count();
  };
  expect(await measured()).toBe(2 * 4);
  await playground.openSettings();
  await playground.settings.getByRole('button', { name: 'More: Blocks in layer2' }).click();
  await playground.closeSettings();
  await expect.poll(measured, { timeout: 90_000 }).toBe(2 * 5);
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
  for (const tab of ['Inside a block', 'Shapes', 'Run and log', 'My GPU'] as const) {
    await playground.openDock(tab);
    await expect(page.locator('[data-dock]')).toBeVisible();
    expect(await places(), tab).toEqual(before);
  }
  await page.locator('[data-dock] button').first().focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-dock]')).toHaveCount(0);
  await expect(playground.button('My GPU')).toBeFocused();
});

test('hints stand at the things they speak of, one at a time, and do not come back once hidden', async ({
  playground,
  page,
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
  await page.reload();
  await expect(playground.button('Train')).toBeVisible();
  await page.waitForTimeout(1000);
  await expect(hint).toHaveCount(0);
});

/** The card at the end of a run, as a person reads it. */
test('a run ends in a card with a picture and a link', async ({ playground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open(short);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  const card = page.getByTestId('end-card');
  await expect(card).toContainText(/\d+\.\d\s%/);
  await expect(card).toContainText('ResNet [1]w4');
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save as a picture' }).click();
  expect((await download).suggestedFilename()).toMatch(/^ResNet-1-w4-[\d.]+-?\.png$/);
  await card.getByRole('button', { name: 'Copy a link to it' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('blocks=1&width=4');
});
