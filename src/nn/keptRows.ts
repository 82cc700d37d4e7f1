/** Rows of several matrices that stay on the device until they are read together: the logits of an evaluation. */
import { InternalError } from '../base/errors.ts';
import { readResult } from './state.ts';
import * as tf from './tf.ts';

export class KeptRows {
  private readonly parts: tf.Tensor2D[] = [];

  /** @param room Rows that may come. */
  constructor(private room: number) {}

  /** Keeps the rows of [N, columns], which may go at once. @throws InternalError where they are too many. */
  add(rows: tf.Tensor2D): void {
    this.room -= rows.shape[0];
    if (this.room < 0)
      throw new InternalError('More pictures were evaluated than logits were to be kept of.');
    this.parts.push(tf.keep(tf.clone(rows)));
  }

  /** All rows, as they came. */
  async read(): Promise<Float32Array> {
    if (this.parts.length === 0) return new Float32Array();
    return readResult(() => tf.concat(this.parts));
  }

  dispose(): void {
    tf.dispose(this.parts.splice(0));
  }
}

/** What was kept, in one read, after which nothing is kept any more; no rows where nothing was. */
export async function takeRows(
  kept: { read(): Promise<Float32Array>; dispose(): void } | undefined,
): Promise<Float32Array> {
  try {
    return (await kept?.read()) ?? new Float32Array();
  } finally {
    kept?.dispose();
  }
}
