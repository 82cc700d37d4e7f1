/** The price of a block, in a real browser: blocks are measured, switched off and brought back, before any training. */
import { join } from 'node:path';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('a block that is switched off changes what the network says, until all are brought back', async ({
  playground,
  page,
}) => {
  await page.context().route(/\/networks\/([\w.-]+)$/, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    return route.fulfill({ path: join('public', 'networks', name) });
  });
  await playground.open();
  await expect(page.getByTestId('whose')).toContainText('A trained ResNet-20 answers', { timeout: 60_000 });
  await playground.choose('Colours', 'Price');
  const bars = page.getByTestId('price-bars');
  await expect(bars).toHaveAttribute('aria-label', /layer1\.0: −\d/, { timeout: 60_000 });
  await expect(page.getByTestId('price-told')).toContainText('100 test pictures');

  // The picture that goes in stays: one was chosen by hand.
  await page.getByTestId('picture').click();
  const answers = page.getByTestId('answers');
  await expect(answers).toContainText('%');
  const before = await answers.innerText();
  const first = page.getByRole('switch', { name: 'layer1.0 takes part' });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('switch', { name: 'layer1.1 takes part' })).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(first).toHaveAttribute('aria-checked', 'false');
  const sign = page.getByTestId('blocks-off');
  await expect(sign).toContainText('layer1.0 off');
  await expect(page.getByRole('button', { name: /^layer1\.0, .*switched off$/ })).toBeVisible();
  await expect.poll(() => answers.innerText(), { timeout: 30_000 }).not.toBe(before);
  expect(await violations(page, '[data-testid="diagram"]')).toEqual([]);

  // Other looks obey too, and bring all back.
  await playground.choose('Colours', 'Structure');
  await expect(page.getByRole('button', { name: /^layer1\.0, .*switched off$/ })).toBeVisible();
  await sign.getByRole('button', { name: 'Bring all back' }).click();
  await expect(sign).toHaveCount(0);
  await expect.poll(() => answers.innerText(), { timeout: 30_000 }).toBe(before);
});
