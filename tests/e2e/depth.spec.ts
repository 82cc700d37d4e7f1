/** The network grows while it trains: by a + in its picture, without a jump of the curve, and back again. */
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, type Playground, test, tiny } from './fixtures.ts';

/** Eight steps an epoch: none of those below ends one. */
const small = { ...tiny, blocks: '1,1', epochs: '50', 'train-images': '128', 'test-images': '64' };
const grownAt = 3;

/** Training losses of the newest run as the browser stores them, by step. */
const losses = (page: Page): Promise<Record<number, number>> =>
  page.evaluate(async () => {
    const open = indexedDB.open('resnet-playground');
    await new Promise((done) => open.addEventListener('success', done));
    const all = open.result.transaction('runs').objectStore('runs').getAll();
    await new Promise((done) => all.addEventListener('success', done));
    open.result.close();
    const runs = all.result as {
      startedAt: number;
      series: { points: { step: number; trainLoss: number }[] };
    }[];
    const [newest] = runs.sort((a, b) => b.startedAt - a.startedAt);
    return Object.fromEntries(newest?.series.points.map(({ step, trainLoss }) => [step, trainLoss]) ?? []);
  });

/** Takes single steps until so many are done. */
async function stepTo(playground: Playground, step: number): Promise<void> {
  while ((await playground.steps()) < step) {
    const before = await playground.steps();
    await playground.press('Step');
    await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(before);
  }
}

async function startPaused(playground: Playground): Promise<void> {
  await playground.press('Train');
  await playground.press('Pause');
  await expect(playground.button('Step')).toBeVisible({ timeout: 60_000 });
}

/** Ends the run, which is then stored whole. */
async function stopped(playground: Playground, page: Page): Promise<Record<number, number>> {
  await playground.press('Stop');
  await expect(playground.status).toHaveText('Stopped', { timeout: 60_000 });
  await expect.poll(async () => (await losses(page))[grownAt + 2]).toBeDefined();
  return losses(page);
}

test('a training network grows in its picture, its curve goes on without a jump, and it can go back', async ({
  playground,
  page,
}) => {
  test.slow();
  await playground.open(small);
  await startPaused(playground);
  await stepTo(playground, grownAt + 2);
  const ungrown = await stopped(playground, page);

  await playground.open(small);
  await startPaused(playground);
  await stepTo(playground, grownAt);
  await expect(page.locator('[data-id="layer2.1"]')).toHaveCount(0);
  await page.getByTestId('diagram').hover();
  await playground.press('Add a block to layer2, as number 2');
  const note = page.getByTestId('depth-note');
  await expect(note).toContainText(`1·1 became 1·2 blocks after step ${grownAt}`, { timeout: 60_000 });
  await expect(page.locator('[data-id="layer2.1"]')).toHaveCount(1);
  await expect(page).toHaveURL(/blocks=1(,|%2C)2/);
  expect(await violations(page, '[data-testid="diagram"]')).toEqual([]);
  await stepTo(playground, grownAt + 1);

  // And back again, where another step would have come to be.
  await playground.press('Undo');
  await expect(page.locator('[data-id="layer2.1"]')).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => playground.steps()).toBe(grownAt);
  await expect(note).toHaveCount(0);

  // A + that is pulled to the right stands for as many as that is far.
  await page.getByTestId('diagram').hover();
  const plus = await page.getByRole('button', { name: 'Add a block to layer2, as number 2' }).boundingBox();
  await page.mouse.move(plus!.x + 12, plus!.y + 12);
  await page.mouse.down();
  await page.mouse.move(plus!.x + 32, plus!.y + 12, { steps: 3 });
  await page.mouse.up();
  await expect(page.locator('[data-id="layer2.1"]')).toHaveCount(1, { timeout: 60_000 });
  await stepTo(playground, grownAt + 2);
  await expect(page.locator('figure[data-chart]').first()).toContainText('1,2');
  // A block that is dragged out of its stage goes.
  await page.locator('[data-id="layer2.1"]').hover();
  await page.mouse.down();
  await page.mouse.move(5, 5, { steps: 6 });
  await expect(page.getByTestId('dragged-block')).toHaveAttribute('data-out', 'true');
  await page.mouse.up();
  await expect(page.locator('[data-id="layer2.1"]')).toHaveCount(0, { timeout: 60_000 });
  const grown = await stopped(playground, page);
  // The new block is the identity: the step after it has the loss that it would have had. From there on it learns.
  const [same, next] = [grownAt + 1, grownAt + 2];
  expect(Math.abs(grown[same]! / ungrown[same]! - 1)).toBeLessThan(1e-5);
  expect(Math.abs(grown[next]! / ungrown[next]! - 1)).toBeLessThan(0.1);
});
