/** The operations of the network from plain tfjs kernels: the reference that every faster engine is checked against. */
import { augment, type Normalisation } from './augment.ts';
import { batchNormInference, batchNormTraining } from './batchNorm.ts';
import type { NetworkOps } from './ops.ts';
import * as tf from './tf.ts';
import { withGradient } from './withGradient.ts';

/**
 * [N, H, W, C] to [N, C]. The gradient spreads by a tile on the device; tfjs's own would make a tensor of ones on the
 * CPU and upload it.
 */
function globalAveragePool(x: tf.Tensor4D): tf.Tensor2D {
  const [n, height, width, channels] = x.shape;
  return withGradient<tf.Tensor2D>(
    [x],
    () => tf.mean(x, [1, 2]),
    (dy) => [tf.tile(tf.reshape(tf.div(dy, height * width), [n, 1, 1, channels]), [1, height, width, 1])],
  );
}

const classify: NetworkOps['classify'] = (x, weight, bias) =>
  tf.tidy(() => tf.add(tf.matMul(globalAveragePool(x), weight), bias));

/** @param normalisation What `augment` centres and scales colours by. */
export function stockOps(normalisation: Normalisation): NetworkOps {
  return {
    convNorm: (x, p, { stride, padding, relu, training, still }, residual, watch) =>
      tf.tidy(() => {
        // A number pads all four sides alike, also where the stride leaves a rest: PyTorch's padding, not 'same'.
        const conv = tf.conv2d(x, p.filter, stride, padding);
        const { factor } = p;
        const scaled = factor
          ? { ...p, gamma: tf.mul<tf.Tensor1D>(p.gamma, factor), beta: tf.mul<tf.Tensor1D>(p.beta, factor) }
          : p;
        const norm = training ? batchNormTraining(conv, scaled, still) : batchNormInference(conv, p);
        if (watch) {
          const own = factor && training ? batchNormTraining(conv, p, true) : norm;
          watch.branch?.(own);
          watch.square?.(tf.mean(tf.square(own)));
        }
        const sum = residual ? tf.add<tf.Tensor4D>(norm, residual) : norm;
        watch?.sum?.(sum);
        return (relu ? tf.relu(sum) : sum) as tf.Tensor4D;
      }),

    convBias: (x, p, { stride, padding, relu }, residual, watch) =>
      tf.tidy(() => {
        const branch = tf.add<tf.Tensor4D>(tf.conv2d(x, p.filter, stride, padding), p.bias);
        watch?.branch?.(branch);
        const scaled = p.factor ? tf.mul<tf.Tensor4D>(branch, p.factor) : branch;
        const sum = residual ? tf.add<tf.Tensor4D>(scaled, residual) : scaled;
        watch?.sum?.(sum);
        return (relu ? tf.relu(sum) : sum) as tf.Tensor4D;
      }),

    padShortcut: (x, stride, before, after) =>
      tf.tidy(() => {
        // Pooling over a single pixel takes every `stride`-th one, and unlike stridedSlice it has a gradient.
        const slice = stride === 1 ? x : tf.avgPool(x, 1, stride, 'valid');
        return tf.pad4d(slice, [
          [0, 0],
          [0, 0],
          [0, 0],
          [before, after],
        ]);
      }),

    maxPool: (x) => tf.maxPool(x, 3, 2, 1),

    classify,

    classifyLoss: (x, weight, bias, labels, labelSmoothing) => {
      const logits = classify(x, weight, bias);
      const classes = logits.shape[1];
      const loss = tf.tidy((): tf.Scalar => {
        // Without a type the targets would be whole numbers on WebGPU.
        const rest = labelSmoothing / classes;
        const target = tf.oneHot(labels, classes, 1 - labelSmoothing + rest, rest, 'float32');
        const likelihood = tf.sum<tf.Tensor1D>(tf.mul(target, tf.logSoftmax(logits)), 1);
        return tf.neg(tf.mean<tf.Scalar>(likelihood));
      });
      const correct = tf.tidy(
        (): tf.Scalar => tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32')),
      );
      return { loss, correct, logits };
    },

    augment: (images, n, size, draws) => augment(images, n, size, normalisation, draws),
  };
}
