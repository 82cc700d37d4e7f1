/** The curves in a real browser: what is switched, zoomed, smoothed, read and saved. The run is a scripted one, recorded and paused. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { colourViolations, violations } from './axe.ts';
import { besidePage, expect, type Playground, pixelsBeyond, test } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

/** Ten epochs of 391 steps are planned; three and a half are recorded. */
const recorded = 1400;

async function openRun(playground: Playground, page: Page): Promise<void> {
  await useScriptedWorker(page, { recorded, blocks: true });
  await playground.open({ epochs: '10' });
  await playground.press('Train');
  await expect.poll(() => playground.steps()).toBe(recorded);
  await expect.poll(() => playground.points('train', 0)).toBeGreaterThan(100);
}

const figure = (page: Page, name: string): Locator => page.getByRole('figure', { name, exact: true });
const lines = (page: Page, name: string): Locator => page.getByRole('group', { name: `Lines of ${name}` });
/** Opens what stands behind the button of a chart. */
async function openMenu(page: Page, name: string): Promise<Locator> {
  const menu = page.getByRole('dialog');
  if (!(await menu.isVisible())) await page.getByRole('button', { name: `Options of ${name}` }).click();
  await expect(menu).toBeVisible();
  return menu;
}
async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
/** Chooses the chart beside the first. */
const show = (page: Page, tab: string): Promise<void> =>
  page
    .getByRole('radiogroup', { name: 'Chart', exact: true })
    .getByRole('radio', { name: tab, exact: true })
    .check();
/** All charts. */
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
  await expect(page.getByRole('figure')).toHaveCount(2);
  await expect(figure(page, 'Loss')).toContainText('Train loss appears with the first steps');
  await expect(figure(page, 'Accuracy')).toContainText('100 %');
});

test('charts of a run, one of six beside the first; lines are switched off and on; all charts zoom at once', async ({
  playground,
  page,
}) => {
  await openRun(playground, page);
  const tabs = {
    rate: 'Learning rate',
    grad: 'Gradient norm by stage',
    probe: 'Probe accuracy by stage',
    'F/x': '‖F(x)‖ / ‖x‖ by stage',
    speed: 'Pictures per second',
    loss: 'Loss',
  };
  for (const [tab, name] of Object.entries(tabs)) {
    await show(page, tab);
    await expect(figure(page, 'Accuracy')).toBeVisible();
    await expect(figure(page, name).locator('[data-line] path').first(), name).toHaveAttribute('d', /^M.+L/);
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

  // Zooms by dragging, by buttons and by keyboard, all charts at once.
  const accuracy = figure(page, 'Accuracy');
  await expect.poll(() => ticks(loss, 'xAxis')).toEqual(['0', '1', '2', '3', '4', '5']);
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

  // The way back stands on every chart, as long as there is one.
  await playground.press('Whole run on Accuracy');
  await expect.poll(() => ticks(loss, 'xAxis')).toEqual(['0', '1', '2', '3', '4', '5']);
  await expect(playground.button('Whole run on Loss')).toHaveCount(0);

  await openMenu(page, 'Loss');
  await playground.press('Zoom in');
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
  await openMenu(page, 'Loss');
  const axis = page.getByRole('radiogroup', { name: 'Horizontal axis' });
  await axis.getByText('Step').click();
  await expect.poll(() => ticks(loss, 'xAxis')).toEqual(['0', '500', '1000', '1500', '2000']);
  await axis.getByText('Time').click();
  await expect.poll(async () => (await ticks(loss, 'xAxis')).join(' ')).toMatch(/^00:00 00:\d\d/);

  const smoothing = page.getByRole('slider', { name: 'Smoothing' });
  const rough = await path(loss, 'train').getAttribute('d');
  await expect(loss.locator('[data-raw]').first()).toBeAttached();
  await smoothing.fill('6');
  await expect(path(loss, 'train')).not.toHaveAttribute('d', rough ?? '');
  await smoothing.fill('0');
  await expect(loss.locator('[data-raw]')).toHaveCount(0);

  const log = page.getByRole('switch', { name: 'Loss on a log axis' });
  await log.press('Space');
  await expect(log).toBeChecked();
  await expect.poll(() => ticks(loss, 'yAxis')).toEqual(['0.5', '1', '2', '5']);
  await page.getByRole('switch', { name: 'Log axis', exact: true }).press('Space');
  await expect.poll(async () => (await ticks(loss, 'xAxis')).length).toBeGreaterThan(2);

  await closeMenu(page);
  await show(page, 'grad');

  await page.reload();
  await expect(figure(page, 'Gradient norm by stage')).toBeVisible();
  await show(page, 'loss');
  await openMenu(page, 'Loss');
  await expect(page.getByRole('switch', { name: 'Log axis', exact: true })).toBeChecked();
  await expect(page.getByRole('slider', { name: 'Smoothing' })).toHaveValue('0');
  await expect(page.getByRole('radio', { name: 'Time' })).toBeChecked();
  await expect(log).toBeChecked();
});

test('a chart stands still while it comes, reads values out, is there as a table and as files, and marks what was changed', async ({
  playground,
  page,
}) => {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node?: Node }[];
      })[]) {
        const inside = entry.sources.some(({ node }) =>
          (node instanceof Element ? node : node?.parentElement)?.closest('[data-testid="charts"]'),
        );
        if (inside)
          shifts.push(
            `${entry.value} ${entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent)?.slice(0, 120))}`,
          );
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await openRun(playground, page);

  await test.step('the heads of charts stand before the charts do, and nothing moves when those come', async () => {
    await page.waitForTimeout(1000);
    expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
  });

  await test.step('the cross-hair stands on every chart and reads values out', async () => {
    const loss = reader(page, 'Loss');
    await expect(loss).toHaveAttribute('aria-valuetext', /Arrow keys/);
    await loss.focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    // A fifth of five epochs.
    await expect(loss).toHaveAttribute('aria-valuetext', /^Epoch 1\.00: train \d\.\d{4}, test \d\.\d{4}$/);
    await expect(page.getByTestId('crosshair')).toHaveCount(2);
    const shown = await lines(page, 'Loss').textContent();
    await page.keyboard.press('Home');
    await expect(lines(page, 'Loss')).not.toHaveText(shown ?? '');
    await loss.blur();
    await expect(page.getByTestId('crosshair')).toHaveCount(0);

    const box = (await loss.boundingBox())!;
    await page.mouse.move(box.x + 0.4 * box.width, box.y + 50);
    await expect(page.getByTestId('crosshair')).toHaveCount(2);
    await expect(page.getByTestId('crosshair').first()).toContainText('Epoch 2.0');
    await page.mouse.move(2, 2);
  });

  await test.step('what a chart shows is there as a table, with what happened', async () => {
    await openMenu(page, 'Accuracy');
    await playground.press('Show Accuracy as a table');
    const chart = page.getByRole('dialog', { name: 'Accuracy', exact: true });
    const rows = chart.getByRole('table').getByRole('row');
    // The dialog is loaded when it is first opened.
    await expect(rows.first()).toBeVisible();
    expect(await rows.count()).toBeGreaterThan(20);
    expect(await rows.count()).toBeLessThanOrEqual(101);
    await expect(rows.first()).toHaveText(/Epoch\s*train\s*test/);
    await expect(chart.getByRole('row', { name: /^Epoch 3\.00/ })).toContainText(
      /Epoch 3\.00\s*\d+\.\d\s%\s*\d+\.\d\s%/,
    );
    await expect(chart.getByRole('listitem')).toHaveText([
      /^Epoch 3\.00: highest test accuracy, \d+\.\d\s%$/,
    ]);
    await playground.press('Close table');
    await expect(chart).toHaveCount(0);
    // What opened the menu that opened the dialog has the focus again.
    await expect(playground.button('Options of Accuracy')).toBeFocused();
  });

  await test.step('a chart is saved as CSV, SVG and PNG', async () => {
    await openMenu(page, 'Loss');
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
    const beside = await besidePage(page);
    const parsed = await beside.evaluate((text) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      const shapes = root.querySelectorAll('path, line, circle').length;
      return { root: root.nodeName, shapes, words: root.textContent };
    }, svg.bytes.toString());
    // A page behind another draws nothing.
    await beside.close();
    await page.bringToFront();
    expect(parsed).toMatchObject({ root: 'svg', words: expect.stringContaining('Loss') });
    expect(parsed.shapes).toBeGreaterThan(20);
    expect(svg.bytes.toString()).not.toMatch(/var\(|currentColor|NaN/);

    const png = await save('PNG');
    expect(png.name).toMatch(/-loss\.png$/);
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    // Twice as fine as the drawing.
    expect(png.bytes.readUInt32BE(16)).toBe(1600);
    await closeMenu(page);
  });

  await test.step('a picture of a dark page is as light as that of a light one', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await openMenu(page, 'Accuracy');
    const coming = page.waitForEvent('download');
    await playground.press('Save Accuracy as SVG');
    const text = (await readFile(await (await coming).path())).toString();
    expect(text).toContain('fill="#ffffff"');
    // The first run's colour on a light ground.
    expect(text).toContain('rgb(0, 114, 178)');
    expect(text).not.toMatch(/rgb\(61, 154, 224\)/);
    await page.emulateMedia({ colorScheme: 'light' });
    await closeMenu(page);
  });

  await test.step('a saved picture needs nothing of the page and holds what the page draws', async () => {
    await page.getByRole('button', { name: /^More on / }).click();
    const name = page.getByTestId('run').getByLabel('Name');
    await name.fill('<of> & "all"');
    await name.press('Enter');
    const chart = figure(page, 'Accuracy');
    const shown = {
      ticks: [...(await ticks(chart, 'xAxis')), ...(await ticks(chart, 'yAxis'))],
      dots: await chart.locator('[data-line="test"] circle').count(),
    };
    await openMenu(page, 'Accuracy');
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
    const beside = await besidePage(page);
    const picture = await beside.evaluate((source) => {
      const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
      return {
        title: root.querySelector('title')?.textContent,
        words: [...root.querySelectorAll('text')].map((element) => element.textContent),
        dots: root.querySelectorAll('circle').length,
        width: root.getAttribute('width'),
      };
    }, text);
    await beside.close();
    await page.bringToFront();
    expect(picture.title).toBe('Accuracy, <of> & "all"');
    expect(picture.words).toEqual(expect.arrayContaining([...shown.ticks, 'train', 'test', 'Epoch', 'best']));
    // One in the legend.
    expect(picture.dots).toBe(shown.dots + 1);
    expect(picture.width).toBe('800');
    await expect(page.locator('body > [inert]'), 'what was drawn out of sight is gone').toHaveCount(0);
    await closeMenu(page);
  });

  await test.step('a change by hand is marked where it was made', async () => {
    await page.getByRole('button', { name: /^All settings/ }).click();
    const decay = page.getByRole('textbox', { name: 'Weight decay' });
    await decay.fill('0.002');
    await decay.press('Enter');
    await closeMenu(page);
    const mark = figure(page, 'Loss').locator('[data-mark="change"]');
    await expect(mark).toHaveCount(1);
    await expect(mark.locator('title')).toHaveText(/^changed: weight decay → 0\.002$/);
    await expect(mark.locator('text')).toHaveText('weight decay → 0.002');
  });
});

test('axe finds nothing in charts with their tables, on a phone, light and dark', async ({
  playground,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 760 });
  await openRun(playground, page);
  await lines(page, 'Accuracy').getByRole('button', { name: /^test/ }).click();
  for (const [scheme, faults] of [
    ['light', violations],
    ['dark', colourViolations],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    expect(await faults(page, charts), scheme).toEqual([]);
    await openMenu(page, 'Loss');
    expect(await faults(page, '[role="dialog"]'), scheme).toEqual([]);
    await playground.press('Show Loss as a table');
    await expect(page.getByRole('dialog', { name: 'Loss', exact: true })).toBeVisible();
    expect(await faults(page, '[role="dialog"]'), scheme).toEqual([]);
    await playground.press('Close table');
    // While it goes it is still a dialog, and the menu would be taken for open.
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await expect.poll(() => pixelsBeyond(page), 'nothing sticks out').toBeLessThanOrEqual(0);
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
