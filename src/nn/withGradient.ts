/** tfjs's customGrad with types: an op whose gradient is written by hand, in fewer kernels than autodiff would take. */
import * as tf from './tf.ts';

/**
 * @param inputs What the gradient is taken by.
 * @param forward Computes the value; what it hands to `save` is kept for `backward`.
 * @param backward From the gradient of the value and the saved tensors to one gradient an input.
 */
export function withGradient<T extends tf.Tensor>(
  inputs: tf.Tensor[],
  forward: (save: (tensors: tf.Tensor[]) => void) => T,
  backward: (dy: T, saved: tf.Tensor[]) => tf.Tensor[],
): T {
  const op = tf.customGrad<T>((...args) => {
    const save = args[args.length - 1] as unknown as tf.GradSaveFunc;
    return { value: forward(save), gradFunc: backward };
  });
  return op(...inputs);
}
