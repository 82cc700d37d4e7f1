/**
 * Takes the pictures of docs/screenshots and writes the page that shows them: every view of the page, from real runs, at six
 * sizes, in both colour schemes and both languages. Some minutes on a software adapter, so it is not a test; run it by hand with
 * `npm run screenshots`, or `npm run screenshots -- start training` for some views only.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import config from '../../playwright.config.ts';
import type { Language } from '../../src/app/state/preferences.ts';
import { catalogues } from '../app/i18n/catalogues.ts';
import ensureBuiltPage from '../setup/builtPage.ts';
import { serveSite } from './site.ts';
import { sizes } from './sizes.ts';

const folder = 'docs/screenshots';
interface Look {
  readonly language: Language;
  readonly dark: boolean;
}
const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
  { language: 'zh', dark: false },
  { language: 'en', dark: true },
];
/** What opens over the page is the same page beneath: two looks show all there is to it. */
const someLooks = looks.slice(0, 2);
/** A run that a software adapter gets through in a minute or two. */
const run = {
  blocks: '2,2,2',
  width: '8',
  'batch-size': '32',
  epochs: '8',
  augment: 'none',
  'learning-rate': '0.05',
  'train-images': '640',
  'test-images': '256',
};

type Names = (typeof catalogues)[Language];
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

interface View {
  readonly name: string;
  readonly caption: string;
  readonly looks: readonly Look[];
  /** Opens it on a wide window; what is open stays so at every size. */
  readonly open?: (page: Page, words: Names) => Promise<void>;
  readonly close?: (page: Page, words: Names) => Promise<void>;
}

const pressEscape = (page: Page) => page.keyboard.press('Escape');
const dock = (name: keyof Names['stage']['dock'], caption: string): View => ({
  name,
  caption,
  looks: someLooks,
  open: async (page, words) => {
    if (name === 'inside') await page.locator('[data-id="layer2.0"]').first().click();
    else await button(page, words.stage.dock[name]).click();
    await page.locator(`[data-dock="${name}"]`).waitFor();
  },
  close: (page, words) => button(page, words.stage.closeDock).click(),
});

const start: View = { name: 'start', caption: 'The first sight of the page.', looks };
const training: View = { name: 'training', caption: 'During a run.', looks };
const opened: readonly View[] = [
  { name: 'finished', caption: 'At the end of a run, with its card.', looks },
  dock('predictions', 'What the network makes of the test pictures, after an epoch.'),
  dock('blocks', 'What every block adds: how well one could tell the classes behind it.'),
  dock('projection', 'What the network says of 1,000 test pictures, as a projection that turns.'),
  dock('landscape', 'The loss around the weights of the network.'),
  dock('inside', 'Inside a block: its layers, its numbers and its PyTorch code.'),
  dock('shapes', 'What every stage makes of a picture, and what it costs.'),
  dock('log', 'The numbers of the run, and a line for every epoch.'),
  dock('speed', 'How fast this device trains.'),
  {
    name: 'try',
    caption: 'Experiments to try, and results of others.',
    looks: someLooks,
    open: (page, words) => page.getByRole('tab', { name: words.stage.side.try, exact: true }).first().click(),
    close: (page, words) =>
      page.getByRole('tab', { name: words.stage.side.runs, exact: true }).first().click(),
  },
  {
    name: 'settings',
    caption: 'All settings.',
    looks: someLooks,
    open: (page, words) => page.getByRole('button', { name: words.training.allSettings }).click(),
    close: pressEscape,
  },
  {
    name: 'compare',
    caption: 'Two runs compared: only what differs.',
    looks: someLooks,
    open: (page, words) => button(page, words.runs.compare).click(),
    close: pressEscape,
  },
  {
    name: 'help',
    caption: 'Help: prose with live figures.',
    looks: someLooks,
    open: (page, words) => button(page, words.actions.help.label).click(),
    close: pressEscape,
  },
  {
    name: 'commands',
    caption: 'Commands and settings, searched.',
    looks: someLooks,
    open: (page, words) => button(page, words.actions.palette.label).click(),
    close: pressEscape,
  },
];

const taken = new Map<string, { readonly caption: string; readonly files: string[] }>();

async function take(page: Page, { name, caption }: View, look: Look, size: (typeof sizes)[number]) {
  const [width, height] = size;
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(700);
  const file = `${name}-${width}x${height}-${look.dark ? 'dark' : 'light'}-${look.language}.webp`;
  const bytes = await page.screenshot({ animations: 'disabled' });
  await sharp(bytes).webp({ quality: 72, effort: 6 }).toFile(join(folder, file));
  const entry = taken.get(name) ?? { caption, files: [] };
  entry.files.push(file);
  taken.set(name, entry);
}

const wide = { width: 1280, height: 720 };

async function show(page: Page, view: View): Promise<void> {
  for (const look of view.looks) {
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    const words = catalogues[look.language];
    const language = page.getByRole('button', {
      name: look.language === 'zh' ? '中文' : 'EN: English',
      exact: true,
    });
    if (await language.isVisible()) await language.click();
    await view.open?.(page, words);
    await page.mouse.move(2, 300);
    for (const size of sizes) await take(page, view, look, size);
    await page.setViewportSize(wide);
    await view.close?.(page, words);
    await page.waitForTimeout(400);
  }
  console.log(`${view.name}: ${taken.get(view.name)?.files.length} pictures`);
}

async function trained(page: Page): Promise<void> {
  await page.getByTestId('end-card').waitFor({ timeout: 1_200_000 });
}

function writePage(): void {
  const parts = [...taken].map(([name, { caption, files }]) => {
    const rows = files.map((file) => `- [${file.replace('.webp', '').replace(`${name}-`, '')}](${file})`);
    return `## ${caption}\n\n![${caption}](${files[0]})\n\n${rows.join('\n')}\n`;
  });
  const text = `# What it looks like\n\nTaken by \`npm run screenshots\` in Chromium on a software adapter, from real runs: views of the page at six sizes, light and dark, in English and Chinese.\n\n${parts.join('\n')}`;
  writeFileSync(join(folder, 'README.md'), text);
}

const only = process.argv.slice(2);
const wanted = (view: View) => only.length === 0 || only.includes(view.name);

ensureBuiltPage();
mkdirSync(folder, { recursive: true });
if (only.length === 0) for (const old of readdirSync(folder)) rmSync(join(folder, old));
const site = await serveSite();
const browser = await chromium.launch(
  config.projects?.find(({ name }) => name === 'webgpu')?.use?.launchOptions,
);
try {
  const context = await browser.newContext({ viewport: wide, locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(site.address);
  await page.getByTestId('device').getByText('WebGPU').waitFor({ timeout: 60_000 });
  if (wanted(start)) await show(page, start);

  await page.goto(`${site.address}?${new URLSearchParams({ ...run, epochs: '400' })}`);
  await button(page, catalogues.en.actions.start.label)
    .or(button(page, catalogues.zh.actions.start.label))
    .click();
  await page.waitForFunction(
    () => (document.querySelector('[data-testid="stat-epoch"]')?.textContent ?? '0').startsWith('4'),
    undefined,
    { timeout: 600_000 },
  );
  if (wanted(training)) await show(page, training);
  page.on('dialog', (dialog) => void dialog.accept());

  // The same page again: a run to its end, and its plain twin, so that there is something to compare.
  await page.goto(`${site.address}?${new URLSearchParams({ ...run, lang: 'en' })}`);
  await button(page, catalogues.en.actions.start.label).click();
  await trained(page);
  await page.getByTestId('end-card').getByRole('button', { name: 'Now without shortcuts' }).click();
  await page.getByTestId('end-card').waitFor({ state: 'detached' });
  await trained(page);
  for (const view of opened.filter(wanted)) await show(page, view);
} finally {
  if (only.length === 0) writePage();
  await browser.close();
  site.close();
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  console.log(`${readdirSync(folder).length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
}
