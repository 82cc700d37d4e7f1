/** A lesson on the page: an assignment that an edited address does not get around, a hand-in, and its check beside a forged one. */
import { readFile } from 'node:fs/promises';
import { runKey } from '../../src/formats/checkpointFile.ts';
import { type HandIn, handInFile, handInKey } from '../../src/formats/handIn.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

/** The same run with another last accuracy, both sums right. */
async function forgery(honest: Uint8Array): Promise<Buffer> {
  const { tensors, metadata } = readSafetensors(honest);
  const run = JSON.parse(metadata[runKey] ?? '') as { epochs: { testAccuracy: number[] } };
  const { format: _, ...told } = JSON.parse(metadata[handInKey] ?? '') as HandIn & { format: number };
  const claimed = told.claim.testAccuracy > 0.5 ? 0 : 1;
  run.epochs.testAccuracy[run.epochs.testAccuracy.length - 1] = claimed;
  const claim = { ...told.claim, testAccuracy: claimed };
  const bytes = writeSafetensors({ tensors, metadata: { ...metadata, [runKey]: JSON.stringify(run) } });
  return Buffer.from(await handInFile(bytes, { ...told, name: 'Bob', claim }));
}

test('an assignment holds, and of two hand-ins the forged one is found', async ({ playground, page }) => {
  const lock = `free*width_fixed_${tiny.width}*seed_hidden_3*learning-rate_free_0.01_0.5`;
  await playground.open({
    ...tiny,
    'train-images': '64',
    'test-images': '16',
    width: '32',
    seed: '9',
    lock,
    task: 'Train it.',
  });
  await expect(page.getByTestId('not-allowed')).toContainText('these are as the assignment says: Width.');
  await expect(page.getByTestId('assignment')).toContainText('Train it.');
  expect(new URL(page.url()).searchParams.get('width')).toBe(tiny.width);
  expect(new URL(page.url()).searchParams.get('seed')).toBe('3');
  await page.getByTestId('not-allowed').getByRole('button').click();
  await playground.openSettings();
  await expect(page.getByLabel('Width', { exact: true })).toBeDisabled();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveCount(0);
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');

  await playground.press('Train');
  await expect(page.getByTestId('end-card')).toBeVisible({ timeout: 200_000 });
  await page.getByTestId('assignment').getByRole('button', { name: 'Hand in' }).click();
  const handIn = page.getByRole('dialog', { name: 'Hand in a run' });
  await handIn.getByLabel('Your name').fill('Ada');
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = await (await download).path();
  expect((await download).suggestedFilename()).toBe('Ada-hand-in.safetensors');
  await page.keyboard.press('Escape');

  await playground.press('Share and classroom');
  await page.getByRole('button', { name: 'Check hand-ins' }).click();
  const check = page.getByRole('dialog', { name: 'Check hand-ins' });
  const buffer = await readFile(file);
  const mimeType = 'application/octet-stream';
  await check
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name: 'ada.safetensors', mimeType, buffer },
      { name: 'bob.safetensors', mimeType, buffer: await forgery(buffer) },
      { name: 'notes.txt', mimeType, buffer: Buffer.from('Dear teacher') },
    ]);
  const rows = check.getByTestId('hand-in');
  await expect(rows).toHaveCount(3);
  await check.getByRole('button', { name: 'Evaluate the claims' }).click();
  await expect(rows.nth(0)).toContainText('Holds', { timeout: 200_000 });
  await expect(rows.nth(1)).toContainText('The claim does not hold', { timeout: 200_000 });
  await expect(rows.nth(2)).toContainText('No hand-in');
  await check.getByRole('button', { name: 'Ada' }).press('Enter');
  await expect(check.getByRole('button', { name: 'Ada' })).toHaveAttribute('aria-pressed', 'true');
  await expect(check.getByRole('img', { name: 'Test accuracy by epoch of 2 hand-ins' })).toBeVisible();
  expect(await violations(page, '[role="dialog"]')).toEqual([]);

  // Pictures of the teacher's own are a name to whoever opens the link: it says which are needed, and no run begins without them.
  const dataset = 'own-32-3-120-30-9f86d081884c7d65';
  await playground.open({
    ...tiny,
    dataset,
    lock: `fixed*blocks_free*dataset_fixed_${dataset}`,
    task: 'Tell them apart.',
  });
  const needed = '3 classes, 120 training and 30 test pictures of 32×32 pixels';
  await expect(page.getByTestId('assignment')).toContainText(needed);
  expect(await violations(page, '[data-testid="assignment"]')).toEqual([]);
  await playground.press('Train');
  await expect(page.getByTestId('toast')).toContainText('Not started. The pictures are not in this browser');
  await expect(page.getByTestId('toast')).toContainText(needed);
  await page.getByTestId('assignment').getByRole('button', { name: 'Add them' }).click();
  await expect(page.getByRole('dialog', { name: 'Data set' })).toBeVisible();
  await expect(page.getByTestId('toast')).toBeEmpty();
});

test('inside another page there are only the parts that it asks for, and it is told how high they are', async ({
  playground,
  page,
}) => {
  const frame = new URL('frame.html', playground.address).href;
  const body = `<script>addEventListener('message', ({ data }) => { document.title = JSON.stringify(data); });</script>
    <iframe title="The playground" width="320" height="900" src="./?embed=1&show=diagram,curves&blocks=1,1"></iframe>`;
  await page.route(frame, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(frame);
  const inside = page.frameLocator('iframe');
  await expect(inside.getByTestId('embed').locator('[data-part]')).toHaveCount(2);
  await expect(inside.getByTestId('header')).toHaveCount(0);
  await expect(inside.getByRole('button', { name: 'Train', exact: true })).toHaveCount(0);
  await expect(page).toHaveTitle(
    /^\{"type":"resnet-playground-size","height":[4-9]\d\d\}$|"height":1\d{3}\}$/,
  );
  const full = inside.getByRole('link', { name: 'Open the whole page' });
  await expect(full).toHaveAttribute('href', /\?blocks=1,1$/);
  const wide = await inside.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(wide).toBe(0);
});
