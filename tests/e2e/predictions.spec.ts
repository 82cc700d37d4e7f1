/** The predictions in the dock: what a real run made of real test pictures, from its frame to the pixels of a cell's pictures. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { readySets } from '../../src/data/sets/index.ts';
import { tileColumns } from '../../src/data/sprite.ts';
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

const { classes, imageSize } = readySets.cifar10;
const side = imageSize;

/** The classes that the newest stored frame says, by picture. */
const predictedOf = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const open = indexedDB.open('resnet-playground');
    await new Promise((done) => open.addEventListener('success', done));
    const all = open.result.transaction('frames').objectStore('frames').getAll();
    await new Promise((done) => all.addEventListener('success', done));
    open.result.close();
    const frame = (all.result as { predicted: Uint8Array }[]).at(-1);
    return [...(frame?.predicted ?? [])];
  });

/** The pixels of a test picture as the data set has them, RGB. */
async function pixelsOf(picture: number): Promise<number[]> {
  const left = (picture % tileColumns) * side;
  const top = Math.floor(picture / tileColumns) * side;
  const tile = sharp('public/cifar10/test-00.webp').extract({ left, top, width: side, height: side });
  return [...(await tile.removeAlpha().raw().toBuffer())];
}

/** The pixels of a picture as the page draws it: one of each of its squares, RGB. */
const drawnPixels = (page: Page, picture: number): Promise<number[]> =>
  page.locator(`[data-dock] [data-picture="${picture}"]`).evaluate((button, size) => {
    const frame = button.firstElementChild as HTMLElement;
    const canvas = button.closest('ul')?.parentElement?.querySelector('canvas') as HTMLCanvasElement;
    const [at, base] = [frame, canvas].map((element) => element.getBoundingClientRect()) as [
      DOMRect,
      DOMRect,
    ];
    const scale = canvas.width / base.width;
    const [x, y, square] = [at.x - base.x, at.y - base.y, at.width / size].map((n) => n * scale) as [
      number,
      number,
      number,
    ];
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    return Array.from({ length: size * size }, (_, i) => {
      const column = Math.floor(x + ((i % size) + 0.5) * square);
      const row = Math.floor(y + (Math.floor(i / size) + 0.5) * square);
      return [...context.getImageData(column, row, 1, 1).data.slice(0, 3)];
    }).flat();
  }, side);

test('a mistake of a run stands in its cell of the confusion matrix, and the cell opens its very pictures', async ({
  playground,
  page,
}) => {
  await playground.open({ ...tiny, epochs: '2', 'train-images': '64', 'test-images': '100' });
  await playground.openDock('Predictions');
  const dock = page.locator('[data-dock]');
  await expect(dock.getByTestId('no-predictions')).toContainText('After the first epoch');
  await playground.press('Train');
  await expect(dock.locator('[data-epoch="2"]')).toBeVisible({ timeout: 60_000 });
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });

  const labels = [...readFileSync('public/cifar10/test-labels.bin').subarray(0, 100)];
  const predicted = await predictedOf(page);
  expect(predicted).toHaveLength(100);
  const right = predicted.filter((said, i) => said === labels[i]).length;
  await expect(dock.getByTestId('score')).toContainText(`Epoch 2: ${right} of 100 right`);
  // The same pictures, two of each class.
  await expect(dock.locator('[data-picture]')).toHaveCount(20);

  const planted = predicted.findIndex((said, i) => said !== labels[i]);
  const [label, said] = [labels[planted]!, predicted[planted]!];
  const inCell = predicted.flatMap((other, i) => (other === said && labels[i] === label ? [i] : []));
  await dock.getByText('Classes', { exact: true }).click();
  const cell = dock.locator(`[data-cell="${label} ${said}"] button`);
  await expect(cell).toHaveText(`${inCell.length}`);
  await expect(cell).toHaveAttribute(
    'aria-label',
    new RegExp(`^${classes[label]} taken for ${classes[said]}: ${inCell.length} of `),
  );
  const counts = await dock.locator('[data-cell]').allTextContents();
  expect(counts.reduce((sum, text) => sum + Number(text), 0)).toBe(100);

  // By keyboard: from the cell above, which is a head where the cell is of the first row.
  const above = dock.locator(`[data-place-in="${label * 11 + said + 1}"]`);
  await above.focus();
  await above.press('ArrowDown');
  await expect(cell).toBeFocused();
  await cell.press('Enter');
  const opened = dock.getByTestId('opened');
  await expect(opened.getByRole('heading')).toBeFocused();
  const shown = opened.locator('[data-picture]');
  await expect(shown).toHaveCount(inCell.length);
  const numbers = await shown.evaluateAll((all) =>
    all.map((one) => Number((one as HTMLElement).dataset.picture)),
  );
  expect(numbers.toSorted((a, b) => a - b)).toEqual(inCell);
  await expect.poll(() => drawnPixels(page, planted)).toEqual(await pixelsOf(planted));
  expect(await violations(page, '[data-dock]')).toEqual([]);

  // One goes into the network.
  await opened.locator(`[data-picture="${planted}"]`).click();
  await expect(opened.locator(`[data-picture="${planted}"]`)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(opened).toHaveCount(0);
  await expect(cell).toBeFocused();

  await dock.getByText('Worst mistakes', { exact: true }).click();
  await expect(dock.locator('[data-picture]')).toHaveCount(Math.min(60, 100 - right));
  await dock.getByText('Changed', { exact: true }).click();
  await expect(dock.getByRole('heading', { name: /^Wrong → right: \d+$/ })).toBeVisible();
  expect(await violations(page, '[data-dock]')).toEqual([]);

  // The run of an earlier visit has its frames yet.
  await page.reload();
  await playground.openDock('Predictions');
  await expect(dock.getByTestId('score')).toContainText(`Epoch 2: ${right} of 100 right`);
});
