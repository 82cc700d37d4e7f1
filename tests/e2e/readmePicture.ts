/**
 * Takes the README's picture: a short real run, seen on a wide screen. Some minutes on a software adapter, so it is
 * not a test; run it by hand with `npx tsx tests/e2e/readmePicture.ts` after `npm run build`.
 */
import { mkdirSync, statSync } from 'node:fs';
import { chromium } from '@playwright/test';
import config from '../../playwright.config.ts';
import { serveSite } from './site.ts';

const path = 'docs/screenshots/playground.png';
const run = {
  ...{
    blocks: '1,1,1',
    width: '8',
    'batch-size': '32',
    epochs: '6',
    augment: 'none',
    'learning-rate': '0.05',
  },
  ...{ 'train-images': '960', 'test-images': '500' },
};

mkdirSync('docs/screenshots', { recursive: true });
const site = await serveSite();
const browser = await chromium.launch(config.projects?.[0]?.use?.launchOptions);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, colorScheme: 'light' });
  await page.goto(`${site.address}?${new URLSearchParams(run)}`);
  const started = Date.now();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // Enough epochs for a test curve, with the run still under way.
  await page.getByRole('log').getByText('5/6').waitFor({ timeout: 1_200_000 });
  await page.waitForTimeout(6000);
  await page.screenshot({ path });
  console.log(`${path}: ${statSync(path).size} bytes after ${Math.round((Date.now() - started) / 1000)} s.`);
  console.log(await page.getByTestId('stat-speed').textContent(), await page.getByRole('log').textContent());
} finally {
  await browser.close();
  site.close();
}
