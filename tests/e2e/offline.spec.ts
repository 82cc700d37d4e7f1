/** The page without a network: after one visit it opens, and after one run it trains, from what the browser keeps. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, Playground, test, tiny } from './fixtures.ts';
import { serveSite } from './site.ts';

test.use({ serviceWorkers: 'allow' });

const kept = () => navigator.serviceWorker.ready.then(({ active }) => active !== null);
const run = { ...tiny, 'train-images': '64', 'test-images': '32' };

test('opens and trains after the server is gone', async ({ page }) => {
  const site = await serveSite();
  const playground = new Playground(page, site.address);
  await playground.open(run);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  expect(await page.evaluate(kept)).toBe(true);

  site.close();
  await playground.open(run);
  await expect(playground.device).toContainText('WebGPU');
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });

  // What is loaded when it is first wanted is there as well.
  await page.goto(`${site.address}#help/residual`);
  await expect(page.getByRole('heading', { name: 'Residual learning' })).toBeVisible();
});

test('a new version is offered, and taken when it is asked for', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'resnet-site-'));
  cpSync('dist', folder, { recursive: true, filter: (path) => !/cifar10.(train|test)-/.test(path) });
  const site = await serveSite(folder);
  try {
    const playground = new Playground(page, site.address);
    await playground.open();
    expect(await page.evaluate(kept)).toBe(true);
    await playground.open();
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

    appendFileSync(join(folder, 'sw.js'), '\n// Another version.');
    await playground.open();
    const toast = page.getByTestId('toast');
    await expect(toast).toHaveText('A new version of this page is ready.', { timeout: 30_000 });
    const loaded = page.waitForEvent('load');
    await playground.press('Reload');
    await loaded;
    await expect(playground.button('Train')).toBeVisible();
    await expect(toast).toBeEmpty();
    expect(
      await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r?.waiting)),
    ).toBeNull();
  } finally {
    site.close();
    rmSync(folder, { recursive: true });
  }
});
