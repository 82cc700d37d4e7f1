/**
 * Data sets of somebody's own pictures, as a person makes them: real folders and archives are dropped on the page, one after the other. What is understood of files is held to its details in
 * tests/data/own; here the page says it, mends and makes it, and answers meanwhile.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test } from './fixtures.ts';
import { type Case, hostile, layouts, oddPictures } from './ownDataCases.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Data set' });

/** Writes a tree into a folder of its own. @returns what lies at the top of it. */
async function written(name: string, tree: Awaited<ReturnType<Case['make']>>): Promise<string[]> {
  const root = test.info().outputPath(name);
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return readdirSync(root).map((entry) => join(root, entry));
}

/** Drops files and folders as a person does: the browser hands their entries over itself. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') =>
    session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  const zone = page.getByText('Drop a picture here');
  // A drop counts once the browser has the page's answer that it takes what is held above it; one that comes before ends the drag.
  await expect(async () => {
    await send('dragEnter');
    await expect(zone).toBeVisible();
    await send('dragOver');
    await page.waitForTimeout(50);
    await send('drop');
    await expect(zone)
      .toBeHidden({ timeout: 1000 })
      .catch(async (late) => {
        await send('dragCancel');
        throw late;
      });
  }).toPass();
  await session.detach();
}

test.beforeEach(async ({ page, playground }) => {
  await useScriptedWorker(page, { recorded: 20 });
  await playground.open();
});

test('every layout is understood, and what is broken or made to do harm is refused in a sentence, while the page answers', async ({
  page,
  playground,
}) => {
  const dialog = dialogOf(page);
  for (const { name, make, says } of [...layouts, ...hostile]) {
    await drop(page, await written(name, await make()));
    if (name === '100,000 entries') {
      // Meanwhile.
      await page.keyboard.press('Escape');
      await playground.choose('Residual connections', 'Plain');
      await expect(playground.choice('Residual connections', 'Plain')).toBeChecked();
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('combobox', { name: 'Search' }).fill('own data set');
      await page.keyboard.press('Enter');
    }
    await expect(dialog.getByText(says), name).toBeVisible({ timeout: 60_000 });
    await dialog
      .getByRole('button', { name: 'Choose other files' })
      .or(dialog.getByRole('button', { name: 'Choose a folder' }))
      .first()
      .waitFor();
  }
});

test('a folder is looked at, mended, made, kept through a reload, used, saved and deleted', async ({
  page,
  playground,
}) => {
  const dialog = dialogOf(page);
  const [folder = ''] = await written('mended', await oddPictures());
  await drop(page, [folder]);
  await expect(dialog.getByRole('status')).toContainText('16 pictures of 3 classes');
  await expect(dialog.getByText('1 class has no picture to test on ("fox").')).toBeVisible();
  await expect(dialog.locator('canvas')).toHaveCount(3);

  // Another name, one that is taken, two that become one, and the way back.
  const name = (called: string) => dialog.getByRole('textbox', { name: `Name of the class “${called}”` });
  await name('cat').fill('dog');
  await expect(dialog.getByText('Another class is called “dog”')).toBeVisible();
  await name('cat').fill('猫');
  await name('cat').press('Enter');
  await expect(name('猫')).toBeVisible();
  await dialog.getByRole('button', { name: 'Merge “fox” with another class' }).click();
  await dialog.getByRole('combobox', { name: /takes in the pictures of “fox”/ }).selectOption('dog');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('16 pictures of 2 classes');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('switch', { name: 'Take “fox” in' }).press('Space');
  await expect(dialog.getByRole('status')).toContainText('15 pictures of 2 classes');
  await dialog.getByText('64×64').click();
  await dialog.getByText('Whole picture').click();
  expect(await violations(page, '[role="dialog"]')).toEqual([]);

  await dialog.getByRole('textbox', { name: 'Name of the data set' }).fill('Pets');
  await dialog.getByRole('button', { name: 'Make the data set' }).click();
  await expect(dialog.getByText('“Pets” is ready.')).toBeVisible();
  // What the browser decoded: 1×1, CMYK and 16 bits are in; what claims 400 megapixels and what is cut short are not.
  await expect(
    dialog.getByText('1 picture has too many pixels to be decoded and is left out ("odd/cat/large.png").'),
  ).toBeVisible();
  await expect(
    dialog.getByText('1 picture is damaged or cut short and left out ("odd/dog/cut.jpg").'),
  ).toBeVisible();
  await expect(dialog.getByTestId('data-train')).toHaveText('11');
  await expect(dialog.getByTestId('data-test')).toHaveText('2');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog).toHaveCount(0);

  await page.reload();
  await playground.openSettings();
  await expect(
    playground.settings.getByRole('combobox', { name: 'Data set' }).locator('option:checked'),
  ).toHaveText('Pets');
  await playground.settings.getByRole('button', { name: 'Your own pictures…' }).click();
  await expect(dialog.getByText(/^2 classes · 11 \+ 2 pictures · 64×64/)).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save “Pets” as a zip' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('Pets.zip');
  const zip = readFileSync(await saved.path());
  const names = Object.keys(unzipSync(zip));
  expect(names.filter((path) => path.startsWith('train/'))).toHaveLength(11);
  expect(names.filter((path) => path.includes('猫'))).not.toEqual([]);
  await dialog.getByRole('button', { name: 'Delete “Pets”' }).click();
  await expect(dialog.getByText(/Runs that were trained on them keep their curves/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Use “Pets”' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await playground.openSettings();
  await expect(
    playground.settings.getByRole('combobox', { name: 'Data set' }).locator('option:checked'),
  ).toHaveText('CIFAR-10');
  expect(await pixelsBeyond(page)).toBe(0);
});
