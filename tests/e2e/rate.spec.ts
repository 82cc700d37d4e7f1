/** The search for a learning rate on the page, by a real network: its curve, its suggestion, and one click that sets it. */
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

test('finds a learning rate and adopts it', async ({ playground, page }) => {
  await playground.open({ ...tiny, 'batch-size': '4', 'train-images': '1000', 'test-images': '16' });
  await expect(playground.device).not.toHaveAttribute('data-kind', 'unknown');
  await playground.press('Find one: Learning rate');
  const dialog = page.getByRole('dialog', { name: 'Find a learning rate' });
  await dialog.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(
    dialog.getByRole('img', { name: /^The loss of \d+ steps over their learning rate: lowest/ }),
  ).toBeVisible({ timeout: 120_000 });
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  const use = dialog.getByRole('button', { name: /^Use / });
  const suggested = (await use.textContent())?.replace('Use ', '') ?? '';
  expect(Number(suggested)).toBeGreaterThan(0);
  await use.click();
  await expect(dialog.getByRole('status')).toHaveText(
    `The learning rate is set to ${suggested}, as suggested.`,
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue(suggested);
  // No run came of it.
  await expect(playground.button('Train')).toBeEnabled();
});
