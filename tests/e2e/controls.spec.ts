/** The controls before and during a run: the two lessons of depth, the schedule, the estimate, changes on the way. */
import { violations } from './axe.ts';
import { expect, pixelsBeyond, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

test('one switch makes a network plain and residual again', async ({ playground, page }) => {
  await playground.open();
  const row = 'Residual connections';
  const shortcut = page.getByLabel('Shortcut', { exact: true });
  const facts = page.getByTestId('network-facts');
  await expect(playground.choice(row, 'Residual')).toBeChecked();
  await expect(facts).toContainText('ResNet-20');
  await playground.choose(row, 'Plain');
  await expect(page).toHaveURL(/\?shortcut=none$/);
  await expect(facts).toContainText('Plain-20');
  // The kinds of shortcut are another setting, which a plain network has no use for.
  await playground.openSettings();
  await expect(shortcut).toBeDisabled();
  await expect(shortcut).toHaveAccessibleDescription(/No effect while the network is plain\./);
  await expect(shortcut.locator('option')).toHaveText(['projection (1×1)', 'identity (padded)']);
  await playground.closeSettings();
  await playground.choose(row, 'Residual');
  await playground.openSettings();
  await shortcut.selectOption('identity');
  await playground.closeSettings();
  // Plain and residual again, it is of the kind that it was.
  await playground.choose(row, 'Plain');
  await expect(page).toHaveURL(/\?shortcut=none$/);
  await playground.choose(row, 'Residual');
  await expect(page).toHaveURL(/\?shortcut=identity$/);
});

test('a row of depths chooses a named network, thin or wide', async ({ playground, page }) => {
  await playground.open();
  const facts = page.getByTestId('network-facts');
  await playground.choose('Layers', '56');
  await expect(page).toHaveURL(/\?model=resnet56$/);
  await playground.choose('Family of networks', 'Wide');
  await expect(facts).toContainText('ResNet-50 · 23.52');
  // By keyboard: one stop, and arrows from depth to depth.
  await playground.choice('Layers', '50').focus();
  await page.keyboard.press('ArrowRight');
  await expect(playground.choice('Layers', '101')).toBeChecked();
  await playground.openSettings();
  await playground.settings.getByRole('button', { name: 'More: Blocks in layer1' }).click();
  await expect(facts).toContainText('Custom 4·4·23·3, 104 layers');
  await expect(
    page.getByRole('radiogroup', { name: 'Layers' }).getByRole('radio', { checked: true }),
  ).toHaveCount(0);
  await expect(page.getByTestId('settings-count')).toHaveText('3 changed');
  await playground.press('Blocks per stage: back to the default');
  await expect(page).toHaveURL(/\?width=64&block=bottleneck$/);
});

test('a recipe sets at once all that it takes to train, and says what it is', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.openSettings();
  const recipe = playground.settings.getByLabel('Recipe');
  await expect(recipe.locator('option:checked')).toHaveText('Standard');
  await recipe.selectOption('Paper');
  await expect(page).toHaveURL(/\?recipe=paper$/);
  await expect(recipe).toHaveAccessibleDescription(/^As He et al\. trained/);
  await expect(playground.settings.getByLabel('Schedule', { exact: true })).toHaveValue('step');
  await expect(playground.settings.getByLabel('Weight decay', { exact: true })).toHaveValue('0.0001');
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  // Whatever is changed makes the settings one's own.
  await playground.settings.getByLabel('Nesterov', { exact: true }).check();
  await expect(recipe.locator('option:checked')).toHaveText('Own settings');
  await recipe.selectOption('Fast');
  await page.reload();
  await playground.openSettings();
  await expect(recipe.locator('option:checked')).toHaveText('Fast');
});

test('a budget chooses epochs and pictures, and editing those by hand leaves them as set', async ({
  playground,
  page,
}) => {
  await playground.open();
  await expect(playground.device).toContainText('WebGPU');
  // Ten epochs of everything take a software adapter hours: what would not is one click away.
  await playground.press('1 minute instead');
  await expect(playground.choice('Time for a run', '1 min')).toBeChecked();
  await expect(page.getByTestId('forecast-hopeless')).toBeEmpty();
  await expect(page.getByTestId('budget-facts')).toHaveText(/^\d epochs of \d{3} pictures$/);
  await expect(page).toHaveURL(/epochs=\d&train-images=\d+&test-images=\d+$/);
  const minute = page.url();
  await playground.choose('Layers', '8');
  await expect.poll(() => page.url()).not.toContain(new URL(minute).search);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toContainText(/≈ (1\smin|5\d\ss)/);
  await playground.openSettings();
  await page.getByLabel('Epochs', { exact: true }).fill('3');
  await playground.closeSettings();
  await expect(playground.choice('Time for a run', 'as set')).toBeChecked();
  await expect(page.getByTestId('budget-facts')).toHaveText(/^3 epochs of /);
});

test('a field that holds no value keeps Train from starting and says which', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 0, every: 50 });
  // Every field has an effect: under this schedule and optimizer none of them is switched off.
  await playground.open({ ...tiny, 'train-images': '32', 'test-images': '16', schedule: 'cosine' });
  await playground.openSettings();
  const fields = await playground.settings.locator('input[inputmode]:not(:disabled)').all();
  expect(fields.length).toBeGreaterThan(9);
  for (const field of fields) {
    const before = await field.inputValue();
    await field.fill('abc');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill(before);
    await expect(field).toHaveAttribute('aria-invalid', 'false');
  }
  const momentum = page.getByLabel('Momentum', { exact: true });
  await momentum.fill('0x1');
  await expect(momentum).toHaveAttribute('aria-invalid', 'true');
  await playground.closeSettings();
  await expect(page.getByTestId('settings-count')).toHaveText('1 not valid');
  await playground.press('Train');
  await expect(page.getByTestId('toast')).toHaveText(
    'Not started. Momentum must be a number from 0 to 0.9999, but it is "0x1".',
  );
  // What was typed is there still, and has the focus.
  await expect(momentum).toBeFocused();
  await expect(momentum).toHaveValue('0x1');
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  await momentum.fill('0,8');
  await expect(page.getByTestId('toast')).toBeEmpty();
  await playground.closeSettings();
  await expect(page).toHaveURL(/momentum=0\.8/);

  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.fill('fast');
  await playground.press('Train');
  await expect(rate).toBeFocused();
  await expect(page.getByTestId('toast')).toContainText('Learning rate must be a number from 0 to 10');
  await rate.fill('０．０５');
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await expect(rate).toHaveValue('0.05');
});

test('every setting tells its help, its range and its source, by mouse and by keyboard', async ({
  playground,
  page,
}) => {
  await playground.open();
  // The first useful control is among the first three stops of the Tab key of the column.
  const column = page.locator('[data-place="controls"]');
  await playground.choice('Family of networks', 'Thin').focus();
  const stops: (string | null)[] = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const element = document.activeElement;
        return (
          element?.closest('[role="radiogroup"]')?.getAttribute('aria-label') ??
          element?.getAttribute('aria-label') ??
          element?.id ??
          null
        );
      }),
    );
  }
  expect(stops).toEqual([
    'Layers',
    'Residual connections',
    'Time for a run',
    'Learning rate, on a scale',
    'setting-learningRate',
  ]);
  const hidden = () => column.evaluate((element) => element.scrollHeight - element.clientHeight);
  await expect.poll(hidden, 'pixels that the column scrolls').toBeLessThanOrEqual(0);

  const buttons = page.getByRole('button', { name: /^About / });
  await expect(buttons).toHaveCount(4);
  await playground.openSettings();
  expect(await playground.settings.getByRole('button', { name: /^About / }).count()).toBeGreaterThan(20);
  await playground.press('About Warm-up epochs');
  const help = page.getByRole('dialog', { name: 'About Warm-up epochs' });
  await expect(help).toContainText('rises linearly from zero');
  await expect(help).toContainText('0 to 100 epochs');
  await expect(help.getByRole('link', { name: 'Source' })).toHaveAttribute('href', /arxiv\.org\/abs\/1706/);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  // By keyboard: from the control into its help, and back to the control; the drawer stays.
  const momentum = page.getByLabel('Momentum', { exact: true });
  for (const key of ['?', 'F1']) {
    await momentum.focus();
    await page.keyboard.press(key);
    const about = page.getByRole('dialog', { name: 'About Momentum' });
    await expect(about.getByRole('link').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(about).toBeHidden();
    await expect(momentum).toBeFocused();
    await expect(momentum).toHaveValue('0.9');
  }
  await expect(playground.settings).toBeVisible();
});

test('a setting is found by a word, and what differs from its default goes back by itself', async ({
  playground,
  page,
}) => {
  await playground.open({ seed: '7', 'label-smoothing': '0.1' });
  await expect(page.getByTestId('settings-count')).toHaveText('2 changed');
  await playground.openSettings();
  const search = page.getByRole('searchbox', { name: 'Find a setting' });
  await expect(search).toBeFocused();
  await search.fill('smooth');
  await expect(page.getByLabel('Label smoothing', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveCount(0);
  await playground.press('Label smoothing: back to the default');
  await expect(page).toHaveURL(/\?seed=7$/);
  await search.fill('nothing like it');
  await expect(page.getByText('No setting matches “nothing like it”.')).toBeVisible();
});

test('a setting without effect is disabled and says why; an optimizer brings its own rate; the schedule is drawn', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.openSettings();
  const warmup = page.getByLabel('Warm-up epochs', { exact: true });
  await expect(warmup).toBeDisabled();
  await expect(warmup).toHaveAccessibleDescription(/No effect while Schedule is one-cycle\./);
  await page.getByLabel('Schedule', { exact: true }).selectOption('cosine');
  await expect(warmup).toBeEnabled();
  await expect(page.getByText('No effect while Schedule is one-cycle.')).toHaveCount(0);

  const nesterov = page.getByRole('switch', { name: 'Nesterov' });
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true, includeHidden: true });
  await expect(nesterov).toBeEnabled();
  await page.getByLabel('Optimizer', { exact: true }).selectOption('adamw');
  await expect(nesterov).toBeDisabled();
  await expect(page.getByText('No effect while Optimizer is AdamW.')).toBeVisible();
  await expect(rate).toHaveValue('0.002');
  await expect(page).toHaveURL(/\?optimizer=adamw&schedule=cosine$/);
  expect(await violations(page, '[role="dialog"]')).toEqual([]);

  await playground.closeSettings();
  await rate.fill('0.01');
  await playground.openSettings();
  await page.getByLabel('Optimizer', { exact: true }).selectOption('sgd');
  await expect(rate).toHaveValue('0.01');

  // The schedule is drawn before Train and follows what is set.
  await page.getByLabel('Epochs', { exact: true }).fill('4');
  await page.getByLabel('Schedule', { exact: true }).selectOption('onecycle');
  const line = page.locator('[data-testid="schedule-line"]');
  const shape = async () => {
    const points = ((await line.getAttribute('points')) ?? '')
      .split(' ')
      .map((p) => p.split(',').map(Number));
    const rates = points.map(([, y]) => y ?? Number.NaN);
    return { first: rates[0], last: rates[rates.length - 1], highest: Math.min(...rates) };
  };
  await expect(
    page.getByRole('img', { name: /^Learning rate over 4 epochs: .* at most 0\.01 / }),
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
  await playground.openSettings();
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

test('time is assumed until it was measured, and then known for other networks and other visits', async ({
  playground,
  page,
}) => {
  const query = { ...tiny, 'batch-size': '2', 'train-images': '32', 'test-images': '16' };
  await playground.open(query);
  await expect(playground.device).toContainText('WebGPU');
  const line = page.getByTestId('forecast');
  await expect(line).toHaveText(/^≈ \d+ MiB on the GPU, speed assumed$/);
  await playground.openSettings();
  await expect(page.getByTestId('estimate-source')).toContainText('Assumed');
  await playground.press('Measure this network');
  await expect(page.getByTestId('estimate-source')).toContainText(/^Measured with this network .* GFLOP\/s/, {
    timeout: 90_000,
  });
  await expect(line).toContainText('speed measured');
  await expect(page.getByTestId('estimate-epoch')).toHaveText(/^≈ [\d.]+\ss$/);
  const seconds = async () => {
    const text = (await page.getByTestId('estimate-epoch').textContent()) ?? '';
    const [, minutes = '0'] = /(\d+)\smin/.exec(text) ?? [];
    const [, rest = '0'] = /([\d.]+)\ss/.exec(text) ?? [];
    return 60 * Number(minutes) + Number(rest);
  };
  const measured = await seconds();

  await page.getByLabel('Training pictures', { exact: true }).fill('5000');
  await expect.poll(seconds).toBeGreaterThan(20 * measured);

  await playground.settings.getByRole('button', { name: 'More: Blocks in layer1' }).click();
  await expect(page.getByTestId('estimate-source')).toContainText('another network');
  await page.reload();
  await expect(line).toContainText('speed derived');
});

test('learning rate, weight decay and augmentation change during a run', async ({ playground, page }) => {
  await useScriptedWorker(page, { recorded: 1, every: 100 });
  await playground.open({
    ...tiny,
    epochs: '50',
    'train-images': '64',
    'test-images': '16',
    schedule: 'constant',
  });
  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(0);
  await playground.openDock('Run and log');
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.fill('0.012');
  // Half-typed numbers stay in the form.
  await expect(playground.log).not.toContainText('Learning rate set to');
  await rate.press('Enter');
  await expect(playground.log).toContainText('Learning rate set to 0.012');
  await expect(page.getByTestId('field-label').filter({ hasText: 'Learning rate' })).toContainText('at once');
  // The slider tells the run when it is let go, and what it tells has two digits.
  const slider = page.getByRole('slider', { name: 'Learning rate, on a scale' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(playground.log).toContainText('Learning rate set to 0.014');
  await expect(page.getByTestId('forecast')).toHaveText(/^Next run: ≈ /);
  await playground.openSettings();
  await expect(playground.settings).toContainText('Changes wait for the next run');
  await page.getByLabel('Weight decay', { exact: true }).fill('0.001');
  await page.getByLabel('Weight decay', { exact: true }).press('Enter');
  await expect(playground.log).toContainText('Weight decay set to 0.001');
  await page.getByLabel('cutout', { exact: true }).check();
  await expect(playground.log).toContainText('Augmentation set to cutout');
  await playground.closeSettings();
  await playground.press('Stop');
  await expect(playground.status).toHaveText('Stopped', { timeout: 30_000 });
});

for (const lang of ['en', 'zh']) {
  test(`targets are large enough and nothing overflows, ${lang}`, async ({ playground, page }) => {
    const cut = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '[data-testid="field-label"] :is(label, span), [data-place="controls"] .mantine-SegmentedControl-innerLabel, [data-testid="run-buttons"] .mantine-Button-label',
          ),
        ]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
          .map((element) => element.textContent),
      );
    const fits = async (where: string) => {
      await expect.poll(() => pixelsBeyond(page), where).toBeLessThanOrEqual(0);
      await expect.poll(cut, where).toEqual([]);
    };
    await page.goto(`${playground.address}?lang=${lang}`);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(page.getByTestId('forecast')).toContainText('MiB');
      expect(await violations(page, '[data-place="controls"]', '[data-testid="header"]')).toEqual([]);
      await fits(`the page at ${width} px`);
      await page.getByRole('button', { name: lang === 'en' ? /^All settings/ : /^全部设置/ }).click();
      await expect(page.getByTestId('estimate-memory')).toContainText('MiB');
      expect(await violations(page, '[role="dialog"]')).toEqual([]);
      await fits(`the drawer at ${width} px`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}
