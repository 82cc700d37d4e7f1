/** Around a run: keys alone, the link, the tab, the help, leaving, what is read out, a loss that explodes. */
import type { Page } from '@playwright/test';
import { expect, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

/** Over in seconds. */
const short = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '2' };
/** Goes on until it is stopped. */
const long = { ...short, epochs: '500' };

const iconOf = (page: Page) => page.locator('link[rel="icon"]').getAttribute('href');
const announcement = (page: Page) => page.getByTestId('announcement');

test('a run from load to finish by keyboard alone', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 250 });
  await playground.open(short);
  await expect(playground.device).toContainText('WebGPU');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(playground.button('Train')).toBeFocused();
  await page.keyboard.press('Enter');
  // The focus stays where it was, and Space goes on from there: Train has become Pause.
  await expect(playground.button('Pause')).toBeFocused();
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.keyboard.press('Space');
  await expect(playground.status).toHaveText('Paused', { timeout: 30_000 });
  const paused = await playground.steps();
  await page.keyboard.press('s');
  await expect.poll(() => playground.steps(), { timeout: 30_000 }).toBe(paused + 1);
  await page.keyboard.press('Space');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await expect(announcement(page)).toContainText(
    /^.+ is trained\. Highest test accuracy: [\d.]+\u00a0%\. Epoch 2 of 2/,
  );
});

test('keys rest while somebody types, behind the help, which says what the page is for, and where they are switched off', async ({
  playground,
  page,
}) => {
  await playground.open({ epochs: '7' });
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.focus();
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await rate.fill('0.1');
  await expect(page).toHaveURL(/\?epochs=7$/);
  await page.locator('body').click({ position: { x: 2, y: 500 } });

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help and shortcuts' });
  await expect(help).toBeVisible();
  await page.keyboard.press('r');
  await expect(page).toHaveURL(/\?epochs=7$/);
  // It says what the page is for, its keys, and what to read.
  await expect(help).toContainText('nothing is sent anywhere');
  await expect(help.getByRole('heading', { name: 'Degradation: when depth hurts' })).toBeVisible();
  await expect(help.getByRole('row', { name: 'Space Train, pause, resume' })).toBeVisible();
  await expect(help.getByRole('link', { name: /Deep Residual Learning/ })).toHaveAttribute(
    'href',
    'https://arxiv.org/abs/1512.03385',
  );
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck();
  await help.getByRole('button', { name: 'Close help' }).click();
  await expect(help).toBeHidden();
  await page.keyboard.press('r');
  await page.keyboard.press('Space');
  await expect(playground.status).toContainText('Watch a residual network learn');
  await expect(page).toHaveURL(/\?epochs=7$/);

  // Kept over visits, and switched on again.
  await page.reload();
  await playground.press('Help and shortcuts');
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).check();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(playground.button('Help and shortcuts')).toBeFocused();
  await page.keyboard.press('r');
  await expect(page).not.toHaveURL(/epochs/);
});

test('the link brings others to the same settings, with only what differs', async ({
  playground,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open();
  await page.goto(`${playground.address}?lang=en&utm=x&model=resnet56#there`);
  await page.getByRole('textbox', { name: 'Learning rate', exact: true }).fill('0.25');
  await playground.openSettings();
  await page.getByRole('switch', { name: 'Nesterov' }).setChecked(false);
  await playground.closeSettings();
  await playground.press('Copy link');
  await expect(page.getByTestId('toast')).toContainText('The link is copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${playground.address}?model=resnet56&learning-rate=0.25&nesterov=false`);

  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByTestId('network-facts')).toContainText('ResNet-56');
  await expect(other.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue('0.25');
  await other.getByRole('button', { name: /^All settings/ }).click();
  await expect(other.getByRole('switch', { name: 'Nesterov' })).not.toBeChecked();
  await other.close();
});

test('a link can be copied by hand where the browser lets no page copy', async ({ playground, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await playground.open({ epochs: '3' });
  await playground.press('Copy link');
  const link = page.getByLabel('Link to these settings');
  await expect(link).toHaveValue(`${playground.address}?epochs=3`);
  await playground.press('Dismiss');
  await expect(link).toBeHidden();
});

test('a reset can be undone', async ({ playground, page }) => {
  await playground.open({ model: 'resnet56', epochs: '3' });
  await playground.openSettings();
  await playground.press('Reset');
  await expect(page.getByTestId('toast')).toHaveText('All settings are back at their defaults.');
  await expect(playground.choice('Layers', '20')).toBeChecked();
  expect(new URL(page.url()).search).toBe('');
  await playground.press('Undo');
  await expect(playground.choice('Layers', '56')).toBeChecked();
  await expect(page).toHaveURL(/\?model=resnet56&epochs=3$/);
});

test('title, icon and bars follow the run, and leaving asks while it is under way, and only then', async ({
  playground,
  page,
}) => {
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.accept();
  });
  await useScriptedWorker(page, { recorded: 20, every: 100 });
  await playground.open(long);
  await page.reload();
  expect(questions).toEqual([]);
  const own = await iconOf(page);
  await expect(page).toHaveTitle('ResNet Playground');
  await playground.press('Train');
  await expect(page).toHaveTitle(/^\d+\s% · ResNet \[1\]w4$/, { timeout: 60_000 });
  await expect.poll(() => iconOf(page)).toContain('stroke-dasharray');
  const epoch = page.getByRole('progressbar', { name: /^Epoch \d+ of 500$/ });
  await expect(epoch).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toHaveAttribute(
    'aria-valuetext',
    /^\d+\s%, [\d:]+ left$/,
  );
  await playground.press('Pause');
  await expect(page).toHaveTitle(/^Paused at \d+\s% · /, { timeout: 30_000 });
  await playground.press('Stop');
  await expect(page).toHaveTitle('ResNet Playground', { timeout: 30_000 });
  await expect.poll(() => iconOf(page)).toBe(own);
  await expect(epoch).toBeHidden({ timeout: 30_000 });

  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.reload();
  expect(questions).toEqual(['beforeunload']);
  await expect(playground.button('Train')).toBeEnabled();
});

test('a notification is asked for by a click only, and comes when nobody looks', async ({
  playground,
  page,
}) => {
  await page.addInitScript(() => {
    // Headless Chromium shows none and refuses all: this stands in for the browser's part.
    const told: string[] = [];
    class Notification {
      static permission = 'default';
      static asked = 0;
      static async requestPermission() {
        Notification.asked++;
        Notification.permission = 'granted';
        return 'granted';
      }
      constructor(_title: string, { body }: { body: string }) {
        told.push(body);
      }
    }
    Object.assign(globalThis, { Notification, told });
    Object.defineProperty(document, 'hidden', { get: () => 'asHidden' in globalThis });
  });
  const asked = () => page.evaluate(() => (Notification as unknown as { asked: number }).asked);
  const told = () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await useScriptedWorker(page, { recorded: 1, every: 50 });
  await playground.open(short);
  expect(await asked()).toBe(0);
  await playground.openDock('Run and log');
  await page.getByRole('switch', { name: 'Notify me when it ends' }).check();
  expect(await asked()).toBe(1);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  expect(await told()).toEqual([]);
  await page.evaluate(() => Object.assign(globalThis, { asHidden: true }));
  await playground.press('Train');
  await expect.poll(told, { timeout: 60_000 }).toEqual([expect.stringContaining('is trained.')]);
});

test('a refused notification is explained', async ({ playground, page }) => {
  await playground.open();
  await playground.openDock('Run and log');
  await page.getByRole('switch', { name: 'Notify me when it ends' }).click();
  await expect(page.getByText('The browser blocks notifications from this page.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Notify me when it ends' })).not.toBeChecked();
});

test('a loss that explodes names the step, and the run is resumed from its last good epoch with a lower rate', async ({
  playground,
  page,
}) => {
  await playground.open({
    ...long,
    'batch-size': '4',
    'learning-rate': '0.01',
    schedule: 'constant',
    'weight-decay': '0.5',
  });
  await playground.press('Train');
  await expect
    .poll(async () => (await playground.stat('epoch').textContent())?.[0], { timeout: 60_000 })
    .toBe('2');
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.fill('10');
  await rate.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'The run ended early' });
  await expect(alert).toContainText(/(stopped being a finite number in|has exploded to .* by) step \d+/, {
    timeout: 60_000,
  });
  await expect(alert.getByRole('button', { name: 'Train with learning rate 1', exact: true })).toBeVisible();
  // Whether the last epoch kept was trained at the rate that is to blame already is a matter of the moment.
  const resume = alert.getByRole('button', { name: /^Resume from epoch \d+ with learning rate (0\.01|1)$/ });
  const lower = (await resume.textContent())?.split(' ').at(-1) ?? '';
  await resume.click();
  await expect(alert).toBeHidden();
  await expect(rate).toHaveValue(lower);
  await expect(playground.button('Stop')).toBeEnabled();
});
