/**
 * Takes the pictures of docs/screenshots and writes the page that shows them: every view, light and dark, English and
 * Chinese, wide and narrow, with real runs behind. Some minutes on a software adapter, so it is not a test; run it by
 * hand with `npm run screenshots`.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import config from '../../playwright.config.ts';
import ensureBuiltPage from '../setup/builtPage.ts';
import { serveSite } from './site.ts';

const folder = 'docs/screenshots';
const wide = { width: 1440, height: 1000 };
const narrow = { width: 360, height: 780 };
/** Runs that a software adapter gets through in a minute or two. */
const run = {
  blocks: '1,1,1',
  width: '8',
  'batch-size': '32',
  epochs: '6',
  augment: 'none',
  'learning-rate': '0.05',
  'train-images': '960',
  'test-images': '500',
};

interface Look {
  readonly language?: 'en' | 'zh';
  readonly dark?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

const pictures: { readonly name: string; readonly caption: string }[] = [];

/** Takes a picture of the window, or of a part of the page; few colours keep the file small. */
async function take(of: Page | Locator, name: string, caption: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  // A part that is taller than the window would have the header lie across it.
  const style = 'url' in of ? undefined : '[data-testid="header"] { position: static !important; }';
  const bytes = await of.screenshot({ animations: 'disabled', style });
  await sharp(bytes).png({ palette: true, colours: 128, effort: 10 }).toFile(path);
  pictures.push({ name, caption });
  console.log(`${path}: ${statSync(path).size} bytes`);
}

const languageButtons = { en: 'EN: English', zh: '中文' } as const;

/** Brings an open page into a look; a run under way goes on. */
async function look(page: Page, { language = 'en', dark = false, size = wide }: Look): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  const button = page.getByRole('button', { name: languageButtons[language], exact: true });
  if (await button.isVisible()) await button.click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1200);
}

const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function open(context: BrowserContext, address: string, query: Record<string, string> = {}) {
  const page = await context.newPage();
  await page.goto(`${address}?${new URLSearchParams(query)}`);
  await page.getByTestId('device').getByText('WebGPU').first().waitFor({ timeout: 60_000 });
  return page;
}

async function beforeTraining(context: BrowserContext, address: string): Promise<void> {
  const page = await open(context, address);
  await look(page, {});
  await take(page, 'start', 'Before a run, wide, light: ResNet-20 is chosen.');
  await look(page, { language: 'zh', dark: true });
  await take(page, 'start-dark-zh', 'The same in Chinese, dark.');
  await look(page, { size: narrow });
  await take(page, 'start-narrow', 'Before a run on a phone.');
  await look(page, {});
  await page.getByRole('button', { name: 'Help and shortcuts', exact: true }).click();
  await page.waitForTimeout(800);
  await take(page, 'help', 'Help: what the page does, and its keys.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(800);
  await page.keyboard.type('learning');
  await page.waitForTimeout(300);
  await take(page, 'commands', 'Commands and settings, searched by a word.');
  await page.close();

  const deep = await open(context, address, { model: 'resnet152' });
  await look(deep, {});
  await take(panel(deep, 'Diagram'), 'diagram-resnet152', 'ResNet-152: equal blocks are folded.');
  await deep.close();

  const plain = await open(context, address, { model: 'resnet18' });
  await look(plain, { language: 'zh' });
  await plain.getByText('各层', { exact: true }).click();
  await plain.waitForTimeout(1500);
  await take(
    plain.locator('[data-place="diagram"]'),
    'diagram-layers-zh',
    'ResNet-18 by layers, in Chinese.',
  );
  await plain.close();
}

async function training(context: BrowserContext, address: string): Promise<Page> {
  const page = await open(context, address, run);
  await look(page, {});
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const epoch = (n: number) => page.getByRole('log').getByText(`${n}/6`).waitFor({ timeout: 1_200_000 });
  await epoch(2);
  await look(page, { language: 'zh', dark: true });
  await take(page, 'training-dark-zh', 'During a run, in Chinese, dark.');
  await look(page, { size: narrow });
  await take(page, 'training-narrow', 'During a run on a phone.');
  await look(page, { size: narrow, dark: true, language: 'zh' });
  await panel(page, '曲线').evaluate((element) => element.scrollIntoView());
  await page.waitForTimeout(1500);
  await take(page, 'curves-narrow-dark-zh', 'Curves on a phone, in Chinese, dark.');
  await look(page, {});
  await page.evaluate(() => window.scrollTo(0, 0));
  await epoch(4);
  await page.waitForTimeout(1500);
  await take(page, 'playground', 'During a run, wide, light.');
  await page.getByTestId('status').getByText('Finished').waitFor({ timeout: 1_200_000 });
  return page;
}

async function afterTraining(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Learning rate', exact: true }).fill('0.01');
  await page.getByRole('textbox', { name: 'Learning rate', exact: true }).blur();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByTestId('status').getByText('Finished').waitFor({ state: 'detached' });
  await page.getByTestId('status').getByText('Finished').waitFor({ timeout: 1_200_000 });
  // Charts are drawn in view only.
  await look(page, { size: { width: 1440, height: 1900 } });
  await take(panel(page, 'Curves'), 'curves', 'Two runs overlaid, smoothed, with the raw lines behind.');
  await take(panel(page, 'Runs'), 'runs', 'The runs that are kept, and results to race against.');
  await look(page, {});
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.waitForTimeout(1200);
  await take(page, 'compare', 'Two runs compared: only what differs.');
  await page.keyboard.press('Escape');

  await page.locator('[data-id="layer2.0"]').first().click();
  await page.waitForTimeout(1200);
  await look(page, { dark: true });
  await take(page, 'inside-dark', 'Inside a block: its layers, its numbers and its PyTorch code. Dark.');
  await page.keyboard.press('Escape');
  await look(page, {});

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.waitForTimeout(800);
  await take(page, 'export', 'What a trained network can be saved as.');
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem').filter({ hasText: 'Weights, safetensors' }).first().click();
  const weights = join('test-results', 'screenshot.safetensors');
  await (await download).saveAs(weights);
  await page.locator('input[type=file]').setInputFiles(weights);
  await page.getByRole('dialog').getByTestId('file-network').waitFor();
  await page.waitForTimeout(800);
  await take(page, 'import', 'A file is looked into before it is used.');
  await page.keyboard.press('Escape');
}

async function speed(context: BrowserContext, address: string): Promise<void> {
  const page = await open(context, address, { blocks: '1', width: '8', 'batch-size': '8' });
  await look(page, {});
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.getByTestId('speed-status').getByText('Measured.').waitFor({ timeout: 600_000 });
  await take(panel(page, 'How fast is my GPU?'), 'speed', 'How fast the device is.');
  await page.close();
}

function writePage(): void {
  const parts = pictures.map(({ name, caption }) => `## ${caption}\n\n![${caption}](${name}.png)\n`);
  const text = `# What it looks like\n\nTaken by \`npm run screenshots\` in Chromium on a software adapter, from real runs.\n\n${parts.join('\n')}`;
  writeFileSync(join(folder, 'README.md'), text);
}

ensureBuiltPage();
mkdirSync(folder, { recursive: true });
mkdirSync('test-results', { recursive: true });
for (const old of readdirSync(folder)) rmSync(join(folder, old));
const site = await serveSite();
const browser = await chromium.launch(config.projects?.[0]?.use?.launchOptions);
try {
  const context = await browser.newContext({
    viewport: wide,
    locale: 'en-US',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  await beforeTraining(context, site.address);
  await afterTraining(await training(context, site.address));
  await speed(context, site.address);
} finally {
  writePage();
  await browser.close();
  site.close();
}
