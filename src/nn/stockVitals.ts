/** Sums of squares of many tensors by plain tfjs kernels, brought from the device in one read. */
import { readValues } from './state.ts';
import * as tf from './tf.ts';
import type { OutputSquares } from './vitals.ts';

export class DeviceSquares {
  private readonly blocks: { readonly block: string; readonly elements: number }[] = [];
  private readonly sums: tf.Scalar[] = [];

  /** Enqueues the sum over a tensor, which may go at once. Also within a tidy or a gradient, which it is no part of. */
  add(block: string, tensor: tf.Tensor): void {
    this.blocks.push({ block, elements: tensor.size });
    this.sums.push(tf.tidy(() => tf.keep(tf.sum<tf.Scalar>(tf.square(tensor)))));
  }

  /** What was added since the last call, in order. Enqueued when this returns. */
  async read(): Promise<OutputSquares[]> {
    const blocks = this.blocks.splice(0);
    const sums = this.sums.splice(0);
    if (sums.length === 0) return [];
    const values = tf.tidy(() => tf.keep(tf.stack(sums)));
    tf.dispose(sums);
    try {
      const read = await readValues(values);
      return blocks.map((block, i) => ({ ...block, sum: read[i] ?? Number.NaN }));
    } finally {
      values.dispose();
    }
  }
}
