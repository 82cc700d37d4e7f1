/** "My GPU" on a real device: one button checks the engine and measures, the kernels are named and all of it can be copied. */
import { expect, test, tiny } from './fixtures.ts';

const query = { ...tiny, 'batch-size': '2', 'train-images': '32', 'test-images': '16' };

test('says that the engine is right and how fast it is, and the whole can be copied', async ({
  playground,
  page,
  context,
}) => {
  // It measures, beside another page: a slow machine takes most of two minutes.
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open(query);
  await playground.openDock('My GPU');
  const panel = page.getByRole('region', { name: 'My GPU' });
  const status = page.getByTestId('speed-status');
  await expect(playground.device).toContainText('WebGPU');
  await expect(playground.button('Copy as JSON')).toBeDisabled();
  // A software adapter is asked for the smallest network alone, and the page says why.
  await expect(panel).toContainText('larger networks would take minutes');
  await expect(panel.getByRole('row')).toHaveCount(2);

  const pressed = Date.now();
  await playground.press('Check and measure');
  await expect(status).toHaveText(/^Measuring ResNet-8, 1 of 1\.$/);
  await expect(status).toHaveText('Measured.', { timeout: 180_000 });
  console.log(`Checked and measured in ${((Date.now() - pressed) / 1000).toFixed(1)} s.`);
  await expect(panel).toContainText(
    /The engine computes right on this device: largest deviation \d·10⁻[⁶⁷] \(limit 1·10⁻⁴\)\./,
  );
  await expect(panel).toContainText(/: [\d.,]+ GFLOP\/s at most, reached by a matrix product\./);
  await expect(page.getByRole('region', { name: 'Kernels that won' })).toContainText(
    /^Kernels that wonResNet-8: forward direct \(\d layers\), Winograd \(\d layers\); input gradients direct.*; filter gradients direct.*\.$/,
  );
  for (const column of ['batch', 'speed', 'step', 'gflops', 'share', 'dispatches', 'memory']) {
    const text = (await panel.getByTestId(`speed-${column}`).textContent()) ?? '';
    const value = Number.parseFloat(text.replaceAll(',', ''));
    expect(value, column).toBeGreaterThan(0);
  }

  await playground.press('Copy as JSON');
  await expect(page.getByTestId('copy-answer')).toHaveText('Copied.');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  console.log(`Measured: ${JSON.stringify(copied.reports[0].results)}`);
  expect(copied).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    agent: expect.stringContaining('Chrome'),
    software: true,
    adapter: { vendor: expect.any(String) },
    traits: { subgroupSize: expect.any(Number) },
    right: true,
    checked: [{ name: 'resnet8, batch 8', families: expect.arrayContaining(['direct', 'direct-filter']) }],
    reports: [{ results: [{ engine: 'fused' }] }],
  });
  const [{ rooflineGflops, results, kernels }] = copied.reports;
  const [{ stepMs, imagesPerSecond, gflops, rooflineFraction, gpuBytes }] = results;
  for (const n of [rooflineGflops, stepMs.min, imagesPerSecond, gflops, rooflineFraction, gpuBytes])
    expect(n).toBeGreaterThan(0);
  expect(stepMs.min).toBeLessThanOrEqual(stepMs.median);
  expect(kernels[0]).toMatchObject({
    pass: 'forward',
    family: expect.stringMatching(/^(direct|winograd)$/),
    tuned: false,
  });

  // Other networks are under More. There are no numbers to check this one against.
  await panel.getByText('More', { exact: true }).click();
  await expect(panel).toContainText('Choose a network to measure.');
  await expect(playground.button('Measure these')).toBeDisabled();
  await panel.getByLabel(/^the one that is set .*, batch 2$/).check();
  await playground.press('Measure these');
  await expect(status).toHaveText(/^Measuring ResNet \[1\]w4, 1 of 1\.$/);
  await expect(panel).not.toContainText('The engine computes');

  // A run takes precedence, finds the device in order, and nothing is measured during it.
  await playground.press('Train');
  await expect(status).toHaveText('Measuring waits until no run is under way.');
  await expect(playground.button('Check and measure')).toBeDisabled();
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await expect(playground.button('Check and measure')).toBeEnabled();
});
