/**
 * Batch norm with the statistics of the batch, and with the running ones (Ioffe & Szegedy 2015, as PyTorch does it).
 * Over N, H and W of NHWC tensors; every vector is [channels].
 */
import { InternalError } from '../base/errors.ts';
import { normEpsilon, normMomentum } from '../model/norm.ts';
import type { ConvNormParameters } from './ops.ts';
import * as tf from './tf.ts';
import { withGradient } from './withGradient.ts';

const axes = [0, 1, 2];

/** running = 0.9 · running + 0.1 · batch. The tensor swaps its values in place, outside any gradient. */
function follow(running: tf.Variable, batch: tf.Tensor): void {
  running.assign(tf.add(tf.mul(running, 1 - normMomentum), tf.mul(batch, normMomentum)));
}

/** Normalises by the batch and lets the running statistics follow, unless they are to stay. */
export function batchNormTraining(x: tf.Tensor4D, p: ConvNormParameters, still = false): tf.Tensor4D {
  const count = x.size / x.shape[3];
  return withGradient<tf.Tensor4D>(
    [x, p.gamma, p.beta],
    (save) => {
      const mean = tf.mean(x, axes);
      const centred = tf.sub(x, mean);
      // Two passes: E[x²] − E[x]² would cancel where the mean is large.
      const variance = tf.mean(tf.square(centred), axes);
      const inverse = tf.rsqrt(tf.add(variance, normEpsilon));
      const normal = tf.mul(centred, inverse);
      if (!still) {
        follow(p.mean, mean);
        // The running variance is the unbiased one; of a single value it is 0, not NaN.
        follow(p.variance, tf.mul(variance, count / Math.max(1, count - 1)));
      }
      save([normal, inverse, p.gamma]);
      return tf.add(tf.mul(normal, p.gamma), p.beta);
    },
    (dy, [normal, inverse, gamma]) => {
      if (!normal || !inverse || !gamma)
        throw new InternalError('Batch norm lost the tensors it saved for its gradient.');
      const dBeta = tf.sum(dy, axes);
      const dGamma = tf.sum(tf.mul(dy, normal), axes);
      const mean = tf.div(dBeta, count);
      const along = tf.mul(normal, tf.div(dGamma, count));
      const dx = tf.mul(tf.sub(tf.sub(dy, mean), along), tf.mul(gamma, inverse));
      return [dx, dGamma, dBeta];
    },
  );
}

/** Normalises by the running statistics. */
export function batchNormInference(x: tf.Tensor4D, p: ConvNormParameters): tf.Tensor4D {
  const scale = tf.mul(p.gamma, tf.rsqrt(tf.add(p.variance, normEpsilon)));
  return tf.add(tf.mul(tf.sub(x, p.mean), scale), p.beta);
}
