/** A browser without WebGPU: the page says so in words and trains all the same. */
import { expect, test, tiny } from './fixtures.ts';

test('the fallback is explained and a tiny run works on it', async ({ playground, page }) => {
  await playground.open({ ...tiny, 'train-images': '32', 'test-images': '16', epochs: '3' });
  const adapter = await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) ?? null);
  expect(adapter, 'no adapter in this browser').toBeNull();
  await expect(playground.device).toContainText(/^(WebGL|CPU)/, { timeout: 30_000 });
  const reason = await playground.deviceReason();
  expect(reason).toMatch(/This browser has (no WebGPU|WebGPU, but no graphics adapter)/);
  console.log(`Without WebGPU: ${reason}`);

  await playground.press('Train');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThanOrEqual(1);
  // The context of WebGL goes where a driver breaks down: the run goes on in another one.
  await page.workers()[0]?.evaluate(() => {
    const { drawElements } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.drawElements = function (...given) {
      WebGL2RenderingContext.prototype.drawElements = drawElements;
      this.getExtension('WEBGL_lose_context')?.loseContext();
      drawElements.apply(this, given);
    };
  });
  if ((await playground.device.textContent())?.startsWith('WebGL'))
    await expect(page.getByRole('alert').filter({ hasText: 'The GPU was gone' })).toBeVisible({
      timeout: 60_000,
    });
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  expect(await playground.readLog()).toMatch(/train_loss:\d+\.\d{6}/);
});
