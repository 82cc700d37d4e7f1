/** The network that comes with the page: alive before any training, named as what it is, and gone with the first step of a run. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test, tiny } from './fixtures.ts';

const networks = /\/networks\/([\w.-]+)$/;

/** Serves the network in `public/networks`, which the site of the tests keeps to itself. @returns what was asked for. */
async function withNetwork(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.context().route(networks, (route) => {
    const name = networks.exec(new URL(route.request().url()).pathname)?.[1] ?? '';
    asked.push(name);
    return route.fulfill({ path: join('public', 'networks', name) });
  });
  return asked;
}

test('answers before any training, with predictions, maps and probes, and is traded for the first step of a run', async ({
  playground,
  page,
}) => {
  const asked = await withNetwork(page);
  await playground.open();
  const whose = page.getByTestId('whose');
  await expect(whose).toContainText('A trained ResNet-20 answers here, 84', { timeout: 60_000 });
  expect(asked).toEqual(['manifest.json', 'resnet20-cifar10.safetensors']);

  await playground.press('How it was trained');
  const story = page.getByRole('dialog', { name: 'How it was trained' });
  await expect(story.getByRole('row')).toHaveCount(6);
  await expect(story).toContainText('npx resnet train --model resnet20 --learning-rate 0.2 --epochs 5');
  expect(await violations(page, '[data-testid="diagram"]')).toEqual([]);
  await page.keyboard.press('Escape');

  await playground.openDock('Predictions');
  const dock = page.locator('[data-dock]');
  await expect(dock.getByTestId('score')).toContainText('Epoch 5: 8,358 of 10,000 right');
  await expect(dock).toContainText('A trained ResNet-20');
  expect(await violations(page, '[data-dock]')).toEqual([]);
  await playground.openDock('Blocks');
  // Stem, nine blocks and the whole network, and their heads.
  await expect(dock.getByRole('row')).toHaveCount(12);
  await expect(dock.getByRole('row', { name: /^layer3\.2 / })).toContainText('83.9');
  await playground.closeDock();
  await page.getByText('Maps', { exact: true }).click();
  await expect(page.locator('[data-testid="diagram"] canvas').first()).toBeVisible({ timeout: 60_000 });

  // A run takes its place; without a connection to its files, as the browser has kept them.
  await page.context().route(networks, (route) => route.abort());
  await playground.open({ ...tiny, 'train-images': '64', 'test-images': '32' });
  await playground.openDock('Predictions');
  await expect(dock.getByTestId('score')).toContainText('Epoch 5: 8,358', { timeout: 60_000 });
  await expect(whose).toContainText('A trained ResNet-20', { timeout: 60_000 });
  await playground.press('Train');
  await expect(dock.getByTestId('score')).toContainText(' of 32 right', { timeout: 90_000 });
  await expect(whose).toHaveCount(0);
  await expect(dock.getByRole('button', { name: 'How it was trained' })).toHaveCount(0);

  // It knows nothing of a person's own pictures, but a run that learns them may begin with it.
  await playground.open({ dataset: 'own-32-3-120-30-9f86d081884c7d65' });
  await expect(page.getByRole('button', { name: 'Start from the trained ResNet-20' })).toBeVisible({
    timeout: 60_000,
  });
  await expect(whose).toHaveCount(0);
});

test('is loaded for who saves data only when asked, and fits a phone', async ({ playground, page }) => {
  const asked = await withNetwork(page);
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  );
  await page.setViewportSize({ width: 360, height: 640 });
  await playground.open();
  await expect(playground.device).not.toHaveAttribute('data-kind', 'unknown');
  await page.getByRole('tab', { name: 'See', exact: true }).click();
  const load = page.getByRole('button', { name: /^Load a trained network to ask/ });
  await expect(load).toBeVisible();
  expect(asked).toEqual([]);
  await load.click();
  await expect(page.getByTestId('score')).toContainText('8,358 of 10,000 right', { timeout: 60_000 });
  expect(asked).toContain('resnet20-cifar10-frame.safetensors');
  await expect.poll(() => pixelsBeyond(page)).toBe(0);
  await playground.press('How it was trained');
  await expect(page.getByRole('dialog', { name: 'How it was trained' }).getByRole('row')).toHaveCount(6);
  expect(await pixelsBeyond(page)).toBe(0);
  expect(await violations(page)).toEqual([]);

  // A set of which nothing but its long name is known.
  await page.setViewportSize({ width: 360, height: 640 });
  await playground.open({ dataset: 'own-32-3-120-30-9f86d081884c7d65' });
  await expect(page.getByTitle('own-32-3-120-30-9f86d081884c7d65', { exact: true })).toBeVisible();
  expect(await pixelsBeyond(page)).toBe(0);
});
