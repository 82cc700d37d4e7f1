/** Two real tabs of one browser: what one trains, notes, pins and deletes the other knows. */
import type { Locator, Page } from '@playwright/test';
import { en } from '../../src/app/i18n/en/index.ts';
import { expect, Playground, test, tiny } from './fixtures.ts';

const query = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '1000' };
const { runs, page: words } = en;

const rows = (page: Page): Locator => page.getByTestId('run');
const row = (page: Page, name: string): Locator =>
  rows(page).filter({ has: page.getByTestId('run-name').getByText(name, { exact: true }) });
const newestName = async (page: Page): Promise<string> =>
  (await rows(page).first().locator('[data-testid="run-name"]').textContent()) ?? '';
/** The row of a run that has measured something. */
const measured = /best \d+\.\d\u00a0%/;
const resume = (page: Page) => page.getByRole('button', { name: /^Resume from epoch/ });
const shared = (page: Page) => page.getByText(words.sharedTitle);

async function stop(playground: Playground): Promise<void> {
  await playground.page.bringToFront();
  await playground.press('Stop');
  await expect(playground.status).toHaveText('Stopped', { timeout: 30_000 });
}

test('two tabs share their runs: one trains a run at a time, and neither undoes what the other wrote', async ({
  playground: a,
  context,
}) => {
  await a.open(query);
  await a.press('Train');
  await expect(rows(a.page).first()).toContainText(measured, { timeout: 90_000 });
  const name = await newestName(a.page);
  const b = new Playground(await context.newPage(), a.address);
  await b.open(query);
  await expect(row(b.page, name)).toContainText(runs.status.elsewhere);
  await expect(resume(b.page)).toHaveCount(0);

  // What B says of the run is neither lost by what A writes of it, nor does it take anything back.
  await b.page.getByRole('button', { name: runs.moreOn(name) }).click();
  await row(b.page, name).getByRole('textbox', { name: runs.note, exact: true }).fill('Of the other tab.');
  await b.page.getByRole('button', { name: runs.pinOf(name) }).click();
  await expect(row(a.page, name)).toContainText('Of the other tab.');
  await stop(a);
  await b.page.bringToFront();
  await expect(row(b.page, name)).toContainText(/Stopped · best/);

  // B goes on with it: A shows that, and offers no more to do the same.
  await expect(resume(a.page)).toHaveCount(1);
  await resume(b.page).click();
  await expect(row(b.page, name)).toHaveAttribute('data-status', 'running');
  await expect(row(a.page, name)).toContainText(runs.status.elsewhere);
  await expect(resume(a.page)).toHaveCount(0);

  // A trains another: each knows of the other.
  await a.page.bringToFront();
  await expect(shared(a.page)).toHaveCount(0);
  await a.press('Train');
  await expect(shared(a.page)).toBeVisible();
  await expect(shared(b.page)).toBeVisible();
  await expect(rows(a.page)).toHaveCount(2);
  await expect(row(a.page, name).getByRole('img', { name: runs.pinned })).toBeVisible();
  const second =
    (await a.page.getByTestId('run-name').allTextContents()).find((other) => other !== name) ?? '';
  await expect(row(a.page, second)).toContainText(measured, { timeout: 90_000 });
  await stop(b);
  await expect(shared(a.page)).toHaveCount(0);
  await stop(a);

  // Deleted in one, it is gone in the other, and what that writes does not bring it back.
  await b.page.bringToFront();
  await b.page.getByRole('button', { name: runs.moreOn(second) }).click();
  await b.page.getByRole('button', { name: runs.removeOf(second) }).click();
  await expect(rows(a.page)).toHaveCount(1);
  await a.page.bringToFront();
  await a.page.reload();
  await expect(rows(a.page)).toHaveCount(1);
  await expect(row(a.page, name)).toContainText(/Stopped · best/);
});
