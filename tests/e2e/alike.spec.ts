/** Which blocks are alike, of one network and of two: from two real runs to the value under the focus. */
import { readFileSync } from 'node:fs';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test, tiny } from './fixtures.ts';

test('the blocks of a run are compared with one another, and with those of another run', async ({
  playground,
  page,
}) => {
  const short = { ...tiny, 'train-images': '32', 'test-images': '100' };
  await playground.open({ ...short, blocks: '1,1' });
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await playground.open(short);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await playground.openDock('Blocks');
  const dock = page.locator('[data-dock]');
  await dock.getByText('What is alike', { exact: true }).click();

  const map = dock.getByTestId('alike-map');
  await expect(map).toHaveAttribute('aria-label', /^How alike the blocks of \S+ are$/, { timeout: 60_000 });
  await expect(map).toHaveAttribute('aria-valuemax', '3');
  await expect(dock.getByTestId('alike-networks')).toContainText('after 1 epoch · on 512 test pictures');
  // By keyboard: each block is the same as itself, and Escape leaves the dock open.
  await map.focus();
  await expect(map).toHaveAttribute('aria-valuetext', 'stem and stem: 1.00');
  await map.press('ArrowRight');
  await expect(map).toHaveAttribute('aria-valuetext', /^stem and layer1\.0: -?\d\.\d\d$/);
  const value = (await map.getAttribute('aria-valuetext'))?.slice(-4);
  await map.press('ArrowDown');
  await expect(map).toHaveAttribute('aria-valuetext', 'layer1.0 and layer1.0: 1.00');
  await map.press('ArrowLeft');
  await expect(dock.getByTestId('alike-value')).toHaveText(`layer1.0 and stem: ${value}`);
  await map.press('Escape');
  await expect(dock.getByTestId('alike-value')).toContainText('Point at a square');

  const saved = page.waitForEvent('download');
  await dock.getByRole('button', { name: 'Save the map as SVG' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^\S+-cka\.svg$/);
  const svg = readFileSync(await (await saved).path(), 'utf8');
  // Its ground and four cells, and a name at the end of each row that ends where the cells begin.
  expect(svg.match(/<rect/g)).toHaveLength(5);
  expect(svg.match(/text-anchor="end"[^>]*>(stem|layer1\.0)</g)).toHaveLength(2);

  await dock.getByLabel('Compared with').selectOption({ index: 1 });
  await expect(map).toHaveAttribute(
    'aria-label',
    /^How alike the blocks of \S+ \(rows\) and \S+ \(columns\) are$/,
  );
  // Two blocks in rows, three in columns.
  await expect(map).toHaveAttribute('aria-valuemax', '5');
  await map.press('Control+End');
  await expect(map).toHaveAttribute('aria-valuetext', /^layer1\.0 of \S+ and layer2\.0 of \S+: -?\d\.\d\d$/);
  expect(await violations(page, '[data-dock]')).toEqual([]);

  await page.setViewportSize({ width: 360, height: 640 });
  await expect(page.getByTestId('alike-map')).toBeVisible();
  await expect.poll(() => pixelsBeyond(page)).toBe(0);
});
