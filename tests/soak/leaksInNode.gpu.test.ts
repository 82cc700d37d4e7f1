/** A share of `npm run leaks`: a few runs in one process leave neither tensors nor bytes on the device, and no heap to speak of. */
import { beforeAll, expect, it } from 'vitest';
import { preparedManifest } from '../data/prepared.ts';
import { leaksInNode } from './leaksInNode.ts';

beforeAll(async () => void (await preparedManifest()));

it('runs in one process leave nothing behind', async () => {
  const { problems, summary } = await leaksInNode(10, console.info);
  console.info(summary);
  expect(problems).toEqual([]);
});
