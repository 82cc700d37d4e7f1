/** Which blocks are alike, of one network and of two: from two stored runs to the value under the focus. */
import { readFileSync } from 'node:fs';
import { fillStorage, type StorageSnapshot } from '../fixtures/browser/snapshot.ts';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test } from './fixtures.ts';

/** Real runs of an earlier visit, in place of two that train first. */
const snapshot: StorageSnapshot = {
  ...JSON.parse(readFileSync(new URL('../fixtures/browser/217e12d.json', import.meta.url), 'utf8')),
  localStorage: {},
};

test('the blocks of a run are compared with one another, and with those of another run', async ({
  playground,
  page,
}) => {
  await page.goto(`${playground.address}cifar10/manifest.json`);
  await page.evaluate(fillStorage, snapshot);
  await playground.open();
  await playground.openDock('Blocks');
  const dock = page.locator('[data-dock]');
  await dock.getByText('What is alike', { exact: true }).click();

  const map = dock.getByTestId('alike-map');
  await expect(map).toHaveAttribute('aria-label', /^How alike the blocks of \S+ are$/, { timeout: 60_000 });
  await expect(map).toHaveAttribute('aria-valuemax', '3');
  await expect(dock.getByTestId('alike-networks')).toContainText(/^jolly-grouse.* · on 512 test pictures/);
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

  await dock.getByLabel('Compared with').selectOption({ label: 'baseline' });
  await expect(map).toHaveAttribute(
    'aria-label',
    /^How alike the blocks of \S+ \(rows\) and \S+ \(columns\) are$/,
  );
  // Two blocks in rows, four in columns.
  await expect(map).toHaveAttribute('aria-valuemax', '7');
  await map.press('Control+End');
  await expect(map).toHaveAttribute('aria-valuetext', /^layer1\.0 of \S+ and layer3\.0 of \S+: -?\d\.\d\d$/);
  expect(await violations(page, '[data-dock]')).toEqual([]);

  await page.setViewportSize({ width: 360, height: 640 });
  await expect(page.getByTestId('alike-map')).toBeVisible();
  await expect.poll(() => pixelsBeyond(page)).toBe(0);
});
