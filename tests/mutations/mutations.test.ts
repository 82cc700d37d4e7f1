/**
 * Damaged inputs crash no reader, hold none up and take no memory without bound: a seeded share, or as many as
 * `npm run mutations` asks for.
 */
import { expect, test } from 'vitest';
import { mutate } from './mutate.ts';

const count = Number(process.env.MUTATIONS ?? 10_000);
const seed = Number(process.env.MUTATIONS_SEED ?? 7);

test(`${count} mutated inputs over all surfaces, from seed ${seed}`, { timeout: 3_600_000 }, async () => {
  const { problems, tallies, summary } = await mutate(count, seed);
  console.log(summary);
  expect(problems).toEqual([]);
  // The damage is real.
  for (const { surface, inputs, refused } of tallies) expect(refused, surface).toBeGreaterThan(inputs / 5);
});
