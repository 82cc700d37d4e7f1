/** What every block adds, in the dock and in the network: from planted frames to the numbers, lines, bars and marks on the page. */
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { holdAnswers, useScriptedWorker } from './scriptedWorker.ts';

/** Two epochs of 391 steps leave a frame each. */
const recorded = 800;
const names = ['stem', 'layer1.0', 'layer2.0', 'layer3.0'];
/** As the script plants it in the frame of the second epoch. */
const planted = names.map((_, i) => 0.25 + (0.05 * 2 * i) / names.length);

test('the numbers of a frame stand in the table, over epochs and in the network; a picture is told block by block', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded, blocks: true });
  await playground.open({ epochs: '10', blocks: '1,1,1' });
  await playground.openDock('Blocks');
  const dock = page.locator('[data-dock]');
  await expect(dock.getByTestId('no-blocks')).toContainText('After the first epoch');
  await playground.press('Train');
  await expect(dock.locator('[data-epoch="2"]')).toBeVisible();

  const cell = (name: string, measure: string) =>
    dock.locator(`[data-block="${name}"] [data-measure="${measure}"]`);
  await expect(dock.locator('[data-block]')).toHaveCount(names.length);
  for (const [i, name] of names.entries())
    await expect(cell(name, 'probe')).toHaveText(`${(100 * planted[i]!).toFixed(1)} %`);
  await expect(cell('layer1.0', 'gain')).toHaveText('+2.5');
  await expect(cell('layer2.0', 'branch')).toHaveText((0.73 / 1.2).toFixed(3));
  await expect(cell('layer2.0', 'dead')).toHaveText('6.3 %');
  await expect(cell('stem', 'branch').getByRole('img')).toHaveAccessibleName('The stem has no shortcut.');
  const marks = page.getByTestId('probe-marks').locator('[data-probe]');
  await expect(marks).toHaveText(planted.map((share) => `${Math.round(100 * share)}`));

  // By keyboard: a column tells what it says, and is drawn over epochs.
  const column = dock.getByRole('button', { name: /^Gradient norm/ });
  await column.focus();
  await expect(
    dock.getByText('over all parameters of the block, in one training step.').last(),
  ).toBeVisible();
  expect(await violations(page, '[data-dock]')).toEqual([]);
  await page.keyboard.press('Enter');
  const figure = dock.getByRole('figure', { name: 'Gradient norm of every stage over the epochs' });
  await expect(figure.locator('[data-line="layer2"] path')).toHaveAttribute('d', /^M.+L/);
  await dock.getByRole('combobox').selectOption('probe');
  await expect(dock.locator('[data-stage="layer3"]')).toHaveText(`layer3${(100 * planted[3]!).toFixed(1)} %`);
  expect(await violations(page, '[data-dock]')).toEqual([]);

  // The first test picture is a cat, and the deeper a block the surer it is; of others it says the opposite.
  await dock.getByText('One picture', { exact: true }).click();
  const says = (name: string) => dock.locator(`[data-says="${name}"]`);
  const bars = dock.locator('tbody td[data-column="layer3.0"]');
  await page.getByRole('button', { name: /^cat,/ }).first().click();
  await expect(says('layer3.0')).toHaveText('cat');
  await expect(bars.nth(3)).toHaveText('63 %');
  const told = dock.getByRole('table', { name: 'What' });
  await expect(told).toHaveAttribute('aria-busy', 'false');
  let answer = await holdAnswers(page);
  await page.getByRole('button', { name: /^ship/ }).first().click();
  // Seconds on a slow device: what stands there meanwhile is said to be of the picture before.
  await expect(dock.getByText('The bars are of the picture before.')).toBeVisible();
  await expect(told).toHaveAttribute('aria-busy', 'true');
  await answer();
  await expect(says('layer3.0')).toHaveText('dog');
  await expect(dock.getByText('The bars are of the picture before.')).toBeHidden();
  await expect(told).toHaveAttribute('aria-busy', 'false');
  await expect(bars.nth(3)).toHaveText('0 %');
  expect(await violations(page, '[data-dock]')).toEqual([]);

  // So are the feature maps.
  await playground.choose('Colours', 'Maps');
  const maps = page.getByTestId('maps-network');
  await expect(page.getByTestId('maps-layer')).toHaveAttribute('data-maps', `${names.length}`);
  answer = await holdAnswers(page);
  await page.getByRole('button', { name: /^frog/ }).first().click();
  await expect(maps.getByText('Maps of the picture before: the network is being asked.')).toBeVisible();
  await expect(maps).toHaveAttribute('aria-busy', 'true');
  await answer();
  await expect(maps.getByText('Maps of the picture before: the network is being asked.')).toBeHidden();
  await expect(maps).toHaveAttribute('aria-busy', 'false');

  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByRole('tab', { name: 'See' }).click();
  await expect(says('layer3.0')).toBeAttached();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
