/** What goes out of several chosen runs: a zip with a folder a run, and a report that reads without the page. */
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { storeRuns } from './manyRuns.ts';

test('chosen runs are saved as event files and as a report', async ({ playground, page }) => {
  await playground.open();
  await storeRuns(page, 3);
  await page.reload();
  await playground.press('Select');
  await playground.press('All');
  const save = async (item: string) => {
    await page.getByRole('button', { name: 'Save these runs' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return await download;
  };
  const zip = await save('TensorBoard event files (zip)');
  expect(zip.suggestedFilename()).toBe('resnet-runs-tensorboard.zip');
  const folders = Object.keys(unzipSync(await readFile(await zip.path()))).map((path) => path.split('/')[0]);
  expect(folders.sort()).toEqual(['run-1', 'run-2', 'run-3']);

  const report = await save('Report (HTML)');
  const html = await readFile(await report.path(), 'utf8');
  await page.setViewportSize({ width: 360, height: 640 });
  // A page of its own, not the playground's: its policy is the one in its head.
  await page.goto('about:blank');
  await page.setContent(html);
  await expect(page.getByRole('heading', { name: 'Report on 3 runs' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Test accuracy by epoch' })).toBeVisible();
  await expect(page.getByRole('link', { name: /\?model=resnet8/ })).toHaveAttribute('href', /^http/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await violations(page)).toEqual([]);
});
