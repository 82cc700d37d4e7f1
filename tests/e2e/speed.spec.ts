/** "How fast is my GPU?" on a real device: the page's own network is measured, shown and copied. */
import { expect, test, tiny } from './fixtures.ts';

const query = { ...tiny, 'batch-size': '2', 'train-images': '32', 'test-images': '16' };

test('measures the current network, and the numbers can be copied', async ({ playground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open(query);
  await playground.openDock('My GPU');
  const panel = page.getByRole('region', { name: 'My GPU' });
  const status = page.getByTestId('speed-status');
  await expect(playground.device).toContainText('WebGPU');
  await expect(playground.button('Copy as JSON')).toBeDisabled();

  // A software adapter is asked for the smallest network alone.
  await expect(panel.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await panel.getByLabel('ResNet-8, batch 8').uncheck();
  await expect(status).toHaveText('Choose a network to measure.');
  await expect(playground.button('Measure')).toBeDisabled();
  await panel.getByLabel(/^the one that is set .*, batch 2$/).check();

  await playground.press('Measure');
  await expect(status).toHaveText(/^Measuring ResNet \[1\]w4, 1 of 1\.$/);
  await expect(status).toHaveText('Measured.', { timeout: 90_000 });
  await expect(panel).toContainText(/: [\d.,]+ GFLOP\/s at most, reached by a matrix product\./);
  for (const column of ['batch', 'speed', 'step', 'gflops', 'share', 'dispatches', 'memory']) {
    const text = (await panel.getByTestId(`speed-${column}`).textContent()) ?? '';
    const value = Number.parseFloat(text.replaceAll(',', ''));
    expect(value, column).toBeGreaterThan(0);
  }

  await playground.press('Copy as JSON');
  await expect(page.getByTestId('copy-answer')).toHaveText('Copied.');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  console.log(`Measured: ${JSON.stringify(copied.reports)}`);
  expect(copied).toMatchObject({ software: true, steps: 3, reports: [{ results: [{ engine: 'fused' }] }] });
  const [{ rooflineGflops, results }] = copied.reports;
  const [{ stepMs, imagesPerSecond, gflops, rooflineFraction, gpuBytes }] = results;
  for (const n of [rooflineGflops, stepMs.min, imagesPerSecond, gflops, rooflineFraction, gpuBytes])
    expect(n).toBeGreaterThan(0);
  expect(stepMs.min).toBeLessThanOrEqual(stepMs.median);

  // The device is left in order for a run, during which nothing is measured.
  await playground.press('Train');
  await expect(status).toHaveText('Measuring waits until no run is under way.');
  await expect(playground.button('Measure')).toBeDisabled();
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
  await expect(playground.button('Measure')).toBeEnabled();
});
