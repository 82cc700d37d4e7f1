import { expect, it } from 'vitest';
import { nodePlan } from './nodePlan.ts';

const first = (seed: number, runs: number) =>
  Array.from(
    { length: runs },
    (
      (plan) => () =>
        plan.next().value
    )(nodePlan(seed)),
  );

it('a seed always plans the same, another one something else, and every way to end a run comes', () => {
  expect(first(7, 20)).toEqual(first(7, 20));
  expect(first(8, 20)).not.toEqual(first(7, 20));
  const faults = new Set(first(7, 20).flatMap(({ stops }) => stops.map(({ fault }) => fault)));
  expect([...faults].sort()).toEqual([
    'SIGHUP',
    'SIGINT',
    'SIGKILL',
    'SIGTERM',
    'killed at a write',
    'output closed',
  ]);
});
