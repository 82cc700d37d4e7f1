/** The loss landscapes of a run and its plain twin after a reload. */
import { readFileSync } from 'node:fs';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test, tiny } from './fixtures.ts';

test('the landscapes of two stored runs are measured, turned, read, saved, and show their paths', async ({
  playground,
  page,
}) => {
  const short = { ...tiny, stem: 'imagenet', epochs: '2', 'train-images': '64', 'test-images': '32' };
  for (const shortcut of ['none', 'projection']) {
    await playground.open({ ...short, shortcut });
    await playground.press('Train');
    await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  }
  // From here on they are runs of an earlier visit.
  await page.reload();
  await expect(playground.button('Train')).toBeVisible();
  await playground.openDock('Landscape');
  const dock = page.locator('[data-dock]');
  // The plain network stands beside the residual one by itself.
  const beside = dock.getByLabel('Beside it, on the same scale');
  await expect(beside.locator('option:checked')).toHaveText(/\(its twin\)$/);
  await dock.getByRole('combobox', { name: /^Points/ }).selectOption('9 × 9');
  await dock.getByRole('combobox', { name: /^Pictures/ }).selectOption('64');
  await dock.getByRole('button', { name: 'Measure', exact: true }).click();
  const drawings = dock.getByTestId('landscape');
  await expect(drawings).toHaveCount(2, { timeout: 60_000 });
  await expect(dock.getByTestId('landscape-progress')).toHaveCount(0, { timeout: 60_000 });
  await expect(dock.getByRole('button', { name: 'Measure', exact: true })).toHaveCount(0);
  await expect(dock).toContainText(/in half of all directions; the surface has \d+ hollows?\./);
  await expect(dock).toContainText('Batch norm keeps the running statistics of the centre');

  // Both turn together.
  const surface = drawings.first();
  const before = await surface.getAttribute('aria-valuetext');
  await surface.press('ArrowRight');
  await expect(surface).not.toHaveAttribute('aria-valuetext', before ?? '');
  const after = (await surface.getAttribute('aria-valuetext')) ?? '';
  expect(after).toMatch(/^turned by \d+°, seen from \d+° above$/);
  await expect(drawings.nth(1)).toHaveAttribute('aria-valuetext', after);
  await expect(surface).toHaveAttribute('data-drawn', 'true');
  expect(await violations(page, '[data-dock]')).toEqual([]);

  // As maps: the point in the middle is where the weights are.
  await dock.getByText('Map', { exact: true }).click();
  await surface.press('ArrowRight');
  const value = dock.getByTestId('landscape-value');
  await expect(value).toHaveText(/^At 0\.00, 0\.00:.*: loss \d.* right.*: loss \d.* right$/);
  await surface.press('ArrowUp');
  await expect(value).toContainText('At 0.00, 0.25:');

  const saved = page.waitForEvent('download');
  await dock.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await saved).suggestedFilename()).toMatch(/-landscape\.csv$/);
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines[0]).toBe('network,x,y,loss,accuracy');
  expect(lines).toHaveLength(1 + 2 * 81);
  const picture = page.waitForEvent('download');
  await dock.getByRole('button', { name: 'Save as PNG' }).click();
  expect(
    readFileSync(await (await picture).path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');

  // The plane of its path: what it began with, and two epochs. The first surface says so, and the rest is not waited for.
  await beside.selectOption('nothing');
  await dock.getByRole('combobox', { name: 'Plane' }).selectOption('along the path of the training');
  await expect(dock.getByRole('combobox', { name: /^Reach/ })).toHaveCount(0);
  await dock.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(
    dock.getByText(/the path has 3 points; 100\.0\s?% of their variance is in this plane/),
  ).toBeVisible({ timeout: 60_000 });
  expect(await violations(page, '[data-dock]')).toEqual([]);

  await page.setViewportSize({ width: 360, height: 640 });
  await expect(drawings.first()).toBeVisible();
  await expect.poll(() => pixelsBeyond(page)).toBe(0);
});
