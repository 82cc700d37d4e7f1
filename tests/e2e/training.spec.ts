/** The main job: a person opens the page, picks a depth, presses Train and sees it learn, on WebGPU. */
import { expect, test, tiny } from './fixtures.ts';

test('WebGPU is there and the page says what trains', async ({ playground, page }) => {
  await playground.open();
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter();
    return found ? `${found.info.vendor} ${found.info.architecture} ${found.info.description}` : null;
  });
  expect(adapter, 'an adapter').not.toBeNull();
  console.log(`WebGPU adapter: ${adapter}`);
  await expect(playground.device).toContainText('WebGPU');
  expect(await playground.deviceReason()).toContain('Training runs through WebGPU');
});

test('trains on real pictures: curves, pause, resume, one step, stop', async ({ playground }) => {
  await playground.open({ ...tiny, 'train-images': '2000', 'test-images': '1000' });
  await playground.press('Train');
  await playground.openDock('Run and log');
  await expect(playground.page.getByTestId('fact-shards')).toContainText('3 / 3', { timeout: 60_000 });
  await playground.closeDock();
  await expect.poll(() => playground.steps(), { timeout: 90_000 }).toBeGreaterThanOrEqual(3);
  for (const chart of [0, 1]) {
    await expect
      .poll(() => playground.points('train', chart), `points of chart ${chart}`)
      .toBeGreaterThanOrEqual(2);
  }

  await playground.press('Pause');
  await expect(playground.status).toHaveText('Paused', { timeout: 30_000 });
  // Everything the device had been given is counted by now: the counter stands from the word on.
  const paused = await playground.steps();
  await playground.page.waitForTimeout(2000);
  expect(await playground.steps(), 'steps, 2 s after the pause').toBe(paused);
  await expect(playground.status).toHaveText('Paused');

  await playground.press('Step');
  await expect.poll(() => playground.steps(), { timeout: 30_000 }).toBe(paused + 1);

  await playground.press('Resume');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(paused + 2);

  await playground.press('Stop');
  await expect(playground.status).toHaveText('Stopped', { timeout: 30_000 });
  expect(await playground.readLog()).toMatch(/Stopped after \d+ steps/);
  await expect(playground.button('Train')).toBeEnabled();
});

test('a whole epoch ends in a line of the log and a point of the test curve', async ({ playground }) => {
  await playground.open({ ...tiny, 'train-images': '64', 'test-images': '32' });
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  expect(await playground.readLog()).toMatch(
    /Epoch \[ {2}1\/1 \] {2}train_loss:\d+\.\d{6} {2}train_acc:\d+\.\d\d% {2}test_loss:\d+\.\d{6} {2}test_acc:\d+\.\d\d%/,
  );
  await expect(playground.page.getByTestId('announcement')).toContainText('Epoch 1 of 1: train loss');
  for (const chart of [0, 1]) {
    await expect.poll(() => playground.points('test', chart), `points of chart ${chart}`).toBe(1);
  }
  await expect(playground.page.locator('figure[data-chart] [data-line="test"] circle')).toHaveCount(2);
});
