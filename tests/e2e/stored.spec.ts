/** A browser in which the page of 217e12d was used finds everything again, and its stopped run goes on to its end. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { zh } from '../../src/app/i18n/zh/index.ts';
import { experiments } from '../../src/app/i18n/zh/try.ts';
import { fillStorage, type StorageSnapshot } from '../fixtures/browser/snapshot.ts';
import { expect, type Playground, test } from './fixtures.ts';

const snapshot: StorageSnapshot = JSON.parse(
  readFileSync(new URL('../fixtures/browser/217e12d.json', import.meta.url), 'utf8'),
);

const storedRuns = snapshot.databases
  .flatMap(({ stores }) => stores)
  .filter(({ name }) => name === 'runs')
  .flatMap(({ records }) => records)
  .map(({ value }) => value as { name: string; epochs: readonly { trainLoss: number }[] });

const { runs, curves, flow, files, stage, run: words } = zh;
/** A row's text may name the run before, too. */
const row = (page: Page, name: string) =>
  page.getByTestId('run').filter({ has: page.getByTestId('run-name').getByText(name, { exact: true }) });
const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Stores what the page of 217e12d had, in a tab of the same origin that does not show the page. */
async function comeBack({ page, address }: Playground, query = ''): Promise<void> {
  await page.goto(`${address}cifar10/manifest.json`);
  await page.evaluate(fillStorage, snapshot);
  await page.goto(`${address}${query}`);
  await expect(page.getByTestId('run-buttons')).toBeVisible();
}

test('runs, note, pin, curves, preferences, references and speeds are there', async ({
  playground,
  page,
  context,
}) => {
  await context.grantPermissions(['notifications']);
  await comeBack(playground, '?blocks=1&width=4');
  await expect(page.getByTestId('run')).toHaveCount(3);
  const baseline = page.getByTestId('run').first();
  await expect(baseline.locator('[data-testid="run-name"]')).toHaveText('baseline');
  await expect(baseline).toContainText('The baseline.');
  await expect(baseline.getByRole('img', { name: runs.pinned })).toBeVisible();
  await expect(baseline).toContainText(/已完成 · 最高 28\.1/);
  await expect(row(page, 'golden-squid')).toHaveAttribute('data-status', 'stopped');
  await expect(row(page, 'jolly-grouse')).toHaveAttribute('data-status', 'stopped');

  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await named(page, curves.more(curves.charts.loss.name)).click();
  await expect(page.getByRole('radio', { name: curves.axes.seconds })).toBeChecked();
  await expect(page.getByRole('switch', { name: curves.logX })).toBeChecked();
  await expect(page.getByRole('slider', { name: curves.smoothing })).toHaveValue('0');
  await expect(page.getByRole('switch', { name: curves.logOf(curves.charts.loss.name) })).toBeChecked();
  await page.keyboard.press('Escape');
  // A menu that is closing is there a moment longer.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const accuracy = page.locator('figure[data-chart]').first();
  // Charts are drawn in view only.
  await accuracy.scrollIntoViewIfNeeded();
  const pointsOfLines = async () => {
    const paths = await accuracy
      .locator('[data-line="test"] path')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('d') ?? ''));
    return paths.map((d) => d.match(/[ML]/g)?.length ?? 0).sort((a, b) => b - a);
  };
  // The note's 20 epochs, and those of the three runs.
  const epochs = storedRuns.map((run) => run.epochs.length);
  await expect.poll(pointsOfLines).toEqual([20, ...epochs].sort((a, b) => b - a));
  // What does not fit beside the chart's name stands in its menu.
  await named(page, curves.more(curves.charts.accuracy.name)).click();
  for (const name of ['baseline', 'golden-squid', 'jolly-grouse'])
    await expect(page.getByRole('dialog').getByText(name)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('tab', { name: stage.side.try, exact: true }).click();
  const references = page.getByRole('group', { name: experiments.others });
  await expect(references.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(references.getByLabel('ResNet-110：93.57 %')).toBeChecked();
  await named(page, stage.dock.log).click();
  await expect(page.getByRole('switch', { name: flow.notify })).toBeChecked();
  await named(page, stage.closeDock).click();
  // The speed of this very network was measured.
  await expect(page.getByTestId('forecast')).toContainText(zh.estimate.shortSource.measured);
  await page.getByRole('tab', { name: stage.side.runs, exact: true }).click();
  // Keys are off.
  await page.keyboard.press('?');
  await page.waitForTimeout(500);
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // All of it is there on the next visit too, from where it is stored now.
  const databases = () => page.evaluate(() => indexedDB.databases());
  expect((await databases()).map(({ name }) => name)).toContain('resnet-playground');
  await page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases())
      if (name !== 'resnet-playground') indexedDB.deleteDatabase(name);
  });
  await page.reload();
  await expect(page.getByTestId('run')).toHaveCount(3);
  await expect(baseline.locator('[data-testid="run-name"]')).toHaveText('baseline');
  await named(page, curves.more(curves.charts.loss.name)).click();
  await expect(page.getByRole('radio', { name: curves.axes.seconds })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('tab', { name: stage.side.try, exact: true }).click();
  await expect(references.getByRole('checkbox', { checked: true })).toHaveCount(2);
});

test('the run that was stopped goes on to its end, and the one that was declined is not offered', async ({
  playground,
  page,
}) => {
  await comeBack(playground);
  await page.getByRole('button', { name: files.resumeFrom(2) }).click();
  await expect(playground.status).toHaveText(words.outcome.finished, { timeout: 90_000 });
  await expect(playground.stat('step')).toHaveText('150 / 150');
  await expect(row(page, 'jolly-grouse')).toHaveAttribute('data-status', 'finished');
  // The first of its two epochs is the stored one.
  const stored = storedRuns.find(({ name }) => name === 'jolly-grouse');
  await named(page, stage.dock.log).click();
  const log = page.getByRole('log');
  await expect(log).toContainText(`train_loss:${stored?.epochs[0]?.trainLoss.toFixed(6)}`);
  await expect(log).toContainText('[  2/2  ]');

  await page.reload();
  await expect(row(page, 'jolly-grouse')).toHaveAttribute('data-status', 'finished');
  await named(page, runs.moreOn('jolly-grouse')).click();
  await named(page, runs.removeOf('jolly-grouse')).click();
  await page.reload();
  await expect(page.getByTestId('run')).toHaveCount(2);
  await expect(row(page, 'golden-squid')).toBeVisible();
  await expect(named(page, files.resumeOf('golden-squid'))).toHaveCount(0);
  await named(page, runs.moreOn('golden-squid')).click();
  await expect(named(page, files.resumeOf('golden-squid'))).toBeVisible();
  await expect(page.getByRole('button', { name: /^从第 \d 轮继续$/ })).toHaveCount(0);
});
