import { expect, it } from 'vitest';
import { createShare } from '../../src/data/browser/share.ts';

it('never more is taken than there is, in the order of asking', async () => {
  const share = createShare(10);
  const order: string[] = [];
  const take = async (name: string, part: number) => {
    const release = await share.take(part);
    order.push(name);
    return release;
  };
  const first = await take('first', 6);
  const large = take('larger than all', 25);
  const small = take('small', 1);
  await Promise.resolve();
  expect(order).toEqual(['first']);
  first();
  first();
  const all = await large;
  expect(order).toEqual(['first', 'larger than all']);
  all();
  (await small)();
  await take('all of it', 10);
  expect(order).toEqual(['first', 'larger than all', 'small', 'all of it']);
});
