/** The command palette by keyboard: search, choose, and be where it leads. */
import { expect, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

/** Goes on until it is stopped. */
const long = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '500' };

test('commands and settings are found and done by keyboard', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 100 });
  await playground.open(long);
  await expect(playground.device).toContainText('WebGPU');
  const palette = page.getByRole('dialog', { name: 'Commands and settings' });
  const search = palette.getByRole('combobox');
  const selected = palette.locator('[data-combobox-selected]');

  // Also while somebody types, and closed again the focus is back.
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.focus();
  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(rate).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await expect(search).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.type('label smoo');
  await expect(selected).toContainText('Label smoothing');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  // It stands in the drawer of all settings, which opens for it.
  await expect(page.getByRole('textbox', { name: 'Label smoothing', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // A setting that one-cycle makes useless cannot be typed into: its help is where one can read why.
  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.type('warm-up');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(playground.button('About Warm-up epochs')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.type('resnet-56');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('radio', { name: '56', exact: true })).toBeChecked();

  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.type('nothing of that name');
  await expect(palette).toContainText('Nothing is called that.');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await playground.open(long);
  await expect(playground.device).toContainText('WebGPU');
  await page.keyboard.press('Control+k');
  await expect(selected).toContainText('Train');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(selected).toContainText('Stop');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(playground.status).toHaveText('Stopped', { timeout: 30_000 });

  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.type('the runs');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.locator('[data-place="runs"] :focus')).toHaveCount(1);
});

test('the help is opened from it, and closes to where it was', async ({ playground, page }) => {
  await playground.open();
  await playground.press('Commands and settings');
  await expect(page.getByRole('combobox', { name: 'Search commands and settings' })).toBeFocused();
  await page.keyboard.type('help and');
  await page.keyboard.press('Enter');
  const help = page.getByRole('dialog', { name: 'Help and shortcuts' });
  await expect(help).toBeVisible();
  await expect(help.getByRole('row', { name: 'Ctrl K, ⌘ K Search commands and settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(playground.button('Commands and settings')).toBeFocused();
});

test('a file is chosen and weights are exported from it', async ({ playground, page }) => {
  await playground.open({ ...tiny, 'train-images': '64', 'test-images': '32', epochs: '1' });
  await expect(playground.device).toContainText('WebGPU');
  const palette = page.getByRole('dialog', { name: 'Commands and settings' });
  const open = async (query: string) => {
    // While it closes it would take the letters, and then the page's keys would.
    await expect(palette).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Search commands and settings' })).toBeFocused();
    await page.keyboard.type(query);
  };
  const options = palette.getByRole('option');
  await open('import');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await chooser;

  // There are no weights yet.
  await open('export');
  await expect(options).toHaveText([/train for at least one step first/]);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  await open('export onnx folded');
  await expect(options.first()).toHaveText(/ONNX, batch norm folded in/);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/-folded\.onnx$/);
});
