/** The steps of runs whose batches stay or grow, counted one by one. */
import { describe, expect, it } from 'vitest';
import { configFrom, configToQuery } from '../../src/training/config.ts';
import { memoryOf } from '../../src/training/memory.ts';
import { learningRateAt, scheduleDrops } from '../../src/training/schedule.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';
import {
  epochAt,
  rateOfStep,
  scheduleStepAt,
  stepOfSchedule,
  stepsBefore,
  totalSteps,
} from '../../src/training/stepPlaces.ts';
import { batchSizeIn, largestBatchSize, scheduleSteps, stepsPerEpoch } from '../../src/training/stepPlan.ts';

const run = (more: Partial<RunConfig>): RunConfig => ({
  ...defaultConfig,
  epochs: 4,
  trainImages: 1001,
  batchSize: 100,
  ...more,
});
const plans: RunConfig[] = [[], [2], [1, 3], [3, 1], [2, 2], [9]].map((batchDoubling) =>
  run({ batchDoubling }),
);

describe.each(plans)('a run whose batches double after $batchDoubling', (plan) => {
  // Step by step: the epoch and the share of it that each begins at.
  const steps: number[] = [];
  const sizes: number[] = [];
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const size = 100 * 2 ** plan.batchDoubling.filter((after) => after <= epoch).length;
    sizes.push(size);
    const count = Math.ceil(1001 / size);
    for (let i = 0; i < count; i++) steps.push(epoch + i / count);
  }

  it('has the steps that its epochs have', () => {
    expect(totalSteps(plan)).toBe(steps.length);
    expect(steps.map((_, step) => epochAt(plan, step).toFixed(9))).toEqual(steps.map((at) => at.toFixed(9)));
    expect(epochAt(plan, steps.length)).toBe(4);
    expect([0, 1, 2, 3, 4].map((n) => stepsBefore(plan, n))).toEqual(
      [0, 1, 2, 3, 4].map((n) => steps.filter((at) => at < n).length),
    );
    expect(sizes.map((_, epoch) => batchSizeIn(plan, epoch))).toEqual(sizes);
    expect(largestBatchSize(plan)).toBe(sizes[3]);
  });

  it('follows its schedule as one whose batches stay, epoch by epoch', () => {
    const total = 4 * stepsPerEpoch(plan);
    expect(scheduleSteps(plan)).toBe(total);
    for (const [step, epoch] of steps.entries()) {
      expect(scheduleStepAt(plan, step)).toBeCloseTo(epoch * stepsPerEpoch(plan), 9);
      expect(rateOfStep(plan, step)).toBeCloseTo(learningRateAt(plan, epoch * stepsPerEpoch(plan), total), 9);
    }
    const dropping = { ...plan, schedule: 'step' as const };
    const rates = steps.map((_, step) => rateOfStep(dropping, step));
    expect(scheduleDrops(dropping, total).map(({ step }) => stepOfSchedule(dropping, step))).toEqual(
      rates.flatMap((rate, i) => (i > 0 && rate < (rates[i - 1] ?? 0) ? [i] : [])),
    );
  });
});

it('is to the bit what it was where batches stay', () => {
  const plan = run({ epochs: 7 });
  for (let step = 0; step < 77; step++) {
    expect(scheduleStepAt(plan, step)).toBe(step);
    expect(epochAt(plan, step)).toBe(step / 11);
    expect(rateOfStep(plan, step)).toBe(learningRateAt(plan, step, 77));
    expect(stepOfSchedule(plan, step)).toBe(step);
  }
});

it('takes the memory of its largest batch, of those that come', () => {
  expect(memoryOf(run({ batchDoubling: [2] }))).toEqual(memoryOf(run({ batchSize: 200 })));
  expect(memoryOf(run({ batchDoubling: [4] }))).toEqual(memoryOf(run({})));
});

it('is written as a list of epochs, or as none', () => {
  const config = configFrom({ batchDoubling: '5, 8' });
  expect(config.batchDoubling).toEqual([5, 8]);
  expect(configToQuery(config)).toEqual({ 'batch-doubling': '5,8' });
  for (const text of ['none', '']) expect(configFrom({ batchDoubling: text }).batchDoubling).toEqual([]);
  expect(configToQuery(configFrom({ batchDoubling: 'none' }))).toEqual({});
  for (const bad of ['0', '1.5', 'x', '1,2,3,4,5,6,7,8,9'])
    expect(() => configFrom({ batchDoubling: bad })).toThrow();
});
