/** The measured twin on the page: one button trains a real network and then its twin, and what was found is said in two sentences. */
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

test('trains a network and its twin, and tells what was found of both', async ({ playground, page }) => {
  await playground.open({ ...tiny, blocks: '1,1', 'train-images': '64', 'test-images': '16' });
  await expect(playground.device).not.toHaveAttribute('data-kind', 'unknown');
  await page.getByRole('tab', { name: 'Try', exact: true }).click();
  await page.getByRole('button', { name: /^The measured twin/ }).click();
  const dialog = page.getByRole('dialog', { name: 'The measured twin' });
  await dialog.getByRole('radiogroup', { name: 'Network' }).getByText('My settings', { exact: true }).click();
  await expect(dialog.getByText('ResNet-6 of width 4, then Plain-6 of width 4')).toBeVisible();
  await dialog.getByRole('button', { name: 'Train both', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  // It comes back by itself, once both runs are over and both networks were looked at.
  const findings = dialog.getByTestId('twin-findings');
  await expect(findings.getByRole('paragraph')).toHaveCount(2, { timeout: 240_000 });
  await expect(findings).toContainText(
    /^After 1 epoch from seed 1, ResNet-6 of width 4 and Plain-6 of width 4 get /,
  );
  await expect(findings).toContainText(/halfway through the blocks, against/);
  await expect(
    dialog.getByRole('img', { name: /^Correlation of gradients between pictures, from the first block/ }),
  ).toBeVisible();
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Show both curves' }).click();
  await page.getByRole('tab', { name: 'Runs', exact: true }).click();
  await expect(page.getByText('2 runs', { exact: true })).toBeVisible();

  // Runs are stored: a page that is loaded anew finds the pair among them.
  await page.reload();
  await page.getByRole('tab', { name: 'Try', exact: true }).click();
  await page.getByRole('button', { name: /^The measured twin/ }).click();
  await expect(findings).toContainText(/^After 1 epoch from seed 1, ResNet-6 of width 4 and Plain-6/);
  await expect(dialog.getByTestId('twin-missing')).toHaveCount(0);
});
