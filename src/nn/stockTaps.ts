/** Looking into a network by plain tfjs kernels, on any tfjs backend: the reference for the fused engine. */
import type { TapRequest, Taps } from '../training/taps.ts';
import type { Network } from './network.ts';
import { readValues } from './state.ts';
import { checkRequest, joinTaps, type TapForm, tappedBy, tappedKey, tapsWatcher } from './taps.ts';
import * as tf from './tf.ts';

/** What a form takes of a tensor; also within a gradient, which it is no part of. */
const forms: Readonly<Record<TapForm, (tensor: tf.Tensor) => tf.Tensor>> = {
  map: (tensor) => tf.clone(tensor),
  pooled: (tensor) => tf.mean(tensor, [1, 2]),
  size: (tensor) => tf.sqrt(tf.mean(tf.square(tensor))),
};

/** See `Engine.taps`. @param pixels Makes the normalised pictures. */
export async function stockTaps(
  network: Network,
  pixels: () => tf.Tensor4D,
  pictures: number,
  request: TapRequest,
): Promise<Taps> {
  const { structure } = network;
  checkRequest(structure, pictures, request);
  // The reads start within the tidy and hold on to what they read.
  const reads: Promise<[key: string, values: Float32Array]>[] = [];
  const read = (key: string, tensor: tf.Tensor): void => {
    reads.push(readValues(tensor).then((values) => [key, values]));
  };
  const watcher = tapsWatcher(tappedBy(structure, request), (tapped, tensor) =>
    tf.tidy(() => read(tappedKey(tapped), forms[tapped.form](tensor))),
  );
  tf.tidy(() => {
    const { gradient } = request;
    const { classes } = structure.classifier;
    const weights =
      gradient && tf.oneHot(tf.tensor1d([...gradient.classes], 'int32'), classes, 1, 0, 'float32');
    const look = network.look(
      pixels(),
      request.mode === 'training',
      watcher,
      gradient && { block: gradient.block, weights: weights as tf.Tensor2D },
    );
    read('logits', look.logits);
    if (look.gradient) read('gradient', look.gradient);
  });
  const tapped = new Map(await Promise.all(reads));
  const logits = tapped.get('logits') ?? new Float32Array();
  return joinTaps(structure, request, { logits, tapped, gradient: tapped.get('gradient') });
}
