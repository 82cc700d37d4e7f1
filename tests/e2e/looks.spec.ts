/** Pictures of the page for people to look at, and what axe finds in it, in both colour schemes. */
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

const pictures = 'test-results/screenshots';

test('axe finds nothing before and during a run', async ({ playground, page }) => {
  const look = async (when: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      expect(await violations(page), colorScheme).toEqual([]);
      await expect(page.locator('[data-testid="diagram"] svg[role="group"]')).toBeVisible();
      await expect(page.locator('figure[data-chart] svg.recharts-surface')).toHaveCount(2);
      await page.screenshot({ path: `${pictures}/wide-${colorScheme}${when}.png`, fullPage: true });
    }
  };
  await playground.open({ ...tiny, 'train-images': '64', 'test-images': '16' });
  await expect(playground.device).toContainText('WebGPU');
  await look('-before');

  await playground.press('Train');
  await expect.poll(() => playground.points('train', 0), { timeout: 60_000 }).toBeGreaterThan(0);
  await look('');

  await page.setViewportSize({ width: 360, height: 760 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: `${pictures}/phone-${colorScheme}.png`, fullPage: true });
  }
});

test('the colours follow the system until they are chosen', async ({ playground, page }) => {
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await playground.open();
  expect(await scheme()).toBe('dark');
  await playground.press('Light colours');
  await expect.poll(scheme).toBe('light');
  await page.reload();
  await expect(playground.button('Dark colours')).toBeVisible();
  expect(await scheme()).toBe('light');
});
