/** A run of three epochs, one of whose losses is no number, and `npx tsx tests/formats/tensorboard/loggedRun.ts`, which writes its files anew. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metricsCsv } from '../../../src/formats/metricsCsv.ts';
import { type LoggedRun, runEventFile } from '../../../src/formats/tensorboard/runEvents.ts';
import type { EpochEvent } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';

export const loggedFile = fileURLToPath(new URL('run.tfevents', import.meta.url));
export const loggedTable = fileURLToPath(new URL('run.csv', import.meta.url));

const epoch = (n: number, trainLoss: number): EpochEvent => ({
  type: 'epoch',
  epoch: n,
  epochs: 3,
  step: 100 * n,
  trainLoss,
  trainAccuracy: 0.25 * n,
  testLoss: 2.5 / n,
  testAccuracy: 0.2 * n,
  learningRate: 0.1 / n,
  seconds: 10,
  imagesPerSecond: 640,
});

export const loggedRun: LoggedRun = {
  config: { ...defaultConfig, blocks: [1, 1, 1], epochs: 3, depthAt: [{ after: 1, blocks: [2, 1, 1] }] },
  epochs: [epoch(1, 2.25), epoch(2, 1.5), epoch(3, Number.NaN)],
  ended: 1_800_000_000,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(loggedFile, runEventFile(loggedRun));
  writeFileSync(loggedTable, metricsCsv(loggedRun));
}
