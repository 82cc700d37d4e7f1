/** Loss and accuracy over a whole picture stream, in evaluation mode. */
import type { PictureStream } from '../data/pictures.ts';
import { addTotals, noTotals } from '../formats/checkpoint.ts';
import type { Engine, Totals } from '../nn/engine.ts';
import { plainBatch } from './batches.ts';
import { InFlightWindow } from './inFlight.ts';

export interface EvaluationOptions {
  readonly engine: Engine;
  readonly pictures: PictureStream;
  readonly batchSize: number;
  /** Blocks that are left out. Default: none. */
  readonly without?: readonly string[];
  /** Awaited before every batch, with the promise that the device has room for it. May throw to end the evaluation. */
  readonly beforeBatch: (room: Promise<void>) => Promise<void>;
  readonly onProgress: (done: number, total: number) => void;
}

/** One pass over every picture, in their order. All must have arrived. */
export async function evaluate(options: EvaluationOptions): Promise<Totals> {
  const { engine, pictures, batchSize, without = [], beforeBatch, onProgress } = options;
  const inFlight = new InFlightWindow();
  let sum = noTotals;
  let done = Promise.resolve();
  onProgress(0, pictures.size);
  try {
    for (let start = 0; start < pictures.size; start += batchSize) {
      await beforeBatch(inFlight.room());
      const end = Math.min(start + batchSize, pictures.size);
      const batch = plainBatch(pictures, start, end);
      engine.without(without, () => engine.evaluateBatch(batch));
      done = Promise.all([done, engine.readEvaluationTotals()]).then(([, totals]) => {
        sum = addTotals(sum, totals);
        onProgress(end, pictures.size);
      });
      inFlight.add(done);
    }
  } finally {
    // Also when it is cut short: nothing is on its way when the engine is disposed of.
    await done;
  }
  return sum;
}
