/** Several runs: six real ones of two lists, with a reload in the middle, to their end. */
import type { Page } from '@playwright/test';
import { meanAndStd } from '../../src/training/groups.ts';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test, tiny } from './fixtures.ts';

const query = {
  ...tiny,
  stem: 'imagenet',
  'batch-size': '16',
  'train-images': '32',
  'test-images': '16',
  epochs: '2',
};

interface Stored {
  readonly id: string;
  readonly config: { readonly seed: number; readonly learningRate: number };
  readonly epochs: readonly { readonly testAccuracy: number }[];
  readonly end?: { readonly outcome: string };
}

/** The records as they lie in the database. */
const records = (page: Page): Promise<Stored[]> =>
  page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const open = indexedDB.open('resnet-playground');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const all = open.result.transaction('runs').objectStore('runs').getAll();
          all.onerror = () => reject(all.error);
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result as Stored[]);
          };
        };
      }),
  );

/** `numpy.mean(x)` and `numpy.std(x, ddof=1)`, written out. */
function numpy(x: readonly number[]): { mean: number; std: number } {
  let sum = 0;
  for (const value of x) sum += value;
  const mean = sum / x.length;
  let squares = 0;
  for (const value of x) squares += (value - mean) * (value - mean);
  return { mean, std: Math.sqrt(squares / (x.length - 1)) };
}

test('six runs of two lists train one after the other, through a reload, to their end', async ({
  playground,
  page,
}) => {
  test.setTimeout(240_000);
  // A page that trains asks before it is left.
  page.on('dialog', (dialog) => void dialog.accept());
  await playground.open(query);
  await playground.press('Several runs');
  const dialog = page.getByRole('dialog', { name: 'Several runs' });
  const preview = dialog.getByTestId('sweep-preview');
  await expect(preview).toHaveText(/^3 runs, ≈ .+ on this device$/);
  await dialog.getByRole('button', { name: 'Vary another setting' }).click();
  await dialog.getByRole('combobox', { name: 'Setting 2' }).selectOption('Learning rate');
  const rates = dialog.getByRole('textbox', { name: 'Values of Learning rate' });
  await rates.fill('0.1, fast');
  await expect(rates).toHaveAccessibleDescription(/Learning rate must be a number .+ but it is "fast"/);
  await expect(dialog.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await rates.fill('0.05…0.1:2');
  await expect(preview).toHaveText(/^3 × 2 = 6 runs, /);
  await rates.press('Enter');
  await expect(dialog).toHaveCount(0);

  const queue = page.getByRole('region', { name: 'Queue' });
  const bar = queue.getByRole('progressbar', { name: 'Queue' });
  await queue.getByRole('button', { name: 'Runs of the queue' }).click();
  const entries = queue.getByRole('listitem');
  await expect(entries).toHaveCount(6);
  // The last of the first rate's seeds comes after the second rate's first.
  await queue.getByRole('button', { name: 'Move Learning rate 0.05 · Seed 3 down' }).press('Enter');
  await expect(entries.nth(3)).toContainText('Learning rate 0.05 · Seed 3');
  await expect(queue.getByRole('status')).toHaveText(/^Run 3 trains: /, { timeout: 60_000 });
  expect(await violations(page, '[data-testid=queue]')).toEqual([]);
  const before = await records(page);
  await page.reload();

  // It goes on by itself.
  await expect(queue.getByRole('status')).toHaveText('All runs are over.', { timeout: 150_000 });
  await expect(bar).toHaveAttribute('aria-valuenow', '100');
  await expect(bar).toHaveAttribute('aria-valuetext', '6 of 6 runs over');
  // What is set is as it was, whatever the runs had.
  expect(new URL(page.url()).searchParams.get('seed')).toBeNull();

  await expect.poll(async () => (await records(page)).filter(({ end }) => end).length).toBe(6);
  const after = await records(page);
  expect(after.map(({ end, epochs }) => `${end?.outcome} ${epochs.length}`)).toEqual(
    Array.from({ length: 6 }, () => 'finished 2'),
  );
  // What was earned before is there, and nothing was begun twice.
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  for (const rate of [0.05, 0.1]) {
    const group = after.filter(({ config }) => config.learningRate === rate);
    expect(group.map(({ config }) => config.seed).sort()).toEqual([1, 2, 3]);
    const accuracies = group.map(({ epochs }) => epochs[1]?.testAccuracy ?? Number.NaN);
    const { n, mean, std } = meanAndStd(accuracies);
    const expected = numpy(accuracies);
    expect(n).toBe(3);
    expect(mean).toBeCloseTo(expected.mean, 12);
    expect(std).toBeCloseTo(expected.std, 12);
  }
  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByRole('tab', { name: 'Runs', exact: true }).first().click();
  await expect(queue).toBeVisible();
  expect(await pixelsBeyond(page)).toBeLessThanOrEqual(0);
});
