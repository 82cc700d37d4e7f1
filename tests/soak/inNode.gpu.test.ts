/** A handful of `npm run interruptions -- --node 200`: real processes, killed and stopped, go on exactly. */
import { beforeAll, expect, it } from 'vitest';
import { preparedManifest } from '../data/prepared.ts';
import { interruptInNode } from './inNode.ts';

beforeAll(async () => {
  await preparedManifest();
}, 300_000);

it('a run that is killed at a write and at any time ends like an undisturbed one', async () => {
  // One run: a kill at a write and two at some time.
  const { rides, problems } = await interruptInNode(1, 29, 5, () => {});
  expect(problems).toEqual([]);
  expect(rides.every(({ exact }) => exact)).toBe(true);
  expect(rides.flatMap(({ stops }) => stops).filter(({ came }) => came).length).toBeGreaterThanOrEqual(2);
});
