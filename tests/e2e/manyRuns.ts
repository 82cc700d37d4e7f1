/** Fills a browser with the records of many runs, each with a curve and ten epochs, as if they had all been trained in it. */
import type { Page } from '@playwright/test';
import { newRun } from '../../src/app/state/run.ts';
import { newRecord } from '../../src/app/state/runs.ts';
import { presets } from '../../src/model/presets.ts';
import type { RunRecord, SeriesPoint } from '../../src/storage/runRecord.ts';
import { writeRecord } from '../../src/storage/runRecordSchema.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const networks = [presets.resnet8, presets.resnet20, presets.resnet56, presets.resnet110];
const epochs = 10;
const points = 300;

/** Run number `i` of those that are stored, named `run-1` and so on; every third is plain, none is on the curves. */
function recordOf(i: number): RunRecord {
  const id = `stored-${i}`;
  const shortcut = i % 3 === 2 ? 'none' : defaultConfig.shortcut;
  const config = { ...defaultConfig, ...networks[i % networks.length], shortcut };
  const curve = Array.from(
    { length: points },
    (_, p): SeriesPoint => ({
      step: p + 1,
      epoch: (epochs * (p + 1)) / points,
      seconds: p,
      trainLoss: 2 / (1 + p / 50),
      lossLow: 1 / (1 + p / 50),
      lossHigh: 3 / (1 + p / 50),
      trainAccuracy: 0.2 + p / 500,
      learningRate: 0.1,
      imagesPerSecond: 1000,
      steps: 1,
    }),
  );
  return {
    ...newRecord(newRun(id, config), [], 1000 * i),
    name: `run-${i + 1}`,
    colour: i,
    shown: false,
    step: points,
    totalSteps: points,
    epoch: epochs,
    series: { points: curve, stride: 1, open: 1 },
    epochs: Array.from({ length: epochs }, (_, e) => ({
      type: 'epoch',
      runId: id,
      epoch: e + 1,
      epochs,
      step: (points / epochs) * (e + 1),
      trainLoss: 2 / (e + 1),
      trainAccuracy: 0.2 + e / 20,
      testLoss: 2.1 / (e + 1),
      testAccuracy: 0.2 + e / 20 + (i % 50) / 500,
      learningRate: 0.1,
      seconds: 30,
      imagesPerSecond: 1000,
    })),
    end: { type: 'end', runId: id, outcome: 'finished', step: points },
  };
}

/** Stores so many runs for a page that is open; it shows them once it is loaded again. */
export const storeRuns = (page: Page, count: number): Promise<void> =>
  storeRecords(
    page,
    Array.from({ length: count }, (_, i) => recordOf(i)),
  );

/** Stores these, in the same way. */
export async function storeRecords(page: Page, records: readonly RunRecord[]): Promise<void> {
  await page.evaluate(async (stored) => {
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('resnet-playground');
      request.onsuccess = () => done(request.result);
    });
    const store = db.transaction('runs', 'readwrite').objectStore('runs');
    for (const record of stored) store.put(record);
    await new Promise((done) => {
      store.transaction.oncomplete = done;
    });
    db.close();
  }, records.map(writeRecord));
}
