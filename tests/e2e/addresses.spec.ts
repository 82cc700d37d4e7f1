/** The page from addresses at which browsers take something away: plain http from another machine, and a file. */
import { pathToFileURL } from 'node:url';
import { chromium, webgpuOnSwiftShader } from '../setup/chromium.ts';
import { expect, Playground, test, tiny } from './fixtures.ts';

const host = 'playground.test';
test.use({
  launchOptions: chromium([...webgpuOnSwiftShader, `--host-resolver-rules=MAP ${host} 127.0.0.1`]),
});

test('over plain http it says that WebGPU is not to be had and how it would be, and trains', async ({
  page,
  site,
}) => {
  const playground = new Playground(page, site.address.replace('127.0.0.1', host));
  await playground.open({ ...tiny, 'train-images': '32', 'test-images': '16' });
  expect(await page.evaluate(() => isSecureContext), 'a secure page').toBe(false);
  await expect(playground.device).toContainText('WebGL', { timeout: 30_000 });
  expect(await playground.deviceReason()).toContain(
    'This page did not come over https or from this machine and may not use WebGPU, so training runs through WebGL, which is ' +
      'slower; opened by https:// or from http://localhost it trains through WebGPU.',
  );
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  expect(await playground.readLog()).toMatch(/train_loss:\d+\.\d{6}/);
});

for (const [locale, sentence] of [
  [
    'en-GB',
    'Browsers do not load the program of this page from a file: run "npm start" in the project’s folder',
  ],
  ['zh-CN', '浏览器不会从文件加载本页的程序：请在项目文件夹中运行 npm start'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('from a file it says what to do', async ({ page }) => {
      await page.goto(pathToFileURL('dist/index.html').href);
      await expect(page.locator('body')).toContainText(sentence);
    });
  });
}
