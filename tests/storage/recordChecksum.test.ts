/** Records of runs are read as they were written or not at all. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { newRun } from '../../src/app/state/run.ts';
import { newRecord } from '../../src/app/state/runs.ts';
import { checkpointDatabase } from '../../src/storage/checkpointDatabase.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { RunRecord } from '../../src/storage/runRecord.ts';
import { readRecord, writeRecord } from '../../src/storage/runRecordSchema.ts';
import { config } from '../app/events.ts';

const point = (step: number) => ({
  step,
  epoch: step / 100,
  trainLoss: 1 / step,
  trainAccuracy: 0.5,
  learningRate: 0.1,
  imagesPerSecond: Number.NaN,
  seconds: step / 10,
  lossLow: -0,
  lossHigh: Number.POSITIVE_INFINITY,
  steps: 1,
});
const run: RunRecord = {
  ...newRecord(newRun('r', config), [], 1),
  note: 'A note.',
  series: { points: [1, 2, 3].map(point), stride: 1, open: 1 },
};
const { version: _, ...written } = structuredClone(writeRecord(run)) as Record<string, unknown>;
const stored = () => structuredClone(writeRecord(run)) as Record<string, unknown>;

/** Every place of plain data that holds a number, a text or a truth value. */
function* placesIn(value: unknown): Generator<{ holder: Record<string, unknown>; key: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) yield* placesIn(inner);
    else if (inner !== undefined) yield { holder: value as Record<string, unknown>, key };
  }
}

function changed(value: unknown): unknown {
  if (typeof value === 'number')
    return value === 0 ? 1e-300 : Number.isFinite(value) ? value * (1 + 2 ** -52) : 7;
  return typeof value === 'boolean' ? !value : `${String(value)} `;
}

describe('the record of a run', () => {
  it('comes back as it was, whatever its numbers are', () => {
    expect(readRecord(stored())).toEqual(run);
  });

  it('is refused when any one value of it is another, or one is gone', () => {
    const count = [...placesIn(written)].length;
    expect(count).toBeGreaterThan(60);
    for (let place = 0; place < count; place++) {
      for (const damage of ['change', 'remove']) {
        const record = stored();
        const { holder, key } = [...placesIn(record)].filter(({ key: k }) => k !== 'version')[place]!;
        if (damage === 'change') holder[key] = changed(holder[key]);
        else delete holder[key];
        // Without a checksum it is a record of an earlier version.
        if (key === 'checksum' && damage === 'remove') continue;
        expect(readRecord(record), `${damage} ${key}`).toBeUndefined();
      }
    }
  });

  it('of an earlier version, which has no checksum, is read', () => {
    const { checksum, ...earlier } = stored();
    expect(checksum).toBeTypeOf('number');
    expect(readRecord(earlier)).toEqual(run);
  });
});

it('what is known of a checkpoint does not count where it is not as it was written', async () => {
  const info = { runId: 'a', savedAt: 1, bytes: 1, config, step: 3, epoch: 1 };
  await checkpointDatabase.save(info, {});
  expect(await checkpointDatabase.list()).toHaveLength(1);
  const db = await openDatabase();
  await db.put('checkpoints', { ...(await db.get('checkpoints', 'a'))!, step: 4 });
  expect(await checkpointDatabase.list()).toEqual([]);
});
