/** The help: opened from a setting and from an address, read by keyboard, with figures that answer when they are moved. */
import { readStored } from '../soak/stored.ts';
import { expect, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

test('is opened by an address, at its section, and leaves no trace of it when it is closed', async ({
  playground,
  page,
}) => {
  await page.goto(`${playground.address}?epochs=3#help/bottleneck`);
  const help = page.getByRole('dialog', { name: 'Help and shortcuts' });
  const heading = help.getByRole('heading', { name: 'The bottleneck block' });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  // Its contents lead on, and the address follows.
  await help.getByRole('navigation').getByRole('link', { name: 'Batch norm' }).click();
  await expect(help.getByRole('heading', { name: 'Batch norm' })).toBeInViewport();
  await expect(page).toHaveURL(/\?epochs=3#help\/batch-norm$/);
  await page.goBack();
  await expect(heading).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(page).toHaveURL(/\?epochs=3$/);
});

test('a term in a text leads to its section', async ({ playground, page }) => {
  await page.goto(`${playground.address}#help`);
  const help = page.getByRole('dialog', { name: 'Help and shortcuts' });
  await expect(help.getByRole('heading', { name: 'What this page does' })).toBeFocused();
  await help.getByRole('article').getByRole('link', { name: 'overfitting' }).first().click();
  await expect(help.getByRole('heading', { name: /^Overfitting/ })).toBeFocused();
  await expect(help.getByRole('heading', { name: /^Overfitting/ })).toBeInViewport();
});

test('its figures answer when they are moved', async ({ playground, page }) => {
  await page.goto(`${playground.address}#help/network`);
  const costs = page.getByRole('table', { name: 'What does more depth cost?' });
  await expect(costs).toContainText('layer2 ×3');
  await page.getByRole('slider', { name: 'Depth' }).fill('9');
  await expect(costs).toContainText('layer2 ×9');

  const blocks = page.getByRole('figure', { name: /for the same number of channels/ });
  await expect(blocks).toContainText('70,400');
  await page.getByRole('slider', { name: 'Channels' }).fill('9');
  await expect(blocks).toContainText('1×1, 128 → 3×3, 128 → 1×1, 512');

  const block = page.getByRole('figure', { name: 'What is inside a basic block?' });
  await block.getByRole('switch', { name: 'Shortcut' }).uncheck();
  await expect(block).toContainText('Without its shortcut');

  const rate = page.getByRole('figure', { name: /How does the learning rate move/ });
  await rate.getByText('cosine', { exact: true }).click();
  await expect(rate).toContainText('slowly at both ends');
});

test('draws the gradients of the reader’s own runs', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 50 });
  const run = { ...tiny, 'train-images': '32', 'test-images': '16' };
  const outcomes: string[] = [];
  for (const shortcut of ['projection', 'none']) {
    await playground.open({ ...run, shortcut });
    await playground.press('Train');
    await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
    // A script runs ahead of what is stored: a page that is left at once takes the end of its run with it.
    outcomes.push('finished');
    await expect.poll(async () => (await readStored(page)).map(({ outcome }) => outcome)).toEqual(outcomes);
  }
  await page.goto(`${playground.address}#help/gradient`);
  const figure = page.getByRole('figure', { name: /How large is the gradient/ });
  await expect(figure).toContainText('First step, 32 pictures');
  await figure.getByText('your runs', { exact: true }).click();
  await expect(figure).toContainText('were first looked at');
});
