/** The diagram by pointer and by keyboard: what is told of a block, what is inside it, folds, views, pictures and heat. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { violations } from './axe.ts';
import { besidePage, expect, pixelsBeyond, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const card = (page: Page, id: string) => page.locator(`[data-testid="diagram"] [data-id="${id}"]`);
const hover = (page: Page) => page.getByRole('tooltip');
const inside = (page: Page, id: string) => page.getByRole('region', { name: `Inside ${id}`, exact: true });

/** Opens what is behind the diagram's one button, where it is not open yet. */
async function openView(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'How the network is drawn', exact: true });
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
}
/** Presses one choice of a group of the diagram's. */
const choose = (page: Page, group: string, choice: string) =>
  page.getByRole('radiogroup', { name: group, exact: true }).getByText(choice, { exact: true }).click();

test('pointing at a block tells its numbers; depth, shortcuts and a plain network are seen; cards move to their places', async ({
  playground,
  page,
}) => {
  await playground.open();
  await card(page, 'layer2.0').hover();
  for (const fact of ['16×16×32', '3×3 /2 · 3×3', 'projection shortcut', '14,528', '3.67 M', '21×21 px']) {
    await expect(hover(page)).toContainText(fact);
  }
  await expect(card(page, 'layer2.0')).toHaveAttribute(
    'aria-describedby',
    (await hover(page).getAttribute('id')) ?? '',
  );
  // The pointer may go there.
  await hover(page).hover();
  await page.waitForTimeout(400);
  await expect(hover(page)).toBeVisible();
  await page.mouse.move(2, 2);
  await expect(hover(page)).toBeHidden();
  await card(page, 'layer3.0').hover();
  await expect(hover(page)).toContainText('layer3.0');
  await page.keyboard.press('Escape');
  await expect(hover(page)).toBeHidden();

  const links = (kind: string) => page.locator(`[data-testid="diagram"] [data-link="${kind}"]`);
  await expect(links('identity')).toHaveCount(7);
  await expect(links('projection')).toHaveCount(2);
  await playground.openSettings();
  await page.getByLabel('Shortcut', { exact: true }).selectOption('identity');
  await playground.closeSettings();
  await expect(links('pad')).toHaveCount(2);
  await playground.choose('Residual connections', 'Plain');
  await expect(page.locator('[data-testid="diagram"] [data-link]')).toHaveCount(0);
  await openView(page);
  await expect(page.getByText('No shortcuts: a plain network.')).toBeVisible();

  // Cards move to their new places, unless motion is not wanted.
  const seconds = () =>
    page
      .locator('[data-testid="card-face"]')
      .first()
      .evaluate((face) => Number.parseFloat(getComputedStyle(face).transitionDuration));
  await expect.poll(seconds).toBeGreaterThan(0.1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(seconds).toBeLessThan(0.01);
});

test('a click opens the layers and the code of a block', async ({ playground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open({ model: 'resnet50' });
  const block = page.getByRole('button', { name: 'layer2.0, 16×16×512, projection shortcut' });
  await block.click();
  await expect(block).toHaveAttribute('aria-expanded', 'true');
  const room = inside(page, 'layer2.0');
  await expect(room).toContainText('nn.Conv2d(128, 128, 3, stride=2, padding=1, bias=False),');
  await expect(room.getByRole('img', { name: /conv/ })).toHaveAttribute(
    'aria-label',
    /^1×1 conv, 128, then batch norm, then ReLU, then 3×3 conv, 128, \/2, .*; beside it: 1×1 conv, 512, \/2, batch norm$/,
  );
  await room.getByRole('button', { name: 'Copy code' }).click();
  await expect(room).toContainText('Copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'return torch.relu(self.features(x) + self.shortcut(x))',
  );
  await card(page, 'layer4.2').click();
  await expect(inside(page, 'layer4.2')).toContainText('return torch.relu(self.features(x) + x)');
  await expect(room).toBeHidden();
  await inside(page, 'layer4.2').getByRole('button', { name: 'Close the dock' }).click();
  await expect(inside(page, 'layer4.2')).toBeHidden();
  await expect(card(page, 'layer4.2')).toBeFocused();
});

test('the diagram is one stop for Tab, and arrows, Enter and Escape do the rest', async ({
  playground,
  page,
}) => {
  await playground.open({ model: 'resnet152' });
  const drawing = page.locator('[data-testid="diagram"] svg[role="group"]');
  await expect(drawing.locator('[tabindex="0"]')).toHaveCount(1);
  await card(page, 'stem').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(card(page, 'layer1.1')).toBeFocused();
  await expect(hover(page)).toContainText('layer1.1');
  await page.keyboard.press('Enter');
  await expect(inside(page, 'layer1.1')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inside(page, 'layer1.1')).toBeHidden();
  await expect(card(page, 'layer1.1')).toBeFocused();
  await expect(drawing.locator('[tabindex="0"]')).toHaveAttribute('data-id', 'layer1.1');

  // Into the fold, out of it, and back to one card.
  await card(page, 'layer3.0').focus();
  await page.keyboard.press('ArrowRight');
  const fold = page.getByRole('button', { name: 'layer3.1–35, 35 equal blocks, 8×8×1024: open' });
  await expect(fold).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(page, 'layer3.1')).toBeFocused();
  // All 36 do not fit: they come page by page, and the network stays whole from end to end.
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-id') ?? '');
  /** Which of the ends are not there or not seen whole. */
  const cut = () =>
    page.evaluate(async () => {
      const ends = ['stem', 'layer4.0', 'classifier'].map((id) => ({
        id,
        card: document.querySelector(`[data-testid="diagram"] [data-id="${id}"]`),
      }));
      const there = ends.flatMap(({ card }) => (card ? [card] : []));
      const seen = await new Promise<IntersectionObserverEntry[]>((resolve) => {
        const observer = new IntersectionObserver(resolve);
        for (const one of there) observer.observe(one);
      });
      return ends
        .filter(({ card }) => !seen.some((s) => s.target === card && s.intersectionRatio >= 0.999))
        .map(({ id }) => id);
    });
  for (let here = await at(), i = 0; i < 80 && here !== 'layer3.35'; here = await at(), i++) {
    await page.keyboard.press(here.includes('–') ? 'Enter' : 'ArrowRight');
    await expect.poll(cut, `ends that are not in view after ${here}`).toEqual([]);
  }
  await expect(card(page, 'layer3.35')).toBeFocused();
  await expect(card(page, 'layer3.35')).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await expect(card(page, 'fold:layer3')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-testid="diagram"] [data-id^="layer3."]')).toHaveCount(2);
  await expect(card(page, 'fold:layer3')).toHaveAttribute('aria-pressed', 'true');
  await expect(card(page, 'fold:layer3')).toBeFocused();
});

test('a click opens a fold, and a click on the name of its stage folds it', async ({ playground, page }) => {
  await playground.open({ model: 'resnet20' });
  const blocks = page.locator('[data-testid="diagram"] [data-id^="layer1."]');
  await expect(blocks).toHaveCount(3);
  await card(page, 'fold:layer1').click();
  await expect(blocks).toHaveCount(1);
  await blocks.click();
  await expect(blocks).toHaveCount(3);
});

test('axes, input size and detail can be switched', async ({ playground, page }) => {
  await page.setViewportSize({ width: 1920, height: 1000 });
  await playground.open({ model: 'resnet18' });
  const drawing = page.locator('[data-testid="diagram"] svg[role="group"]');
  await expect(drawing).toContainText('4×4×512');
  await openView(page);
  await choose(page, 'Order of axes', 'NCHW');
  await expect(drawing).toContainText('512×4×4');
  await choose(page, 'Input size', '224×224');
  await expect(drawing).toContainText('512×28×28');
  await expect(drawing).toContainText('3×224×224');
  await expect(page.locator('[data-testid="layer-bar"]')).toHaveCount(0);
  await choose(page, 'Detail', 'Layers');
  // The stem's and two of every block, where no stage had to be folded.
  await expect(page.locator('[data-testid="layer-bar"]')).toHaveCount(17);
  await expect(card(page, 'layer4.0')).toContainText('512×28×28512×28×28');
});

test('the picture is saved as a self-contained SVG and as PNG', async ({ playground, page }) => {
  // Wide enough for all blocks.
  await page.setViewportSize({ width: 1920, height: 1000 });
  await playground.open({ model: 'resnet50', shortcut: 'identity' });
  await openView(page);
  const save = async (format: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Save as ${format}` }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const svg = await save('SVG');
  expect(svg.name).toBe('resnet50-identity-diagram.svg');
  const text = svg.bytes.toString('utf8');
  const parsed = await (await besidePage(page)).evaluate((source) => {
    const { documentElement: root } = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      name: root.localName,
      wrong: root.querySelectorAll('parsererror').length,
      blocks: [...root.querySelectorAll('title')].filter((t) => t.textContent?.startsWith('layer')).length,
      fills: [...root.querySelectorAll('[fill]')].map((e) => e.getAttribute('fill')),
      texts: [...root.querySelectorAll('text')].map((e) => e.textContent),
    };
  }, text);
  expect(parsed).toMatchObject({ name: 'svg', wrong: 0, blocks: 16 });
  for (const fill of parsed.fills) expect(fill).toMatch(/^(none|#[0-9a-f]{6}|rgba?\([\d., ]+\))$/);
  expect(parsed.texts.join(' ')).toContain('ResNet-50, padded shortcuts where the shape changes: ');
  expect(text).not.toMatch(/var\(|class=|style=|href="(?!data:image\/png;base64,)/);

  const png = await save('PNG');
  expect(png.name).toBe('resnet50-identity-diagram.png');
  const size = await sharp(png.bytes).metadata();
  const drawn = await sharp(svg.bytes).metadata();
  expect([size.width, size.height]).toEqual([2 * drawn.width, 2 * drawn.height]);
  // Something is drawn: more colours than a ground.
  const { channels } = await sharp(png.bytes).stats();
  expect(Math.max(...channels.slice(0, 3).map((channel) => channel.stdev))).toBeGreaterThan(5);
});

test('a run warms its blocks, and axe finds nothing in an opened diagram', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 100 });
  await playground.open({ ...tiny, blocks: '2,1', 'train-images': '64', 'test-images': '16' });
  await card(page, 'layer1.0').hover();
  await expect(hover(page)).toContainText('Gradient norm' + 'during a run');
  await playground.press('Train');
  await expect(page.locator('[data-testid="heat-step"]')).toContainText(/after step \d+/, {
    timeout: 60_000,
  });
  // Stem, three blocks, classifier.
  await expect(page.locator('[data-testid="card-heat"] rect')).toHaveCount(5);
  await card(page, 'layer2.0').hover();
  await expect(hover(page)).toContainText(/Gradient norm\d[\d.]*(e-\d+)?Activation scale\d[\d.]*/);
  const colour = () => page.locator('[data-testid="card-heat"] rect').first().getAttribute('fill');
  const gradient = await colour();
  await choose(page, 'Colours', 'Activation');
  await expect.poll(colour).not.toBe(gradient);
  await card(page, 'layer2.0').click();
  await openView(page);
  await choose(page, 'Detail', 'Layers');
  await page.keyboard.press('Escape');
  await card(page, 'layer1.1').focus();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page, '[data-place="diagram"]'), colorScheme).toEqual([]);
  }
  // Another network is not warm.
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await playground.press('More: Blocks in layer2');
  await expect(page.locator('[data-testid="card-heat"] rect')).toHaveCount(0);
});

test('on a phone the network runs down, and a tap opens a block', async ({ playground, page }) => {
  await page.setViewportSize({ width: 360, height: 760 });
  await playground.open({ model: 'resnet34' });
  const place = async (id: string) =>
    (await card(page, id).locator('[data-testid="card-face"]').boundingBox())!;
  const [first, last] = [await place('layer1.0'), await place('layer4.0')];
  expect(last.y).toBeGreaterThan(first.y + first.height);
  expect(first.width).toBeGreaterThan(last.width);
  await card(page, 'layer2.0').click();
  await expect(inside(page, 'layer2.0')).toContainText('nn.Conv2d(64, 128, 3, stride=2');
  // What is inside has a screen of its own.
  await page.getByRole('tab', { name: 'Network', exact: true }).click();
  await card(page, 'layer1.0').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(card(page, 'fold:layer1')).toBeFocused();
  await openView(page);
  await choose(page, 'Detail', 'Layers');
  await expect.poll(() => pixelsBeyond(page)).toBeLessThanOrEqual(0);
});
