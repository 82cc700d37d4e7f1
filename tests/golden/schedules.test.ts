/** The learning rate of every step against PyTorch's schedulers. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { learningRateAt } from '../../src/training/schedule.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { pathOf } from './kit.ts';

type Row = Pick<RunConfig, 'schedule' | 'learningRate' | 'warmup' | 'epochs'> & {
  readonly rates: readonly number[];
};
const rows = JSON.parse(readFileSync(pathOf('references/schedules.json'), 'utf8')) as Row[];

test('there is a reference for every schedule', () => {
  expect(new Set(rows.map((row) => row.schedule))).toEqual(
    new Set(['onecycle', 'cosine', 'step', 'constant'] satisfies RunConfig['schedule'][]),
  );
});

test.each(rows)('$schedule to $learningRate, warm-up $warmup', ({ rates, ...config }) => {
  rates.forEach((rate, step) => {
    expect(learningRateAt(config, step, rates.length), `step ${step}`).toBeCloseTo(rate, 12);
  });
});
