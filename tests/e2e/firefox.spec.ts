/** The same ten steps in Firefox and in Chromium: other implementations of WebGPU and of the shader compiler, the same losses. */
import { type Firefox, startFirefox } from '../setup/firefox.ts';
import { expect, test, tiny } from './fixtures.ts';

const steps = 10;
/** Each epoch is one step and one evaluation, and a line of the log. */
const query = { ...tiny, 'train-images': '16', 'test-images': '16', epochs: `${steps}` };

/** Trains on the page as it stands. Runs in the page. @returns the log. */
async function trainedLog(): Promise<string> {
  const until = async <T>(look: () => T | null | undefined | false): Promise<T> => {
    for (;;) {
      const seen = look();
      if (seen) return seen;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const press = async (name: string) => {
    const named = (button: HTMLElement) => [button.ariaLabel, button.textContent].includes(name);
    (await until(() => [...document.querySelectorAll('button')].find(named))).click();
  };
  await press('Train');
  await until(() => document.querySelector('[data-testid="status"]')?.textContent === 'Finished');
  await press('Run and log');
  return until(() => document.querySelector('[role="log"]')?.textContent);
}

/** Losses of the training steps and of the evaluations after them, in turns. */
const lossesOf = (log: string): number[] =>
  [...log.matchAll(/(?:train|test)_loss:(\d+\.\d{6})/g)].map((match) => Number(match[1]));

let firefox: Firefox | undefined;
test.afterEach(() => firefox?.close());

test('Firefox trains through WebGPU, to the losses of Chromium and under the same policy', async ({
  playground,
  page,
  site,
}) => {
  await playground.open(query);
  await expect(playground.device).toContainText('WebGPU');
  const expected = lossesOf(await page.evaluate(trainedLog));
  expect(expected).toHaveLength(2 * steps);

  const refused = site.refused.length;
  firefox = await startFirefox();
  await firefox.open(`${playground.address}?${new URLSearchParams(query)}`);
  const losses = lossesOf(await firefox.evaluate(trainedLog));
  const device = await firefox.evaluate(() => document.querySelector('[data-testid="device"]')?.textContent);
  expect(device, 'what trains in Firefox').toContain('WebGPU');
  console.log(`Firefox ${await firefox.evaluate(() => navigator.userAgent.split('/').pop())}: ${losses}`);
  expect(losses).toHaveLength(2 * steps);
  const apart = losses.map((loss, i) => Math.abs(loss - (expected[i] ?? Number.NaN)));
  expect(Math.max(...apart), `losses ${losses} and ${expected}`).toBeLessThan(1e-4);

  expect(site.refused.slice(refused), 'what Firefox refused').toEqual([]);
  await firefox.evaluate(() => document.head.append(document.createElement('style')));
  await firefox.evaluate(() => document.querySelector('style')?.append('body { color: red }'));
  await expect.poll(() => site.refused.slice(refused), 'its reports come').toContain('style-src-elem inline');
});
