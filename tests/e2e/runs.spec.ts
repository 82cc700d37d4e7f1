/** Runs are kept: found again after a reload, marked, compared, deleted and had back. What a run leaves besides its record, files.spec.ts holds. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, type Playground, pixelsBeyond, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const query = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '2' };

const runs = (page: Page): Locator => page.getByTestId('run');
const run = (page: Page, name: string): Locator => runs(page).filter({ hasText: name });
const nameOf = async (row: Locator): Promise<string> =>
  (await row.locator('[data-testid="run-name"]').textContent()) ?? '';
const open = (page: Page, name: string) => page.getByRole('button', { name: `More on ${name}` }).click();
/** The row of a run that has measured something. */
const measured = /best \d+\.\d\u00a0%/;

async function train(playground: Playground): Promise<void> {
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
}

test('a run is kept with its name, results and what changed, through a reload', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 1, every: 30 });
  await playground.open(query);
  await expect(page.getByText('Every run is kept here')).toBeVisible();
  await train(playground);
  await expect(runs(page)).toHaveCount(1);
  const first = await nameOf(runs(page).first());
  expect(first).toMatch(/^[a-z]+-[a-z]+$/);
  await expect(runs(page).first()).toContainText(/Finished · best \d+\.\d\u00a0%/);
  await open(page, first);
  await expect(runs(page).first()).toContainText(/Best test accuracy \d+\.\d\u00a0% at epoch [12]/);
  await expect(runs(page).first()).toContainText('Epochs 10 → 2');

  await playground.open({ ...query, 'learning-rate': '0.05' });
  await expect(runs(page)).toHaveCount(1);
  await train(playground);
  await expect(runs(page)).toHaveCount(2);
  const second = await nameOf(runs(page).first());
  expect(second).not.toBe(first);
  await open(page, second);
  await expect(run(page, second).locator('[data-testid="run-changed"]')).toHaveText(
    'Learning rate 0.1 → 0.05',
  );

  await open(page, first);
  const row = run(page, first);
  await row.getByLabel('Note').fill('The baseline.');
  await row.getByRole('button', { name: `Pin ${first}` }).click();
  await row.getByLabel('Name').fill('baseline');
  await row.getByLabel('Name').press('Enter');
  await expect(runs(page).first().locator('[data-testid="run-name"]')).toHaveText('baseline');
  await page.getByRole('button', { name: `Curves of ${second}` }).click();

  await page.reload();
  await expect(runs(page)).toHaveCount(2);
  const kept = runs(page).first();
  await expect(kept.locator('[data-testid="run-name"]')).toHaveText('baseline');
  await expect(kept).toContainText('The baseline.');
  await expect(kept.getByRole('img', { name: 'Pinned' })).toBeVisible();
  await expect(kept).toContainText(/Finished · best/);
  // Drawn is what is switched on.
  const accuracy = page.locator('figure[data-chart]').first();
  await expect.poll(() => playground.points('test', 0)).toBe(2);
  const drawn = accuracy.locator('[data-line="test"]');
  await expect(drawn).toHaveCount(1);
  await page.getByRole('button', { name: `Curves of ${second}` }).click();
  await expect(drawn).toHaveCount(2);
  await page.getByRole('button', { name: `Curves of ${second}` }).click();
  await expect(drawn).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Curves of baseline' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('button', { name: `Curves of ${second}` })).toHaveAttribute(
    'aria-pressed',
    'false',
  );

  // Its settings can be had back.
  await open(page, 'baseline');
  await page.getByRole('button', { name: 'Load the settings of baseline' }).click();
  await expect(page).not.toHaveURL(/learning-rate/);
  await expect(page.getByText('The settings are those of baseline now.')).toBeVisible();

  // And its metrics.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Metrics of baseline as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('baseline-metrics.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('test/acc');

  // Compared: only what differs.
  await playground.press('Compare');
  const dialog = page.getByRole('dialog', { name: 'Compare runs' });
  await expect(dialog.getByRole('columnheader', { name: 'baseline' })).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'Learning rate 0.1 0.05' })).toBeVisible();
  await expect(dialog.getByRole('rowheader', { name: 'Batch size' })).toHaveCount(0);
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await dialog.getByRole('button', { name: `Take ${second} out` }).click();
  await expect(dialog.getByText('Choose two runs or more.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(playground.button('Compare')).toBeFocused();

  // Deleted, had back, deleted for good.
  await page.getByRole('button', { name: 'Delete baseline' }).click();
  await expect(runs(page)).toHaveCount(1);
  await expect(playground.button('Undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(runs(page)).toHaveCount(2);
  await expect(page.getByText('baseline is back.')).toBeVisible();
  await open(page, second);
  await page.getByRole('button', { name: `Delete ${second}` }).click();
  await expect(page.getByText(`${second} is deleted.`)).toBeVisible();
  await page.reload();
  await expect(runs(page)).toHaveCount(1);
  await expect(runs(page).locator('[data-testid="run-name"]')).toHaveText('baseline');
});

test('a run whose page went is kept as interrupted, and damaged records are left out in a sentence', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 1, every: 50 });
  await playground.open({ ...query, epochs: '1000' });
  await playground.press('Train');
  await expect(runs(page).first()).toContainText(measured, { timeout: 90_000 });
  const name = await nameOf(runs(page).first());
  await expect(runs(page).first()).toContainText('Training');
  // Leaving asks first.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(run(page, name)).toContainText('Interrupted · best');
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('resnet-playground');
      request.onsuccess = () => done(request.result);
    });
    const store = db.transaction('runs', 'readwrite').objectStore('runs');
    store.put({ id: 'damaged', version: 1, name: 7 });
    await new Promise((done) => {
      store.transaction.oncomplete = done;
    });
    db.close();
  });
  await page.reload();
  await expect(page.getByText('One kept run could not be read and is left out.')).toBeVisible();
  await expect(runs(page)).toHaveCount(1);
});

test('a browser that keeps nothing is told of, and runs last as long as the page', async ({
  playground,
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Blocked.', 'SecurityError');
    };
  });
  await playground.open(query);
  await expect(page.getByText('The browser keeps no data for this page')).toBeVisible();
  await train(playground);
  await expect(runs(page)).toHaveCount(1);
});

test('a single change to try sets the page and keeps the budget, and its Train is one click away', async ({
  playground,
  page,
}) => {
  await playground.open({ ...query, model: 'resnet8' });
  await page.getByRole('tab', { name: 'Try' }).click();
  await page.getByText('One change to your own settings', { exact: true }).click();
  await playground.press('Set up: Take the shortcuts away');
  await expect(page).toHaveURL(/shortcut=none/);
  await expect(page).toHaveURL(/epochs=2/);
  await expect(page.getByText('Compare its curves with those of the residual network.')).toBeVisible();
  await playground.press('Undo: Take the shortcuts away');
  await expect(page).not.toHaveURL(/shortcut=none/);
  await playground.press('Set up: AdamW instead of SGD');
  await expect(page).toHaveURL(/optimizer=adamw/);
  expect(await violations(page, '[data-place="runs"]')).toEqual([]);
});

test('results of others are switched on and stay so', async ({ playground, page }) => {
  await playground.open(query);
  const group = page.getByRole('group', { name: 'Results of others, to draw beside your own curves' });
  const openTry = () => page.getByRole('tab', { name: 'Try' }).click();
  await openTry();
  await group.getByRole('checkbox', { name: 'A PyTorch note: ResNet-34' }).check();
  await group.getByLabel('ResNet-110: 93.57\u00a0%').check();
  await page.reload();
  await openTry();
  await expect(group.getByRole('checkbox', { name: 'A PyTorch note: ResNet-34' })).toBeChecked();
  await expect(group.getByLabel('ResNet-110: 93.57\u00a0%')).toBeChecked();
  await expect(group.getByLabel('ResNet-20: 91.25\u00a0%')).not.toBeChecked();
  const accuracy = page.locator('figure[data-chart]').first();
  await expect(accuracy.locator('[data-line]').first()).toBeVisible();
});

test('the list and the comparison fit on a phone, and a name that is too long is not cut in silence', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 1, every: 50 });
  await page.setViewportSize({ width: 360, height: 760 });
  await playground.open(query);
  await train(playground);
  await page.getByRole('tablist', { name: 'Screens' }).getByRole('tab', { name: 'Runs' }).click();
  const name = await nameOf(runs(page).first());
  await open(page, name);
  await expect.poll(() => pixelsBeyond(page)).toBeLessThanOrEqual(0);
  const small = () =>
    runs(page)
      .getByRole('button')
      .evaluateAll((all) =>
        all
          .map((button) => ({ name: button.ariaLabel, box: button.getBoundingClientRect() }))
          .filter(({ box }) => Math.min(box.width, box.height) < 24)
          .map(({ name }) => name),
      );
  await expect.poll(small, 'targets under 24 pixels').toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, '[data-place="runs"]')).toEqual([]);
  }

  // A name or a note that is too long is not cut in silence.
  const field = page.getByTestId('run').getByLabel('Name');
  await field.fill('x'.repeat(35));
  await expect(page.getByText('5 characters left')).toBeVisible();
  await field.fill('x'.repeat(43));
  await expect(page.getByText('At most 40 characters: 3 too many, so this is not saved.')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.press('Enter');
  await field.blur();
  await expect(field).toHaveValue('x'.repeat(43));
  await expect(page.getByTestId('run-name')).toHaveText(name);
  await field.fill('x'.repeat(40));
  await field.press('Enter');
  await expect(page.getByTestId('run-name')).toHaveText('x'.repeat(40));
});
