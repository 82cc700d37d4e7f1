/** One slider moves all views of a run's frames through its epochs; the projection turns, is steered by hand, and leaves the page as a file. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { readySets } from '../../src/data/sets/index.ts';
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test, tiny } from './fixtures.ts';

const { classes } = readySets.cifar10;
const pictures = 100;

test('the epochs of a run are gone through in all views, and the projection is turned, steered and saved', async ({
  playground,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await playground.open({ ...tiny, epochs: '3', 'train-images': '32', 'test-images': String(pictures) });
  await playground.openDock('Projection');
  const dock = page.locator('[data-dock]');
  await expect(dock.getByTestId('no-projection')).toContainText('After the first epoch');
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await expect(dock.locator('[data-epoch="3"]')).toBeVisible();

  // The slider, by keyboard: it moves this view and the others, and says that the past is shown.
  const slider = dock.getByRole('slider', { name: 'Epoch that is shown' });
  const follow = dock.getByRole('button', { name: 'Follow', exact: true });
  const drawing = dock.getByTestId('projection');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Epoch 3 of 3');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await slider.focus();
  await slider.press('Home');
  await expect(dock.getByText('Epoch 1; the run is at 3')).toBeVisible();
  await expect(drawing).toHaveAttribute(
    'aria-label',
    new RegExp(`^Epoch 1: \\d+ of ${pictures} pictures right`),
  );
  await playground.openDock('Predictions');
  await expect(dock.getByTestId('score')).toContainText('Epoch 1:');
  await playground.openDock('Projection');

  // Where nothing is to move by itself, it stands still and epochs go on by steps.
  const cat = dock.getByRole('button', { name: /^Axis of cat/ });
  const placeOf = async () => (await cat.boundingBox())!;
  await expect(dock.getByRole('button', { name: 'Turn', exact: true })).toBeVisible();
  const before = await placeOf();
  await dock.getByRole('button', { name: 'Next epoch' }).click();
  await expect(drawing).toHaveAttribute('aria-label', /^Epoch 2:/);
  expect(await placeOf()).toEqual(before);
  expect(await violations(page, '[data-dock]')).toEqual([]);

  // An axis goes where it is dragged, and by keyboard.
  const grip = [before.x + before.width / 2, before.y + before.height / 2] as const;
  await page.mouse.move(...grip);
  await page.mouse.down();
  await page.mouse.move(grip[0] - 12, grip[1] + 30, { steps: 4 });
  await expect.poll(async () => Math.round((await placeOf()).y - before.y)).toBeGreaterThan(15);
  await page.mouse.up();
  const dragged = await placeOf();
  await cat.press('ArrowRight');
  await expect.poll(async () => (await placeOf()).x).toBeGreaterThan(dragged.x + 1);

  // A picture by keyboard, into the network.
  await dock.getByRole('button', { name: 'Next picture' }).click();
  const labels = readFileSync('public/cifar10/test-labels.bin');
  await expect(dock.getByText('test picture 0')).toBeVisible();
  await expect(dock.locator('b', { hasText: new RegExp(`^${classes[labels[0]!]}$`) })).toBeVisible();
  await dock.getByRole('button', { name: 'Into the network' }).click();
  await expect(dock.getByRole('button', { name: 'In the network' })).toHaveAttribute('aria-pressed', 'true');

  // It turns when it is asked to, and the film of the run plays to its end.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect(dock.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  const still = await placeOf();
  await expect.poll(async () => Math.abs((await placeOf()).x - still.x)).toBeGreaterThan(2);
  await slider.press('Home');
  await dock.getByRole('button', { name: 'Play the epochs' }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', 'Epoch 3 of 3', { timeout: 10_000 });
  await expect(dock.getByRole('button', { name: 'Play the epochs' })).toBeVisible();
  await expect(follow).toHaveAttribute('aria-pressed', 'true');

  const saved = async (button: string) => {
    const download = page.waitForEvent('download');
    await dock.getByRole('button', { name: button }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const svg = await saved('Save as SVG');
  expect(svg.name).toMatch(/-projection-epoch3\.svg$/);
  expect(svg.bytes.toString().match(/<circle /g)).toHaveLength(pictures);
  const film = await saved('Film (GIF)');
  expect(film.name).toMatch(/-projection\.gif$/);
  const { pages, width } = await sharp(film.bytes, { animated: true }).metadata();
  expect([pages, width]).toEqual([44, 480]);
  const [first, last] = await Promise.all([0, 43].map((one) => sharp(film.bytes, { page: one }).stats()));
  // On white, with dots in many colours, and not the same from the first to the last.
  for (const stats of [first!, last!])
    for (const { min, mean } of stats.channels.slice(0, 3))
      expect([min < 120, mean > 200]).toEqual([true, true]);
  expect(first!.channels[0]!.mean).not.toBe(last!.channels[0]!.mean);

  // Axes may lie over one another on the way; here they are apart.
  await dock.getByRole('button', { name: 'Spread the axes evenly' }).click();
  await page.setViewportSize({ width: 360, height: 640 });
  await expect(drawing).toBeVisible();
  await expect(dock.getByRole('button', { name: 'Turn', exact: true })).toBeVisible();
  expect(await pixelsBeyond(page)).toBe(0);
  expect(await violations(page, '[data-dock]')).toEqual([]);
});
