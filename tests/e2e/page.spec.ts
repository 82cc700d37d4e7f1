/** What the page shows and answers before any run: shapes that follow the depth, the address, bad input. */
import sharp from 'sharp';
import { preview } from 'vite';
import { expect, pixelsBeyond, test } from './fixtures.ts';

test('depth changes the stage table, the totals and the diagram', async ({ playground, page }) => {
  await playground.open();
  await playground.showStages();
  const bars = page.locator('[data-testid="diagram"] [data-id^="layer"]');
  const parameters = page.getByTestId('total-parameters');
  await expect(parameters).toHaveText('272,474');
  await expect(page.getByTestId('total-macs')).toHaveText('40.81 M');
  await expect(bars).toHaveCount(9);

  await playground.press('More: Blocks in layer2');
  await expect(bars).toHaveCount(10);
  await expect(parameters).toHaveText('291,034');
  await expect(playground.stages.getByRole('row', { name: /^layer2 ×4/ })).toContainText('[N, 16, 16, 32]');
  await expect(page).toHaveURL(/\?blocks=3,4,3$/);

  await playground.choose('Family of networks', 'Wide');
  await playground.choose('Layers', '50');
  await expect(parameters).toHaveText('23,520,842');
  await expect(page).toHaveURL(/\?model=resnet50$/);
  const layer4 = playground.stages.getByRole('row', { name: /^layer4 ×3/ });
  await expect(layer4).toContainText('[N, 4, 4, 2048]');
  await expect(layer4).toContainText('[N, 2048, 4, 4]');
  await expect(page.getByRole('group', { name: /layer4 ×3, 4×4×2048/ })).toBeVisible();

  await playground.openSettings();
  await playground.press('Fewer: Stages');
  await expect(layer4).toHaveCount(0);
  await expect(page.getByTestId('network-facts')).toContainText('Custom 3·4·6');
});

test('the address sets the page, and a bad one is explained', async ({ playground, page }) => {
  await playground.open({ model: 'resnet56', 'learning-rate': '0.2' });
  await expect(playground.choice('Layers', '56')).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue('0.2');

  await playground.open({ epochs: 'many' });
  await expect(
    page.getByText('epochs must be a whole number from 1 to 1000, but it is "many".'),
  ).toBeVisible();
  await expect(page.getByTestId('budget-facts')).toHaveText('10 epochs of 50,000 pictures');
});

test('a bad number is named where it was typed and changes nothing', async ({ playground, page }) => {
  await playground.open();
  await playground.openSettings();
  const batch = page.getByLabel('Batch size', { exact: true });
  await batch.fill('12.5');
  await expect(
    page.getByText('Batch size must be a whole number from 1 to 4096, but it is "12.5".'),
  ).toBeVisible();
  expect(page.url()).not.toContain('batch-size');
  await batch.fill('64');
  await expect(page).toHaveURL(/batch-size=64/);

  // Taking all settings back clears it away.
  await batch.fill('many');
  await playground.press('Reset');
  await expect(batch).toHaveValue('128');
  await expect(page.getByText('Batch size must be')).toHaveCount(0);
});

test('the built page also works from the root, as `npm run preview` serves it', async ({ page }) => {
  const server = await preview({ preview: { port: 0 }, logLevel: 'error' });
  try {
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
    await expect(page.getByTestId('device')).toContainText('WebGPU');
  } finally {
    await server.close();
  }
});

test('the page lets in nothing that is not its own, and a test notices what tries', async ({
  playground,
  page,
  forbidden,
}) => {
  await playground.open();
  expect(forbidden).toEqual([]);
  const outcome = await page.evaluate(async () => {
    const refused = async (what: () => unknown) => {
      try {
        await what();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const put = <K extends 'script' | 'style'>(name: K, text: string) => {
      const element = document.createElement(name);
      element.append(text);
      document.head.append(element);
    };
    put('style', 'body { letter-spacing: 3px }');
    put('script', 'document.title = "another"');
    return {
      style: getComputedStyle(document.body).letterSpacing,
      title: document.title,
      fetch: await refused(() => fetch('https://example.org/')),
      html: await refused(() => document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="1">')),
      worker: await refused(() => new Worker('./sw.js')),
      policy: await refused(() => {
        const { trustedTypes } = window as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): void };
        };
        trustedTypes.createPolicy('another', {});
      }),
    };
  });
  expect(outcome).toEqual({
    style: 'normal',
    title: 'ResNet Playground',
    fetch: 'TypeError',
    html: 'TypeError',
    worker: 'TypeError',
    policy: 'TypeError',
  });
  expect(forbidden.length).toBeGreaterThanOrEqual(5);
  forbidden.length = 0;
});

test('icons, the picture for links, manifest and licences are there, beside the page', async ({
  playground,
  page,
  request,
}) => {
  await playground.open();
  const links = [
    ['link[rel="icon"]', 'href', 'image/svg+xml'],
    ['link[rel="apple-touch-icon"]', 'href', 'image/png'],
    ['meta[property="og:image"]', 'content', 'image/png'],
    ['link[rel="manifest"]', 'href', 'application/manifest+json'],
  ] as const;
  for (const [selector, attribute, type] of links) {
    const address = await page.locator(selector).getAttribute(attribute);
    expect(address, 'works from any path').toMatch(/^\.\//);
    const response = await request.get(new URL(address ?? '', playground.address).href);
    expect(response.status(), selector).toBe(200);
    expect(response.headers()['content-type']).toBe(type);
    if (selector !== 'link[rel="manifest"]') continue;
    const { icons, start_url } = await response.json();
    expect(new URL(start_url, response.url()).href).toBe(playground.address);
    for (const { src, sizes } of icons) {
      const icon = await request.get(new URL(src, response.url()).href);
      const { width, height, format } = await sharp(await icon.body()).metadata();
      if (format === 'png') expect(`${width}x${height}`).toBe(sizes);
    }
  }
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Licences', exact: true }).click();
  await expect((await opened).locator('body')).toContainText('@tensorflow/tfjs-core');
});

test('the page is built for a phone too: nothing reaches beyond 360 pixels', async ({ playground, page }) => {
  await page.setViewportSize({ width: 360, height: 760 });
  for (const model of ['resnet20', 'resnet152']) {
    await playground.open({ model });
    await expect(page.locator('[data-testid="diagram"] svg[role="group"]')).toBeVisible();
    await expect
      .poll(() => pixelsBeyond(page), `pixels beyond the screen with ${model}`)
      .toBeLessThanOrEqual(0);
  }
});

test('everything is reached by keyboard: the controls, the network, charts, dock, runs and tools', async ({
  playground,
  page,
}) => {
  await playground.open({ epochs: '1' });
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    document.addEventListener('focusin', ({ target }) => {
      const at = target as Element;
      const labelled = at.getAttribute('aria-labelledby');
      const label = labelled ? document.getElementById(labelled)?.textContent : undefined;
      seen.push((at.getAttribute('aria-label') ?? label ?? at.textContent ?? '').trim());
    });
  });
  /** What had the focus after each of so many presses of Tab. */
  const tab = async (times: number): Promise<string> => {
    for (let i = 0; i < times; i++) await page.keyboard.press('Tab');
    return page.evaluate(() => {
      const { seen } = globalThis as unknown as { seen: string[] };
      return seen.splice(0).join('\n');
    });
  };
  const onPage = await tab(90);
  for (const label of [
    'Skip to Train',
    'Train',
    'Fewer: Blocks in layer1',
    'How the network is drawn',
    'Options of Accuracy',
    'Inside a block',
    'My GPU',
    'Runs',
    'Import',
    'Help and shortcuts',
  ])
    expect(onPage).toContain(label);

  await playground.openSettings();
  const inDrawer = await tab(70);
  for (const label of ['More: Stages', 'Fewer: Blocks in layer1', 'Reset']) expect(inDrawer).toContain(label);
  const reached = await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
  expect(reached, 'the drawer keeps the focus').toBe(true);
});
