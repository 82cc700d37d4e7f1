/** Loss and accuracy over a whole picture stream, in evaluation mode. */
import type { PictureStream } from '../data/pictures.ts';
import type { Engine, Totals } from '../nn/engine.ts';
import { plainBatch } from './batches.ts';
import { Flow } from './flow.ts';

/** Without gradients a batch takes little memory, so small training batches need not make evaluation slow. */
export const evaluationBatchSize = (batchSize: number): number => Math.min(Math.max(batchSize, 100), 500);

export interface EvaluationOptions {
  readonly engine: Engine;
  readonly pictures: PictureStream;
  readonly batchSize: number;
  /** Awaited before every batch; may throw to end the evaluation. */
  readonly beforeBatch: (room: Promise<void>) => Promise<void>;
  readonly onProgress: (done: number, total: number) => void;
}

/** One pass over every picture, in their order. All must have arrived. */
export async function evaluate(options: EvaluationOptions): Promise<Totals> {
  const { engine, pictures, batchSize, beforeBatch, onProgress } = options;
  const flow = new Flow(engine);
  onProgress(0, pictures.size);
  for (let start = 0; start < pictures.size; start += batchSize) {
    await beforeBatch(flow.room());
    const end = Math.min(start + batchSize, pictures.size);
    engine.evaluateBatch(plainBatch(pictures, start, end));
    flow.entered();
    onProgress(end, pictures.size);
  }
  return engine.readEvaluationTotals();
}
