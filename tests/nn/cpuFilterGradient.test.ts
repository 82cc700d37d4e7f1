/** The filter gradient on the CPU, held to tfjs's own to the bit. */
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { useCpuFilterGradient } from '../../src/nn/cpuFilterGradient.ts';
import * as tf from '../../src/nn/tf.ts';
import { randomArray, randomNumbers } from './numbers.ts';

/** Pictures, height, width, channels in and out, filter, stride and padding. */
const shapes = [
  [3, 7, 9, 3, 5, 3, 1, 1],
  [2, 9, 8, 4, 2, 3, 2, 1],
  [1, 8, 5, 2, 3, 1, 2, 0],
  [2, 16, 15, 3, 2, 7, 2, 3],
  [1, 4, 3, 1, 1, 3, 1, 2],
] as const;

it('has every bit of tfjs’s own', async () => {
  await tf.setBackend('cpu');
  const gradients = () =>
    shapes.map(([n, height, width, channels, outputs, filter, stride, padding], seed) => {
      const draw = randomNumbers(seed);
      const tensor = (shape: number[]) =>
        tf.tensor4d(
          randomArray(tf.util.sizeFromShape(shape), draw),
          shape as [number, number, number, number],
        );
      const [x, weights] = [
        tensor([n, height, width, channels]),
        tensor([filter, filter, channels, outputs]),
      ];
      const gradient = tf.grad((w) => tf.sum(tf.square(tf.conv2d(x, w as tf.Tensor4D, stride, padding))));
      return Array.from(gradient(weights).dataSync());
    });
  const kernel = () => tf.getKernel('Conv2DBackpropFilter', 'cpu')?.kernelFunc;
  const putBack = useCpuFilterGradient();
  const [ours, present] = [gradients(), kernel()];
  putBack();
  const expected = gradients();
  expect(kernel()).not.toBe(present);
  useCpuFilterGradient();
  expect(kernel()).toBe(present);
  expect(ours).toEqual(expected);
  expect(expected.flat().every((value) => value !== 0 && Number.isFinite(value))).toBe(true);
});
