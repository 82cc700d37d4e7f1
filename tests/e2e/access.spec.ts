/**
 * What axe finds in every view, in both schemes and both languages, on a wide screen and on a phone: nothing. Leaves pictures of the
 * page for people to look at.
 */
import type { Page } from '@playwright/test';
import { colourViolations, violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';
import { textsWithSiblings } from './translated.ts';

const query = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '500' };
const names = {
  en: { train: 'Train', pause: 'Pause', paused: 'Paused', stop: 'Stop', help: 'Help and shortcuts' },
  zh: { train: '训练', pause: '暂停', paused: '已暂停', stop: '停止', help: '帮助与快捷键' },
};

/** The faults of a view, each with the name of the view. A page that lets nobody translate it is one of them. */
const inView = async (page: Page, view: string) =>
  [
    ...(await violations(page)),
    ...(await textsWithSiblings(page)).map((html) => `a text with siblings: ${html}`),
  ].map((fault) => `${view}, ${fault}`);

const inScheme = async (page: Page, colorScheme: 'light' | 'dark') => {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
};

/** @param picture Where one of each scheme is put, if any is. */
const inBothSchemes = async (page: Page, view: string, picture?: string) => {
  const shoot = async (scheme: string) => {
    if (picture) await page.screenshot({ path: `${picture}-${scheme}.png`, fullPage: true });
  };
  await inScheme(page, 'light');
  const found = await inView(page, view);
  await shoot('light');
  await inScheme(page, 'dark');
  found.push(...(await colourViolations(page)).map((fault) => `${view}, dark, ${fault}`));
  await shoot('dark');
  return found;
};

const pictures = 'test-results/screenshots';

test('axe finds what is planted, and of colours alone where it is asked for those', async ({ page }) => {
  await page.setContent(`
    <html lang="en"><title>Faults</title><main><h1>Faults</h1>
    <p style="color: #ccc; background: #fff">Too pale to read.</p>
    <button style="width: 9px; height: 9px; padding: 0">a</button><button style="width: 9px; height: 9px; padding: 0">b</button>
    <div id="part"><img src="data:,"></div>`);
  const ids = (faults: readonly string[]) => faults.map((fault) => fault.split(':')[0]).sort();
  expect(ids(await violations(page))).toEqual(['color-contrast', 'image-alt', 'target-size']);
  expect(await violations(page, '#part')).toEqual(['image-alt: <img src="data:,">']);
  expect(ids(await colourViolations(page))).toEqual(['color-contrast']);
});

for (const lang of ['en', 'zh'] as const) {
  test(`axe finds nothing, ${lang}`, async ({ playground, page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await useScriptedWorker(page, { recorded: 20, every: 100 });
    const words = names[lang];
    const found: string[] = [];
    const look = async (view: string) => {
      for (const [width, height] of [
        [360, 760],
        [1440, 900],
      ] as const) {
        await page.setViewportSize({ width, height });
        const picture = lang === 'en' ? `${pictures}/${view}-${width}` : undefined;
        found.push(...(await inBothSchemes(page, `${view}, ${width} px`, picture)));
      }
    };
    await page.goto(`${playground.address}?${new URLSearchParams({ ...query, lang })}`);
    await expect(playground.device).toContainText('WebGPU');
    await look('idle');

    await playground.press(words.help);
    await expect(page.getByRole('dialog', { name: words.help })).toBeVisible();
    await look('help');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await playground.press(words.train);
    await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
    if (lang === 'en') found.push(...(await inView(page, 'a run under way')));
    await playground.press(words.pause);
    await expect(playground.status).toHaveText(words.paused, { timeout: 30_000 });
    await page.keyboard.press('r');
    await expect(page.getByTestId('toast')).not.toBeEmpty();
    await expect(page.locator('[data-testid="diagram"] svg[role="group"]')).toBeVisible();
    await expect(page.locator('figure[data-chart] svg.recharts-surface')).toHaveCount(2);
    await look('a run, and an answer');
    expect(found).toEqual([]);
  });
}

test('axe finds nothing in what opens', async ({ playground, page }) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found: string[] = [];
  const look = async (view: string) => void found.push(...(await inBothSchemes(page, view)));
  await playground.open({ ...query, epochs: '1' });
  await expect(playground.device).toContainText('WebGPU');
  await playground.press('Commands and settings');
  await expect(page.getByRole('dialog', { name: 'Commands and settings' })).toBeVisible();
  await look('commands');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await playground.press('About Learning rate');
  await expect(page.getByRole('dialog', { name: 'About Learning rate' })).toBeVisible();
  await look('about a setting');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.locator('[data-testid="diagram"] [data-id="layer1.0"]').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('forward', { exact: false }).first()).toBeVisible();
  await look('an opened block');
  await page.keyboard.press('Escape');

  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await page.getByRole('button', { name: /^More on / }).click();
  await expect(page.getByRole('textbox', { name: 'Note', exact: true })).toBeVisible();
  await look('more on a run');

  await page.getByRole('button', { name: 'Export', exact: true }).first().click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('the export menu');
  expect(found).toEqual([]);
});
