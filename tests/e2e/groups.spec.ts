/** Runs that are equal but for the seed: a mean on the charts, their figures and verdicts, and each of them as a line through what was varied. */
import { groupRecords } from '../app/groupRecords.ts';
import { colourViolations, violations } from './axe.ts';
import { expect, pixelsBeyond, test } from './fixtures.ts';
import { storeRecords } from './manyRuns.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const run = (id: string, seed: number, learningRate: number, last: number, end?: 'diverged') => ({
  id,
  settings: { seed, learningRate, epochs: 3 },
  accuracies: [0.3, 0.5, last],
  end,
});
const records = groupRecords([
  run('a-1', 1, 0.1, 0.868),
  run('a-2', 2, 0.1, 0.871),
  run('a-3', 3, 0.1, 0.869),
  run('b-1', 1, 0.2, 0.862),
  run('b-2', 2, 0.2, 0.86),
  run('b-3', 3, 0.2, 0.866),
  run('b-4', 4, 0.2, 0.1, 'diverged'),
]);

test('groups are means on the charts, and tell of themselves what the seeds allow', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 0 });
  await playground.open();
  await storeRecords(page, records);
  await page.reload();
  const chart = page.getByRole('figure', { name: 'Accuracy' });
  // Two means with a band for train and for test each, and the run that diverged by itself.
  await expect(chart.locator('[data-band="test"]')).toHaveCount(2);
  await expect(chart.locator('[data-line="test"]')).toHaveCount(3);
  await playground.press('Options of Accuracy');
  await expect(
    page.getByRole('button', { name: 'learning rate 0.1, mean ± std, n = 3' }).last(),
  ).toBeVisible();
  await playground.choose('Equal but for the seed', 'runs');
  await expect(chart.locator('[data-line="test"]')).toHaveCount(7);
  await playground.choose('Equal but for the seed', 'mean ± std');
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await page.keyboard.press('Escape');

  await playground.press('Groups of runs');
  const dialog = page.getByRole('dialog', { name: 'Groups of runs' });
  // scipy.stats.ttest_ind(…, equal_var=False).confidence_interval(0.95) of the two: 0.000319… to 0.013014….
  await expect(dialog).toContainText(
    'learning rate 0.1 is better than learning rate 0.2 by 0.67 points of test accuracy (95 % interval 0.03 to 1.30, n = 3 and 3): a larger difference than seeds alone make.',
  );
  await expect(dialog.getByRole('row').nth(2)).toContainText('86.27 ± 0.31');
  await expect(dialog.getByRole('row').nth(2)).toContainText('1 diverged');

  // Through the runs by keyboard, the best one first; the one without a figure is last.
  const plot = dialog.getByRole('listbox');
  await plot.focus();
  const said = dialog.getByTestId('parallel-said');
  await expect(said).toHaveText(/^a-2: learning rate 0\.1, seed 2, last 87\.1.%, best 87\.1.%$/);
  await page.keyboard.press('ArrowRight');
  await expect(plot.getByRole('option', { selected: true })).toHaveAccessibleName(/^a-3: /);
  await page.keyboard.press('End');
  await expect(said).toHaveText('b-4: learning rate 0.2, seed 4, diverged');
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save the drawing as SVG' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('runs.svg');

  await page.setViewportSize({ width: 360, height: 640 });
  await expect.poll(() => pixelsBeyond(page)).toBeLessThanOrEqual(0);
  const fits = () => plot.evaluate((at) => at.getBoundingClientRect().right <= innerWidth);
  await expect.poll(fits).toBe(true);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page, '[role=dialog]')).toEqual([]);
});
