/** The controls before and during a run: the two lessons of depth, the schedule, the estimate, changes on the way. */
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

test('one switch makes a network plain and residual again', async ({ playground, page }) => {
  await playground.open();
  const residual = page.getByRole('switch', { name: 'Residual connections' });
  const shortcut = page.getByLabel('Shortcut', { exact: true });
  await expect(residual).toBeChecked();
  await page.getByText('Residual connections').click();
  await expect(residual).not.toBeChecked();
  await expect(shortcut).toHaveValue('none');
  await expect(page).toHaveURL(/\?shortcut=none$/);
  // Two projections fewer.
  await expect(page.getByTestId('total-parameters')).toHaveText('269,722');
  await shortcut.selectOption('identity');
  await expect(residual).toBeChecked();
  // Off and on again, it is of the kind that it was.
  await page.getByText('Residual connections').click();
  await expect(shortcut).toHaveValue('none');
  await page.getByText('Residual connections').click();
  await expect(shortcut).toHaveValue('identity');
});

test('every setting tells its help, its range and its source', async ({ playground, page }) => {
  await playground.open();
  const buttons = page.getByRole('button', { name: /^About / });
  const count = await buttons.count();
  expect(count).toBeGreaterThan(20);
  await playground.press('About Warm-up epochs');
  const help = page.getByRole('dialog', { name: 'About Warm-up epochs' });
  await expect(help).toContainText('rises linearly from zero');
  await expect(help).toContainText('0 to 100 epochs');
  await expect(help.getByRole('link', { name: 'Source' })).toHaveAttribute('href', /arxiv\.org\/abs\/1706/);
  // By keyboard: into the help, and out of it back to where it was opened.
  await expect(help.getByRole('link', { name: 'Read more' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(playground.button('About Warm-up epochs')).toBeFocused();
});

test('a setting without effect is disabled and says why; an optimizer brings its own rate', async ({
  playground,
  page,
}) => {
  await playground.open();
  const warmup = page.getByLabel('Warm-up epochs', { exact: true });
  await expect(warmup).toBeDisabled();
  await expect(warmup).toHaveAccessibleDescription(/No effect while Schedule is one-cycle\./);
  await page.getByLabel('Schedule', { exact: true }).selectOption('cosine');
  await expect(warmup).toBeEnabled();
  await expect(page.getByText('No effect while Schedule is one-cycle.')).toHaveCount(0);

  const nesterov = page.getByRole('switch', { name: 'Nesterov' });
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await expect(nesterov).toBeEnabled();
  await page.getByLabel('Optimizer', { exact: true }).selectOption('adamw');
  await expect(nesterov).toBeDisabled();
  await expect(page.getByText('No effect while Optimizer is AdamW.')).toBeVisible();
  await expect(rate).toHaveValue('0.002');
  await expect(page).toHaveURL(/\?optimizer=adamw&schedule=cosine$/);
  expect(await violations(page, '[data-place="training"]')).toEqual([]);

  await rate.fill('0.01');
  await page.getByLabel('Optimizer', { exact: true }).selectOption('sgd');
  await expect(rate).toHaveValue('0.01');
});

test('the schedule is drawn before Train and follows what is set', async ({ playground, page }) => {
  await playground.open({ epochs: '4', 'learning-rate': '0.2' });
  const line = page.locator('[data-testid="schedule-line"]');
  const shape = async () => {
    const points = ((await line.getAttribute('points')) ?? '')
      .split(' ')
      .map((p) => p.split(',').map(Number));
    const rates = points.map(([, y]) => y ?? Number.NaN);
    return { first: rates[0], last: rates[rates.length - 1], highest: Math.min(...rates) };
  };
  await expect(
    page.getByRole('img', { name: /^Learning rate over 4 epochs: .* at most 0\.2 / }),
  ).toBeVisible();
  const oneCycle = await shape();
  expect(oneCycle.first).toBeGreaterThan(oneCycle.highest);
  expect(oneCycle.last).toBeGreaterThan(oneCycle.highest);

  await page.getByLabel('Schedule', { exact: true }).selectOption('constant');
  const constant = await shape();
  expect(constant.first).toBe(constant.highest);
  expect(constant.last).toBe(constant.highest);

  await page.getByLabel('Schedule', { exact: true }).selectOption('step');
  const step = await shape();
  expect(step.first).toBe(step.highest);
  expect(step.last).toBeGreaterThan(50);
});

test('a run that will not fit is told of before it starts, with a batch that does', async ({
  playground,
  page,
}) => {
  await playground.open({ model: 'resnet50' });
  await expect(playground.device).toContainText('WebGPU');
  const warning = page.getByTestId('estimate-misfit');
  await page.getByLabel('Batch size', { exact: true }).fill('4096');
  await expect(warning).toContainText(/fit.*choose a batch size of at most [\d,]+\.$/);
  const most = (await warning.textContent())?.match(/at most ([\d,]+)\.$/)?.[1]?.replaceAll(',', '') ?? '';
  await page.getByLabel('Batch size', { exact: true }).fill(most);
  const text = (await warning.isVisible()) ? await warning.textContent() : '';
  // A smaller tensor may still leave more memory in all than is likely to be there: then that is said, once more with a batch.
  if (text) {
    expect(text).toContain('It may not fit');
    await page.getByLabel('Batch size', { exact: true }).fill(text.match(/at most ([\d,]+)\.$/)?.[1] ?? '');
  }
  await expect(warning).toBeHidden();
});

test('time is unknown until it was measured, and then known for other networks and other visits', {
  tag: '@timed',
}, async ({ playground, page }) => {
  const query = { ...tiny, 'batch-size': '2', 'train-images': '32', 'test-images': '16' };
  await playground.open(query);
  await expect(playground.device).toContainText('WebGPU');
  await expect(page.getByTestId('estimate-memory')).toHaveText(/^≈ \d+ MiB$/);
  await expect(page.getByTestId('estimate-epoch')).toHaveText('–');
  await playground.press('Measure this network');
  await expect(page.getByTestId('estimate-source')).toContainText(/This network was measured .* GFLOP\/s/, {
    timeout: 90_000,
  });
  await expect(page.getByTestId('estimate-epoch')).toHaveText(/^≈ [\d.]+ s$/);
  const seconds = async () =>
    Number.parseFloat((await page.getByTestId('estimate-epoch').textContent())?.slice(2) ?? '');
  const measured = await seconds();

  await page.getByLabel('Training pictures', { exact: true }).fill('5000');
  await expect.poll(seconds).toBeGreaterThan(20 * measured);

  await playground.press('More: Blocks in layer1');
  await expect(page.getByTestId('estimate-source')).toContainText('another network');
  await page.reload();
  await expect(page.getByTestId('estimate-source')).toContainText('another network');
});

test('learning rate, weight decay and augmentation change during a run', async ({ playground, page }) => {
  await playground.open({
    ...tiny,
    epochs: '50',
    'train-images': '64',
    'test-images': '16',
    schedule: 'constant',
  });
  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.fill('0.012');
  // Half-typed numbers stay in the form.
  await expect(playground.log).not.toContainText('Learning rate set to');
  await rate.press('Enter');
  await expect(playground.log).toContainText('Learning rate set to 0.012');
  await expect(playground.stat('learning-rate')).toHaveText('0.0120');
  await page.getByLabel('Weight decay', { exact: true }).fill('0.001');
  await page.getByLabel('Weight decay', { exact: true }).press('Enter');
  await expect(playground.log).toContainText('Weight decay set to 0.001');
  await page.getByLabel('cutout', { exact: true }).check();
  await expect(playground.log).toContainText('Augmentation set to cutout');
  await playground.press('Stop');
  await expect(playground.status).toHaveText('Stopped', { timeout: 30_000 });
});

for (const lang of ['en', 'zh']) {
  for (const width of [1440, 360]) {
    test(`targets are large enough and nothing overflows, ${lang}, ${width} px`, async ({
      playground,
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${playground.address}?lang=${lang}`);
      await expect(page.getByTestId('estimate-memory')).toContainText('MiB');
      expect(
        await violations(page, '[data-place="model"]', '[data-place="training"]', '[data-testid="header"]'),
      ).toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
      const cut = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '[data-testid="panel-title"], [data-testid="field-label"] label, [data-testid="stats"] dt, [data-testid="stats"] dd, [data-testid="run-buttons"] .mantine-Button-label',
          ),
        ]
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.textContent),
      );
      expect(cut).toEqual([]);
    });
  }
}
