/** Loss and correct answers summed on the device, so that a step never waits for them. */
import type { Totals } from './engine.ts';
import type { Loss } from './ops.ts';
import * as tf from './tf.ts';

export class DeviceTotals {
  /** [2]: sum of losses, correct answers. */
  private sums: tf.Tensor1D | undefined;
  private images = 0;

  /** Adds the mean loss and the answers of a batch of `images`. */
  add({ loss, correct }: Pick<Loss, 'loss' | 'correct'>, images: number): void {
    const before = this.sums;
    this.sums = tf.tidy(() => {
      const batch = tf.stack([tf.mul(loss, images), correct]) as tf.Tensor1D;
      return tf.keep(before ? tf.add<tf.Tensor1D>(before, batch) : batch);
    });
    before?.dispose();
    this.images += images;
  }

  /** The sums since the last call. Sums added while this waits belong to the next call. */
  async read(): Promise<Totals> {
    const { sums, images } = this;
    this.sums = undefined;
    this.images = 0;
    if (!sums) return { loss: 0, correct: 0, images: 0 };
    try {
      const [loss = 0, correct = 0] = await sums.data();
      return { loss, correct, images };
    } finally {
      sums.dispose();
    }
  }

  dispose(): void {
    this.sums?.dispose();
    this.sums = undefined;
    this.images = 0;
  }
}
