/** The curves in a real browser: what is switched, zoomed, smoothed, read and saved. The run is a scripted one, recorded and paused. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, type Playground, test } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

/** Ten epochs of 391 steps are planned; three and a half are recorded. */
const recorded = 1400;

async function openRun(playground: Playground, page: Page): Promise<void> {
  await useScriptedWorker(page, { recorded });
  await playground.open({ epochs: '10' });
  await playground.press('Train');
  await expect.poll(() => playground.steps()).toBe(recorded);
  await expect.poll(() => playground.points('train', 0)).toBeGreaterThan(100);
}

const figure = (page: Page, name: string): Locator => page.getByRole('figure', { name, exact: true });
const lines = (page: Page, name: string): Locator => page.getByRole('group', { name: `Lines of ${name}` });
/** The toolbar and all charts below it. */
const charts = '[data-testid="charts"]';
const reader = (page: Page, name: string): Locator =>
  page.getByRole('slider', { name: `${name}: cross-hair` });
const path = (chart: Locator, line: string): Locator => chart.locator(`[data-line="${line}"] path`).first();
/** The figures along an axis, as they are written. */
const ticks = (chart: Locator, axis: 'xAxis' | 'yAxis'): Promise<string[]> =>
  chart.locator(`.recharts-${axis}-tick-labels text`).allTextContents();

test('an empty chart says what will be on it', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 0 });
  await playground.open();
  await expect(page.getByRole('figure')).toHaveCount(5);
  await expect(figure(page, 'Loss')).toContainText('Train loss appears with the first steps');
  await expect(figure(page, 'Accuracy')).toContainText('100 %');
});

test('five charts of a run; lines are switched off and on', async ({ playground, page }) => {
  await openRun(playground, page);
  for (const name of ['Accuracy', 'Loss', 'Learning rate', 'Gradient norm by stage', 'Pictures per second']) {
    const chart = figure(page, name);
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('[data-line] path').first(), name).toHaveAttribute('d', /^M.+L/);
  }
  const loss = figure(page, 'Loss');
  await expect(loss.locator('[data-line="test"] circle')).toHaveCount(3);
  const train = lines(page, 'Loss').getByRole('button', { name: /^train/ });
  await expect(train).toHaveAttribute('aria-pressed', 'true');
  await train.click();
  await expect(train).toHaveAttribute('aria-pressed', 'false');
  await expect(loss.locator('[data-line="train"]')).toHaveCount(0);
  await expect(loss.locator('[data-line="test"] circle')).toHaveCount(3);
  // The same line of the other chart goes with it.
  await expect(figure(page, 'Accuracy').locator('[data-line="train"]')).toHaveCount(0);
  await train.press('Enter');
  await expect(loss.locator('[data-line="train"]')).toHaveCount(1);
});

test('zooms by dragging, by buttons and by keyboard, all charts at once', async ({ playground, page }) => {
  await openRun(playground, page);
  const [accuracy, loss] = [figure(page, 'Accuracy'), figure(page, 'Loss')];
  await expect.poll(() => ticks(loss, 'xAxis')).toEqual(['0', '1', '2', '3', '4', '5']);
  await loss.scrollIntoViewIfNeeded();
  const box = (await reader(page, 'Loss').boundingBox())!;
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 70, { steps: 4 });
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 60, { steps: 4 });
  await expect(page.getByTestId('zoom-drag')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByTestId('zoom-drag')).toHaveCount(0);
  for (const chart of [accuracy, loss]) {
    await expect.poll(() => ticks(chart, 'xAxis')).toEqual(['1', '1.2', '1.4', '1.6', '1.8', '2']);
  }
  await expect(page.getByText('Shown: Epoch 1.00 to Epoch 2.00')).toBeAttached();

  const whole = playground.button('Whole run');
  await whole.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => ticks(loss, 'xAxis')).toEqual(['0', '1', '2', '3', '4', '5']);
  await expect(whole).toHaveAttribute('aria-disabled', 'true');
  await expect(whole).toBeFocused();

  await playground.press('Zoom in');
  await expect(page.getByText('Shown: Epoch 1.25 to Epoch 3.75')).toBeAttached();
  await playground.press('Later');
  await expect(page.getByText('Shown: Epoch 1.88 to Epoch 4.38')).toBeAttached();
  await playground.press('Earlier');
  await playground.press('Zoom out');
  await expect(page.getByText('Shown: the whole run')).toBeAttached();
});

test('another unit, a log axis and smoothing, kept for the next visit', async ({ playground, page }) => {
  await openRun(playground, page);
  const loss = figure(page, 'Loss');
  await loss.scrollIntoViewIfNeeded();
  const axis = page.getByRole('radiogroup', { name: 'Horizontal axis' });
  await axis.getByText('Step').click();
  await expect.poll(() => ticks(loss, 'xAxis')).toEqual(['0', '500', '1000', '1500', '2000']);
  await axis.getByText('Time').click();
  await expect.poll(async () => (await ticks(loss, 'xAxis')).join(' ')).toMatch(/^00:00 00:\d\d/);

  const smoothing = page.getByRole('slider', { name: 'Smoothing' });
  const rough = await path(loss, 'train').getAttribute('d');
  await expect(loss.locator('[data-raw]').first()).toBeAttached();
  await smoothing.fill('0.98');
  await expect(path(loss, 'train')).not.toHaveAttribute('d', rough ?? '');
  await smoothing.fill('0');
  await expect(loss.locator('[data-raw]')).toHaveCount(0);

  const log = page.getByRole('button', { name: 'Loss on a log axis' });
  await log.click();
  await expect(log).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => ticks(loss, 'yAxis')).toEqual(['0.5', '1', '2', '5']);
  await page.getByRole('switch', { name: 'Log axis' }).press('Space');
  await expect.poll(async () => (await ticks(loss, 'xAxis')).length).toBeGreaterThan(2);

  await page.reload();
  await expect(page.getByRole('switch', { name: 'Log axis' })).toBeChecked();
  await expect(page.getByRole('slider', { name: 'Smoothing' })).toHaveValue('0');
  await expect(page.getByRole('radio', { name: 'Time' })).toBeChecked();
  await expect(log).toHaveAttribute('aria-pressed', 'true');
});

test('the cross-hair stands on every chart and reads values out', async ({ playground, page }) => {
  await openRun(playground, page);
  const loss = reader(page, 'Loss');
  await expect(loss).toHaveAttribute('aria-valuetext', /Arrow keys/);
  await loss.focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
  // A fifth of five epochs.
  await expect(loss).toHaveAttribute('aria-valuetext', /^Epoch 1\.00: train \d\.\d{4}, test \d\.\d{4}$/);
  await expect(page.getByTestId('crosshair')).toHaveCount(5);
  const shown = await lines(page, 'Loss').textContent();
  await page.keyboard.press('Home');
  await expect(lines(page, 'Loss')).not.toHaveText(shown ?? '');
  await loss.blur();
  await expect(page.getByTestId('crosshair')).toHaveCount(0);

  const box = (await loss.boundingBox())!;
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 50);
  await expect(page.getByTestId('crosshair')).toHaveCount(5);
  await expect(page.getByTestId('crosshair').first()).toContainText('Epoch 2.0');
});

test('what a chart shows is there as a table, with what happened', async ({ playground, page }) => {
  await openRun(playground, page);
  const chart = figure(page, 'Accuracy');
  const button = page.getByRole('button', { name: 'Show Accuracy as a table' });
  await button.click();
  const rows = chart.getByRole('table').getByRole('row');
  expect(await rows.count()).toBeGreaterThan(20);
  expect(await rows.count()).toBeLessThanOrEqual(101);
  await expect(rows.first()).toHaveText(/Epoch\s*train\s*test/);
  await expect(chart.getByRole('row', { name: /^Epoch 3\.00/ })).toContainText(
    /Epoch 3\.00\s*\d+\.\d %\s*\d+\.\d %/,
  );
  await expect(chart.getByRole('listitem')).toHaveText([/^Epoch 3\.00: best test accuracy, \d+\.\d %$/]);
  await page.getByRole('button', { name: 'Hide Accuracy as a table' }).click();
  await expect(chart.getByRole('table')).toHaveCount(0);
});

test('a chart is saved as CSV, SVG and PNG', async ({ playground, page }) => {
  await openRun(playground, page);
  const save = async (name: string) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save Loss as ${name}` }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const csv = await save('CSV');
  expect(csv.name).toMatch(/^[\w-]+-loss\.csv$/);
  const rows = csv.bytes.toString().replace('\uFEFF', '').trimEnd().split('\n');
  expect(rows[0]).toBe('run,line,epoch,step,seconds,value,low,high');
  expect(rows).toHaveLength(1 + recorded + 3);

  const svg = await save('SVG');
  expect(svg.name).toMatch(/-loss\.svg$/);
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const shapes = root.querySelectorAll('path, line, circle').length;
    return { root: root.nodeName, shapes, words: root.textContent };
  }, svg.bytes.toString());
  expect(parsed).toMatchObject({ root: 'svg', words: expect.stringContaining('Loss') });
  expect(parsed.shapes).toBeGreaterThan(20);
  expect(svg.bytes.toString()).not.toMatch(/var\(|currentColor|NaN/);

  const png = await save('PNG');
  expect(png.name).toMatch(/-loss\.png$/);
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  // Twice as fine as the drawing.
  expect(png.bytes.readUInt32BE(16)).toBe(1600);
});

test('a saved picture needs nothing of the page and holds what the page draws', async ({
  playground,
  page,
}) => {
  await openRun(playground, page);
  await page.getByRole('button', { name: /^More on / }).click();
  const name = page.getByTestId('run').getByLabel('Name');
  await name.fill('<of> & "all"');
  await name.press('Enter');
  const chart = figure(page, 'Accuracy');
  await chart.scrollIntoViewIfNeeded();
  const shown = {
    ticks: [...(await ticks(chart, 'xAxis')), ...(await ticks(chart, 'yAxis'))],
    dots: await chart.locator('[data-line="test"] circle').count(),
  };
  const save = async () => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save Accuracy as SVG' }).click();
    return (await readFile(await (await coming).path())).toString();
  };
  // The chart has the new name when its turn has come.
  let text = '';
  await expect.poll(async () => (text = await save())).toContain('Accuracy, &lt;of&gt; &amp; "all"');
  expect(text).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(text).not.toMatch(/var\(|currentColor|NaN|undefined|Infinity|class=|style=|data-|href=/);
  const picture = await page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
    return {
      title: root.querySelector('title')?.textContent,
      words: [...root.querySelectorAll('text')].map((element) => element.textContent),
      dots: root.querySelectorAll('circle').length,
      width: root.getAttribute('width'),
    };
  }, text);
  expect(picture.title).toBe('Accuracy, <of> & "all"');
  expect(picture.words).toEqual(expect.arrayContaining([...shown.ticks, 'train', 'test', 'Epoch', 'best']));
  // One in the legend.
  expect(picture.dots).toBe(shown.dots + 1);
  expect(picture.width).toBe('800');
  await expect(page.locator('body > [inert]'), 'what was drawn out of sight is gone').toHaveCount(0);
});

test('a change by hand is marked where it was made', async ({ playground, page }) => {
  await openRun(playground, page);
  const decay = page.getByRole('textbox', { name: 'Weight decay' });
  await decay.fill('0.002');
  await decay.press('Enter');
  const mark = figure(page, 'Loss').locator('[data-mark="change"]');
  await figure(page, 'Loss').scrollIntoViewIfNeeded();
  await expect(mark).toHaveCount(1);
  await expect(mark.locator('title')).toHaveText(/^changed: Weight decay set to 0\.002$/);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in charts with their tables, on a phone, ${scheme}`, async ({
    playground,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 760 });
    await openRun(playground, page);
    await page.getByRole('button', { name: 'Show Accuracy as a table' }).click();
    await lines(page, 'Accuracy').getByRole('button', { name: /^test/ }).click();
    expect(await violations(page, charts)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, 'nothing sticks out').toBeLessThanOrEqual(360);
    const small = await page.locator(charts).evaluateAll((rooms) =>
      rooms
        .flatMap((room) => [...room.querySelectorAll('button, input, [role="slider"]')])
        .map((control) => [control.outerHTML.slice(0, 80), control.getBoundingClientRect()] as const)
        .filter(([, { width, height }]) => (width > 0 && width < 24) || (height > 0 && height < 24))
        .map(([html]) => html),
    );
    expect(
      small.filter((html) => !/type="(radio|checkbox)"/.test(html)),
      'targets under 24 pixels',
    ).toEqual([]);
  });
}
