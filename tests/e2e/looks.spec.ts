/** The colours of the page: those of the system, until others are chosen. */
import { expect, test } from './fixtures.ts';

test('the colours follow the system until they are chosen', async ({ playground, page }) => {
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await playground.open();
  await expect.poll(scheme).toBe('dark');
  await playground.press('Light colours');
  await expect.poll(scheme).toBe('light');
  await page.reload();
  await expect(playground.button('Dark colours')).toBeVisible();
  await expect.poll(scheme).toBe('light');
});
