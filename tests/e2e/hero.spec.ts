/** The hero: a picture goes in and an answer comes out, the running network stays in view, and its twin stands below it. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { violations } from './axe.ts';
import { expect, type Playground, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const small = { ...tiny, blocks: '2,1', 'train-images': '64', 'test-images': '64' };
const cards = (page: Page) => page.locator('[data-testid="diagram"] [data-card]');
const heat = (page: Page) => page.locator('[data-testid="card-heat"] rect');

/** The file of the drawing has what lies over it: the maps to the pixel, and the picture that goes in, the airplane. */
async function savesMaps(page: Page, layer: Locator): Promise<void> {
  await page.getByRole('button', { name: 'How the network is drawn', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as SVG' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const images = [...text.matchAll(/<image [^>]*href="data:image\/png;base64,([^"]+)"/g)];
  const [first, second] = await Promise.all(
    images.map(([, data = '']) =>
      sharp(Buffer.from(data, 'base64')).raw().toBuffer({ resolveWithObject: true }),
    ),
  );
  expect(images).toHaveLength(2);
  expect(images.map(([, data]) => `data:image/png;base64,${data}`)).toContain(
    await layer.evaluate((element: HTMLCanvasElement) => element.toDataURL()),
  );
  const picture = first!.info.width === 32 ? first! : second!;
  const row = await sharp('public/cifar10/samples.webp')
    .extract({ left: 6 * 32, top: 0, width: 32, height: 32 })
    .ensureAlpha()
    .raw()
    .toBuffer();
  expect([...picture.data]).toEqual([...row]);
  expect(text).toMatch(/Feature maps after step \d+: of every block/);
  await page.keyboard.press('Escape');
}

/** A feature map in every block of the network that was trained, and all of them inside of one. */
async function seesMaps(playground: Playground, page: Page): Promise<void> {
  await playground.choose('Colours', 'Maps');
  const layer = page.getByTestId('maps-layer');
  await expect(layer).toHaveAttribute('data-maps', '4', { timeout: 30_000 });
  /** Colours on a canvas. */
  const coloursOf = (canvas: Locator) =>
    canvas.evaluate((element: HTMLCanvasElement) => {
      const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
  await expect.poll(() => coloursOf(layer)).toBeGreaterThan(10);
  await savesMaps(page, layer);
  await page.locator('[data-id="layer2.0"]').click();
  const sides = page.getByTestId('map-sides');
  await expect(sides.locator('canvas')).toHaveCount(4, { timeout: 30_000 });
  await expect(page.getByTestId('adds')).toHaveText(/‖F\(x\)‖ is [\d.]+ times ‖W·x‖/);
  expect(await coloursOf(page.getByTestId('map-channels').locator('canvas'))).toBeGreaterThan(10);
  // By keyboard: a pixel of a map frames what it can see of the picture.
  await sides.press('Control+End');
  await expect(page.getByTestId('field-text')).toHaveText(/^Row 16, column 16 can see 17×17 pixels at most/);
  const frame = await page.getByTestId('receptive-field').boundingBox();
  const whole = await page.getByTestId('map-picture').boundingBox();
  expect(frame!.width / whole!.width).toBeCloseTo(10 / 32, 1);
  await page.getByLabel('Grad-CAM, Class').selectOption('ship');
  await expect(page.getByTestId('cam-note')).toHaveText(
    /^(16×16 cells, each for 2×2 pixels|In this block nothing)/,
  );
  expect(await violations(page, '[data-testid="block-maps"]')).toEqual([]);
  await page.locator('[data-id="stem"]').click();
  await expect(page.getByTestId('stem-filters').locator('canvas')).toHaveCount(4, { timeout: 30_000 });
  await playground.closeDock();
  await playground.choose('Colours', 'Gradient');
}

test('a picture goes in, a click changes it, an answer comes out, and colours are those of the size that was measured', async ({
  playground,
  page,
}) => {
  await playground.open(small);
  const picture = page.getByTestId('picture');
  const answers = page.getByTestId('answers').getByRole('listitem');
  await expect(picture).toHaveAttribute('aria-label', /^Test picture: cat\./);
  await expect(answers).toHaveCount(10);
  await expect(page.getByTestId('answers')).not.toContainText('%');
  await picture.click();
  await expect(picture).toHaveAttribute('aria-label', /^Test picture: ship\./);
  await picture.press('ArrowLeft');
  await expect(picture).toHaveAttribute('aria-label', /^Test picture: cat\./);
  const right = page.getByRole('img', { name: 'right answer' });
  await expect(answers.filter({ has: right })).toContainText('cat');

  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  const shares = (await answers.allTextContents()).map((text) => Number(/(\d+)\s%/.exec(text)?.[1]));
  const sum = shares.reduce((a, b) => a + b, 0);
  expect(sum).toBeGreaterThan(94);
  expect(sum).toBeLessThan(106);
  // Every sample has a verdict, and a click puts it in.
  const samples = page.getByTestId('samples').getByRole('button');
  await expect(samples).toHaveCount(20);
  for (const name of await samples.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))))
    expect(name).toMatch(/^[a-z]+, (recognised|taken for: [a-z]+)$/);
  await samples.nth(6).click();
  await expect(picture).toHaveAttribute('aria-label', /^Test picture: airplane\./);
  await expect(samples.nth(6)).toHaveAttribute('aria-pressed', 'true');

  await seesMaps(playground, page);

  // Colours measured at 32 pixels are not shown at 224.
  await expect(heat(page)).toHaveCount(5);
  await playground.press('How the network is drawn');
  await playground.choose('Input size', '224×224');
  await expect(heat(page)).toHaveCount(0);
  await expect(page.getByTestId('heat-step')).toHaveText('Measured at 32×32: no colours at 224×224.');
  await playground.choose('Order of axes', 'NCHW');
  await expect(page.getByTestId('diagram')).toContainText('4×224×224');
  await playground.choose('Input size', '32×32');
  await page.keyboard.press('Escape');

  // The answers are of the network that was trained.
  await playground.press('More: Blocks in layer2');
  await expect(page.getByTestId('answers')).not.toContainText('%');
  // The order of axes is remembered.
  await page.reload();
  await expect(page.getByTestId('diagram')).toContainText('4×32×32');
});

test('a picture stays where motion is not wanted', async ({ playground, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.clock.install();
  await playground.open();
  await expect(page.getByTestId('picture')).toHaveAttribute('aria-label', /cat/);
  await page.clock.runFor(9000);
  await expect(page.getByTestId('picture')).toHaveAttribute('aria-label', /cat/);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.clock.runFor(4100);
  await expect(page.getByTestId('picture')).toHaveAttribute('aria-label', /ship/);
});

test('an edit in mid-run outlines the next network and leaves the running one', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 1, every: 100 });
  await playground.open({ ...small, epochs: '200' });
  await playground.press('Train');
  await expect(heat(page)).toHaveCount(5, { timeout: 60_000 });
  const head = page.getByTestId('diagram').getByRole('heading');
  await expect(head).toHaveText(/^running: ResNet/);
  const places = () => cards(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  const before = await places();
  // The buttons under the stages change the network that trains; those of the drawer the next one.
  await playground.openSettings();
  await playground.settings.getByRole('button', { name: 'More: Blocks in layer2', exact: true }).click();
  await playground.settings.getByRole('button', { name: 'Fewer: Blocks in layer1', exact: true }).click();
  await playground.closeSettings();
  await expect(page.locator('[data-next="added"]')).toHaveCount(1);
  await expect(page.locator('[data-next="removed"]')).toHaveCount(1);
  await expect(page.getByText(/^next run: .*, outlined$/)).toBeVisible();
  await expect.poll(places).toEqual(before);
  await expect(heat(page)).toHaveCount(5);
  await expect(page).toHaveURL(/blocks=1(,|%2C)2/);
  await playground.press('Stop');
  // Now the next network is the one that is shown.
  await expect(page.locator('[data-next]')).toHaveCount(0, { timeout: 60_000 });
  await expect(head).not.toContainText('running');
});

test('one click puts the network beside its plain twin, each with its gradient, and the next network too', async ({
  playground,
  page,
}) => {
  await playground.open(small);
  await playground.press('Beside plain');
  for (const side of ['residual', 'plain'])
    await expect(page.getByTestId(`twin-${side}`)).toHaveText('after step 1', { timeout: 60_000 });
  const rows = page.getByTestId('twins').getByRole('region');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toHaveAccessibleName(/^ResNet/);
  await expect(rows.nth(1)).toHaveAccessibleName(/^Plain/);
  for (const row of [rows.nth(0), rows.nth(1)])
    await expect(row.locator('[data-testid="card-heat"] rect')).toHaveCount(5);
  await expect(rows.nth(1).locator('[data-link]')).toHaveCount(0);
  await expect(page.getByTestId('heat-scale')).toHaveCount(1);
  expect(await violations(page, '[data-place="diagram"]')).toEqual([]);
  // Of the next network too.
  await playground.openSettings();
  await playground.settings.getByRole('button', { name: 'More: Blocks in layer2' }).click();
  await playground.closeSettings();
  for (const side of ['residual', 'plain'])
    await expect(page.getByTestId(`twin-${side}`)).toHaveText('after step 1', { timeout: 60_000 });
  await expect(heat(page)).toHaveCount(2 * 6);
  await playground.press('Beside plain');
  await expect(page.getByTestId('picture')).toBeVisible();
});

test('all of the network is in its box at every size, and it grows with the box', async ({
  playground,
  page,
}) => {
  const picture = page.getByTestId('picture');
  /** What of the network lies outside of its box. */
  const beyond = () =>
    page.evaluate(() => {
      const box = document.querySelector('[data-place="diagram"]')!.getBoundingClientRect();
      const parts = document.querySelectorAll(
        '[data-testid="diagram"] :is([data-id], text, button, li, [data-testid="picture"])',
      );
      return [...parts]
        .map((part) => ({ text: part.textContent, r: part.getBoundingClientRect() }))
        .filter(
          ({ r }) =>
            r.left < box.left - 1 ||
            r.right > box.right + 1 ||
            r.top < box.top - 1 ||
            r.bottom > box.bottom + 1,
        )
        .map(({ text }) => text);
    });
  for (const model of ['resnet20', 'resnet152']) {
    let side = 0;
    await page.setViewportSize({ width: 1280, height: 720 });
    await playground.open({ model });
    await expect(picture).toBeVisible();
    for (const [width, height] of [
      [1280, 720],
      [1440, 900],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      const sideNow = async () => (await picture.boundingBox())?.height ?? 0;
      await expect.poll(sideNow, `${model} at ${width}`).toBeGreaterThan(side * 1.15);
      side = await sideNow();
      await expect.poll(beyond, `${model} at ${width}`).toEqual([]);
    }
  }
});

test('on a phone the network in small names what it sees', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 100 });
  await page.setViewportSize({ width: 360, height: 640 });
  await playground.open(small);
  const mini = page.getByTestId('mini-hero');
  await expect(mini).toContainText('ResNet');
  await expect.poll(async () => (await mini.boundingBox())?.height).toBe(96);
  await playground.press('Train');
  await expect(mini).toContainText(/[a-z]+\d+\s%/, { timeout: 60_000 });
  expect(await violations(page, '[data-testid="mini-hero"]')).toEqual([]);
});
