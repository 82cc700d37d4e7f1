/** Sums over many tensors by plain tfjs kernels, brought from the device in one read. */
import type { Structure } from '../model/structure.ts';
import { readValues } from './state.ts';
import type { Sight, Watcher } from './taps.ts';
import * as tf from './tf.ts';
import { type VitalSum, vitalsWatcher } from './vitals.ts';

type Wanted = Omit<VitalSum, 'sum'>;

/** Channels of [N, …, channels] that are 0 throughout. */
function deadChannels(tensor: tf.Tensor): tf.Scalar {
  const largest = tf.max(tf.abs(tensor), [...tensor.shape.keys()].slice(0, -1));
  return tf.sum<tf.Scalar>(tf.cast(tf.equal(largest, 0), 'float32'));
}

export class DeviceSums {
  private readonly wanted: Wanted[] = [];
  private readonly sums: tf.Scalar[] = [];

  /** Takes what vitals are made of in a forward pass, of whose gradient it is no part. */
  readonly watcher: Watcher;

  /** @param frozen Sections of the network that the step leaves alone. */
  constructor(structure: Structure, frozen: number) {
    this.watcher = vitalsWatcher(structure, frozen, (block, of, tensor) => this.see(block, of, tensor));
  }

  private see(block: string, of: Sight, tensor: tf.Tensor): void {
    const mean = (part: VitalSum['of']): void =>
      this.add({ block, of: part, elements: 1 }, () => tensor as tf.Scalar);
    if (of === 'branchSquare') mean('branch');
    if (of === 'shortcutSquare') mean('shortcut');
    if (of === 'branch' || of === 'shortcut') this.squares(block, of, tensor);
    if (of !== 'output') return;
    this.squares(block, of, tensor);
    this.add({ block, of: 'outputSum', elements: tensor.size }, () => tf.sum(tensor));
    if (block === 'classifier') return;
    this.add({ block, of: 'dead', elements: tensor.shape.at(-1) ?? 1 }, () => deadChannels(tensor));
  }

  /** Enqueues the sum of squares of a tensor, which may go at once. */
  squares(block: string, of: VitalSum['of'], tensor: tf.Tensor): void {
    this.add({ block, of, elements: tensor.size }, () => tf.sum(tf.square(tensor)));
  }

  private add(wanted: Wanted, compute: () => tf.Scalar): void {
    this.wanted.push(wanted);
    this.sums.push(tf.tidy(() => tf.keep(tf.clone(compute()))));
  }

  /** What was added since the last call, in order. Enqueued when this returns. */
  async read(): Promise<VitalSum[]> {
    const wanted = this.wanted.splice(0);
    const sums = this.sums.splice(0);
    if (sums.length === 0) return [];
    const values = tf.tidy(() => tf.keep(tf.stack(sums)));
    tf.dispose(sums);
    try {
      const read = await readValues(values);
      return wanted.map((w, i) => ({ ...w, sum: read[i] ?? Number.NaN }));
    } finally {
      values.dispose();
    }
  }
}
