/** The page in two languages: chosen by the browser, by the address, by hand, and kept. */
import { expect, test } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';
import { translate } from './translated.ts';

const html = 'html';

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' });

  test('the page opens in Chinese and says so', async ({ playground, page }) => {
    await page.goto(playground.address);
    await expect(playground.button('训练')).toBeVisible();
    await expect(page.locator(html)).toHaveAttribute('lang', 'zh-CN');
    await expect(page).toHaveTitle('ResNet 游乐场');
    expect(await playground.deviceReason()).toContain('训练通过');
    await page.getByRole('button', { name: '全部设置' }).click();
    await page.getByLabel('轮数', { exact: true }).fill('0');
    await expect(page.getByText('轮数必须是 1 到 1000 之间的整数，而不是“0”。')).toBeVisible();

    await page.goto(`${playground.address}?model=vgg16`);
    await expect(
      page.getByText('网址里有 1 项设置无效，改用默认值；其余设置与网址一致。model必须是 resnet8, '),
    ).toBeVisible();
  });
});

test('a language chosen by hand is kept, and the address may ask for another', async ({
  playground,
  page,
}) => {
  await playground.open();
  await expect(page.locator(html)).toHaveAttribute('lang', 'en');
  await playground.press('中文');
  await expect(playground.button('训练')).toBeVisible();
  await expect(page.locator(html)).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(playground.button('训练')).toBeVisible();

  await page.goto(`${playground.address}?lang=en&epochs=3`);
  await expect(playground.button('Train')).toBeVisible();
  await page.goto(`${playground.address}?epochs=3`);
  await expect(playground.button('训练')).toBeVisible();

  // Choosing by hand takes the language out of the address, which would have the say on the next visit.
  await page.goto(`${playground.address}?lang=zh&epochs=3`);
  await playground.press('EN: English');
  await expect(playground.button('Train')).toBeVisible();
  await expect(page).toHaveURL(/\?epochs=3$/);
});

test('what is typed is never translated', async ({ playground, page }) => {
  await page.goto(`${playground.address}?lang=zh`);
  const drawer = async (name: string) => page.getByRole('button', { name }).click();
  await drawer('全部设置');
  const field = page.getByLabel('轮数', { exact: true });
  for (const text of ['test', 'it hurts']) {
    await field.fill(text);
    await expect(page.getByText(`轮数必须是 1 到 1000 之间的整数，而不是“${text}”。`)).toBeVisible();
  }
  // The sentence is said in the language that is set, also where that is chosen later.
  await page.keyboard.press('Escape');
  await playground.press('EN: English');
  await drawer('All settings');
  await expect(
    page.getByText('Epochs must be a whole number from 1 to 1000, but it is "it hurts".'),
  ).toBeVisible();
});

test('a run tells of itself in Chinese, and on a page that a translator changes', async ({
  playground,
  page,
}) => {
  await useScriptedWorker(page, { recorded: 0, every: 500 });
  await page.goto(
    `${playground.address}?lang=zh&blocks=1&width=4&batch-size=16&epochs=1&augment=none&train-images=64&test-images=16`,
  );
  const facts = page.getByTestId('network-facts');
  await expect(facts).toContainText('自定义 1，4 层');
  await translate(page);
  await page.getByRole('radiogroup', { name: '层数' }).getByText('8', { exact: true }).click();
  await expect(facts).toHaveText('ResNet-8 · 0.08\u00a0M 个参数');
  const buttons = page.getByTestId('run-buttons');
  await expect(buttons).toContainText('训练');
  await playground.press('训练');
  await expect(buttons).toContainText('暂停');
  await expect(buttons).not.toContainText('训练');
  await expect(playground.status).toHaveText('已完成', { timeout: 60_000 });
  await expect(page.getByTestId('stat-step')).toHaveText('4 / 4');
  await expect(page.getByTestId('run')).toContainText('ResNet-8 · 已完成');
  await page.getByRole('button', { name: '训练与日志' }).click();
  await expect(page.getByRole('log', { name: '日志' })).toContainText(
    /Epoch \[ {2}1\/1 ].* 完成，共 4 步。/s,
  );
});
