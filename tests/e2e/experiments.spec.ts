/** A ready experiment in a real browser: its runs go through the queue, its card opens at the end and is there after a reload. */
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

test('an experiment trains its runs one after the other and says what was found, now and later', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 98, every: 1000 });
  await playground.open();
  await expect(playground.device).not.toHaveAttribute('data-kind', 'unknown');
  await page.getByRole('tab', { name: 'Try', exact: true }).click();
  const row = page.getByRole('button', { name: /^Shortcuts at 20 layers/ });
  await row.click();
  const dialog = page.getByRole('dialog', { name: 'Shortcuts at 20 layers' });
  await playground.choose('Time for all runs', '2 min');
  await expect(dialog.getByTestId('experiment-plan')).toContainText(
    '2 runs: 2 networks with 1 seed each, of width 4, 10 epochs of 500 pictures.',
  );
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Train 2 runs' }).click();
  await expect(dialog).toHaveCount(0);
  // It comes back by itself, once both are over.
  const findings = dialog.getByTestId('experiment-findings');
  await expect(findings).toContainText('in one run of each', { timeout: 60_000 });
  await expect(findings).toContainText('One run of each cannot confirm it; more seeds can.');
  await expect(dialog.getByRole('row')).toHaveCount(3);
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await pixelsBeyond(page)).toBe(0);
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });
  await dialog.getByRole('button', { name: 'Show these runs' }).click();
  await expect(row).toContainText('2 runs');

  await page.reload();
  await page.getByRole('tab', { name: 'Try', exact: true }).click();
  await expect(row).toContainText('2 runs');
  await row.click();
  await expect(findings).toContainText('in one run of each');
  await expect(dialog.getByRole('button', { name: 'Again with 3 more seeds' })).toBeVisible();
});
