/** Stored runs of groups, for tests: a curve of ten points and some epochs each, equal but for seed and settings. */
import { newRun } from '../../src/app/state/run.ts';
import { newRecord } from '../../src/app/state/runs.ts';
import type { RunRecord, SeriesPoint } from '../../src/storage/runRecord.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

export interface StoredRun {
  readonly id: string;
  readonly settings?: Partial<RunConfig>;
  /** After each epoch. */
  readonly accuracies: readonly number[];
  readonly end?: 'finished' | 'diverged' | 'stopped' | 'none';
  readonly changes?: RunRecord['changes'];
}

const endOf = (id: string, end: StoredRun['end'], step: number): RunRecord['end'] => {
  if (end === 'none') return undefined;
  const of = { type: 'end', runId: id, step } as const;
  if (end !== 'diverged') return { ...of, outcome: end ?? 'finished' };
  return {
    ...of,
    outcome: 'failed',
    problem: { kind: 'diverged', loss: 'train', step, learningRate: 1, gentler: 0.1 },
  };
};

/** The records, with colours in their order. */
export const groupRecords = (runs: readonly StoredRun[]): RunRecord[] =>
  runs.map(({ id, settings, accuracies, end, changes = [] }, i) => {
    const config = { ...defaultConfig, epochs: accuracies.length, ...settings };
    const perEpoch = 10;
    const steps = perEpoch * accuracies.length;
    const points = Array.from({ length: steps }, (_, s): SeriesPoint => {
      const loss = 2 / (1 + s / 10) + 0.05 * Math.sin(7 * s + i);
      return {
        step: s + 1,
        epoch: (s + 1) / perEpoch,
        seconds: 0.3 * (s + 1),
        trainLoss: loss,
        lossLow: loss,
        lossHigh: loss,
        trainAccuracy: accuracies[Math.floor(s / perEpoch)] ?? 0,
        learningRate: config.learningRate,
        imagesPerSecond: 1000 + i,
        steps: 1,
      };
    });
    return {
      ...newRecord(newRun(id, config), [], 1000 * (i + 1)),
      name: id,
      colour: i,
      shown: true,
      step: steps,
      totalSteps: config.epochs * perEpoch,
      epoch: accuracies.length,
      series: { points, stride: 1, open: 1 },
      epochs: accuracies.map((testAccuracy, e) => ({
        type: 'epoch',
        runId: id,
        epoch: e + 1,
        epochs: config.epochs,
        step: perEpoch * (e + 1),
        trainLoss: 2 / (e + 1),
        trainAccuracy: testAccuracy,
        testLoss: 2 / (e + 1) + i / 50,
        testAccuracy,
        learningRate: config.learningRate,
        seconds: 3 + i,
        imagesPerSecond: 1000 + i,
      })),
      changes,
      end: endOf(id, end, steps),
    };
  });
