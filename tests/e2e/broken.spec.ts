/** Shards that cannot be had or are not what they should be: one clear sentence that names them. */
import { expect, test, tiny } from './fixtures.ts';

const query = { ...tiny, 'train-images': '1000', 'test-images': '16' };

test('a missing shard ends the run with a sentence that names it', async ({ playground, context }) => {
  // The worker asks for the shards, so the whole context must be listened to.
  await context.route('**/cifar10/train-*.webp', (route) => route.fulfill({ status: 404 }));
  await playground.open(query);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Failed', { timeout: 60_000 });
  const alert = playground.page.getByRole('alert').filter({ hasText: 'The run ended early' });
  await expect(alert).toContainText(/train-\d\d/);
  await expect(alert).toContainText('404');
  await expect(playground.button('Train')).toBeEnabled();
});

test('a connection that is gone pauses the run, which goes on by itself when it is back', async ({
  playground,
  context,
}) => {
  let gone = true;
  await context.route('**/cifar10/train-*.webp', (route) =>
    gone ? route.abort('internetdisconnected') : route.continue(),
  );
  await playground.open(query);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Waiting for the connection', { timeout: 60_000 });
  gone = false;
  await playground.page.workers()[0]?.evaluate(() => dispatchEvent(new Event('online')));
  await expect(playground.status).toHaveText('Finished', { timeout: 60_000 });
});

test('a tampered shard is not trained on', async ({ playground, context }) => {
  await context.route('**/cifar10/train-*.webp', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    const middle = body.length >> 1;
    body.writeUInt8(body.readUInt8(middle) ^ 1, middle);
    await route.fulfill({ response, body });
  });
  await playground.open(query);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Failed', { timeout: 60_000 });
  const alert = playground.page.getByRole('alert').filter({ hasText: 'The run ended early' });
  await expect(alert).toContainText(/train-\d\d/);
  expect(await playground.steps()).toBe(0);
});
