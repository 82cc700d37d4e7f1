/**
 * A list of 60 runs: searched, sorted, selected, compared and deleted together, each row drawn only when it changes. How quick a list of
 * 200 is stands in manyRunsScroll.spec.ts.
 */
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, type Playground, test, tiny } from './fixtures.ts';
import { storeRuns } from './manyRuns.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const count = 60;
const rows = (page: Page) => page.getByTestId('run');
const names = (page: Page) => page.getByTestId('run-name').allTextContents();
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });

async function openMany({ page, open }: Pick<Playground, 'page' | 'open'>, query = {}): Promise<void> {
  await open(query);
  await storeRuns(page, count);
  await page.reload();
  await expect(page.getByTestId('run-count')).toHaveText('60 runs');
}
const many = (playground: Playground, query?: Record<string, string>) =>
  openMany({ page: playground.page, open: (q) => playground.open(q) }, query);

test('runs are found by name and network, and stand in the order that is chosen', async ({
  playground,
  page,
}) => {
  await many(playground);
  await expect(rows(page)).toHaveCount(count);
  const search = page.getByRole('textbox', { name: 'Search name, note, network' });
  await search.fill('plain-56 run-1');
  await expect(page.getByTestId('run-count')).toHaveText(/^\d+ of 60 runs$/);
  for (const text of await rows(page).allTextContents()) expect(text).toContain('Plain-56');
  await search.fill('nobody');
  await expect(page.getByText('No run has these words')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(rows(page)).toHaveCount(count);

  const sort = page.getByRole('combobox', { name: 'Sort by' });
  const firstOf = async (n: number) => (await names(page)).slice(0, n);
  await expect.poll(() => firstOf(2)).toEqual(['run-60', 'run-59']);
  await sort.selectOption('Name');
  await expect.poll(() => firstOf(3)).toEqual(['run-1', 'run-2', 'run-3']);
  await sort.selectOption('Best accuracy');
  const rising = async () => {
    const best = (await rows(page).allTextContents()).map((text) => Number(/best ([\d.]+)/.exec(text)?.[1]));
    return best.filter((value, i) => i > 0 && value > (best[i - 1] ?? 0));
  };
  await expect.poll(rising, 'accuracies above the one before').toEqual([]);
  await sort.selectOption('Network');
  await expect(rows(page).first()).toContainText('Plain-8');
  expect(await violations(page, '[data-place="runs"]')).toEqual([]);
});

test('many are selected, drawn, compared and deleted together, and one undo brings all back', async ({
  playground,
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await many(playground);
  await playground.press('Select');
  await box(page, 'run-50').click();
  await box(page, 'run-41').click({ modifiers: ['Shift'] });
  await expect(page.getByText('10 selected')).toBeVisible();
  await box(page, 'run-45').uncheck();
  await expect(page.getByText('9 selected')).toBeVisible();
  expect(await violations(page, '[data-place="runs"]')).toEqual([]);

  await playground.press('Show the curves');
  await playground.press('Done');
  await expect(page.getByRole('button', { name: 'Curves of run-50' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('button', { name: 'Curves of run-45' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );

  // The comparison has as many columns as fit, and others take the place of those that are taken out.
  await playground.press('Compare');
  const dialog = page.getByRole('dialog', { name: 'Compare runs' });
  const columns = dialog.getByRole('columnheader');
  await expect(columns).toHaveCount(1 + 7);
  await expect(dialog).toContainText('first 7 of 9');
  const table = dialog.getByRole('region');
  await expect.poll(() => table.evaluate((at) => at.scrollWidth - at.clientWidth)).toBeLessThanOrEqual(0);
  for (const name of ['run-50', 'run-49', 'run-48'])
    await dialog.getByRole('button', { name: `Take ${name} out` }).click();
  await expect(columns).toHaveCount(1 + 6);
  await dialog.getByRole('combobox', { name: 'Add a run' }).fill('run-12');
  await page.getByRole('option', { name: 'run-12', exact: true }).click();
  await expect(dialog.getByRole('columnheader', { name: 'run-12' })).toBeVisible();
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(playground.button('Compare')).toBeFocused();

  await playground.press('Select');
  await page.getByRole('textbox', { name: 'Search name, note, network' }).fill('plain');
  await playground.press('All');
  await expect(page.getByText('20 selected')).toBeVisible();
  await playground.press('Delete the selected runs');
  await expect(page.getByTestId('run-count')).toHaveText('0 of 40 runs');
  await expect(page.getByTestId('run-deleted')).toContainText('20 runs are deleted.');
  await expect(playground.button('Undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('run-count')).toHaveText('20 of 60 runs');
  await expect(page.getByTestId('toast')).toHaveText('20 runs are back.');
  // Said in the language that is set, and gone after a while.
  await playground.press('中文');
  await expect(page.getByTestId('toast')).toHaveText('已恢复 20 条记录。');
  await expect(page.getByTestId('toast')).toHaveText('', { timeout: 10_000 });
  await page.reload();
  await expect(page.getByTestId('run-count')).toHaveText('60 条');
});

test('a run under way draws its own row again, and no other', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 50 });
  await many(playground, { ...tiny, 'train-images': '64', 'test-images': '16', epochs: '1000' });
  await playground.press('Train');
  await expect(rows(page)).toHaveCount(count + 1);
  await expect(rows(page).first()).toContainText('best', { timeout: 90_000 });
  await page.evaluate(() => {
    const list = document.querySelector('[data-testid="run"]')?.parentElement;
    const changed = new Set<string>();
    Object.assign(globalThis, { changed });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest('[data-testid="run"]');
        changed.add(row?.querySelector('[data-testid="run-name"]')?.textContent ?? 'the list');
      }
    }).observe(list as Node, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const changed = () => page.evaluate(() => [...(globalThis as unknown as { changed: Set<string> }).changed]);
  await expect.poll(changed, { timeout: 60_000 }).not.toEqual([]);
  const steps = await playground.steps();
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(steps + 20);
  expect(await changed()).toEqual([(await names(page))[0]]);
  await playground.press('Stop');
});
