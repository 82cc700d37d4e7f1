/** The price of a block, in a real browser: blocks are measured, switched off and brought back, before any training. */
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { specOf } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { livelyWeights } from '../formats/networks.ts';
import { filesOf } from '../worker/shippedFiles.ts';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** In the place of the network that comes with the page, of which a software adapter compiles ten times as much. */
const config = { ...defaultConfig, blocks: [2], width: 4 };

test('a block that is switched off changes what the network says, until all are brought back', async ({
  playground,
  page,
}) => {
  const state = { weights: livelyWeights(specOf(config)), slots: [], steps: 3 };
  const weights = weightsFile(state, modelMetadata(config));
  const files = await filesOf({ config, weights, frame: new Uint8Array(1) });
  await page.context().route(/\/networks\/([\w.-]+)$/, (route) => {
    const file = files.get(new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
    return file instanceof Uint8Array
      ? route.fulfill({ body: Buffer.from(file) })
      : route.fulfill({ status: 404 });
  });
  await playground.open({ blocks: '2', width: '4' });
  await expect(page.getByTestId('whose')).toContainText('A trained ResNet', { timeout: 60_000 });
  await playground.choose('Colours', 'Price');
  const bars = page.getByTestId('price-bars');
  await expect(bars).toHaveAttribute('aria-label', /layer1\.0: [−+]?\d.*layer1\.1: [−+]?\d/, {
    timeout: 60_000,
  });
  await expect(page.getByTestId('price-told')).toContainText('100 test pictures');

  // The picture that goes in stays: one was chosen by hand.
  await page.getByTestId('picture').click();
  const answers = page.getByTestId('answers');
  await expect(answers).toContainText('%');
  const before = await answers.innerText();
  const first = page.getByRole('switch', { name: 'layer1.0 takes part' });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('switch', { name: 'layer1.1 takes part' })).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(first).toHaveAttribute('aria-checked', 'false');
  const sign = page.getByTestId('blocks-off');
  await expect(sign).toContainText('layer1.0 off');
  await expect(page.getByRole('button', { name: /^layer1\.0, .*switched off$/ })).toBeVisible();
  await expect.poll(() => answers.innerText(), { timeout: 30_000 }).not.toBe(before);
  expect(await violations(page, '[data-testid="diagram"]')).toEqual([]);

  // Other looks obey too, and bring all back.
  await playground.choose('Colours', 'Structure');
  await expect(page.getByRole('button', { name: /^layer1\.0, .*switched off$/ })).toBeVisible();
  await sign.getByRole('button', { name: 'Bring all back' }).click();
  await expect(sign).toHaveCount(0);
  await expect.poll(() => answers.innerText(), { timeout: 30_000 }).toBe(before);
});
