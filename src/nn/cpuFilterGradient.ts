/**
 * The filter gradient of a convolution on tfjs's CPU backend. Its own looks every value up through a function that checks the place,
 * which takes 40 % of a training step; this one takes the same products in the same order, so that every bit is the same.
 */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from './tf.ts';

const kernel = { kernelName: 'Conv2DBackpropFilter', backendName: 'cpu' } as const;

const filterGradient: tf.KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
  const { strides, pad, filterShape, dimRoundingMode } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
  const cpu = backend as MathBackendCPU;
  const { padInfo, ...of } = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = of;
  const values = (tensor: tf.TensorInfo) => cpu.data.get(tensor.dataId).values as Float32Array;
  const [xs, dys] = [values(x), values(dy)];
  const gradient = new Float32Array(of.filterHeight * of.filterWidth * inChannels * outChannels);
  const sums = new Float64Array(inChannels * outChannels);
  /** Outputs whose window has this place of the filter on the picture: from the first, and before the last. */
  const range = (place: number, before: number, stride: number, size: number, outputs: number) => [
    Math.max(0, Math.ceil((before - place) / stride)),
    Math.min(outputs, (size + before - place) / stride),
  ];
  for (let r = 0; r < of.filterHeight; r++) {
    const [firstRow = 0, endRow = 0] = range(r, padInfo.top, of.strideHeight, inHeight, outHeight);
    for (let c = 0; c < of.filterWidth; c++) {
      const [first = 0, end = 0] = range(c, padInfo.left, of.strideWidth, inWidth, outWidth);
      sums.fill(0);
      for (let picture = 0; picture < of.batchSize; picture++) {
        for (let row = firstRow; row < endRow; row++) {
          const xRow = (picture * inHeight + r + row * of.strideHeight - padInfo.top) * inWidth;
          const yRow = (picture * outHeight + row) * outWidth;
          for (let column = first; column < end; column++) {
            const xAt = (xRow + c + column * of.strideWidth - padInfo.left) * inChannels;
            const yAt = (yRow + column) * outChannels;
            let at = 0;
            for (let i = 0; i < inChannels; i++) {
              const value = xs[xAt + i] as number;
              for (let o = 0; o < outChannels; o++)
                sums[at] = (sums[at++] as number) + value * (dys[yAt + o] as number);
            }
          }
        }
      }
      gradient.set(sums, (r * of.filterWidth + c) * sums.length);
    }
  }
  return cpu.makeTensorInfo(filterShape, 'float32', gradient);
};

function register(kernelFunc: tf.KernelFunc): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel({ ...kernel, kernelFunc });
}

let own: tf.KernelFunc | undefined;

/**
 * Puts it in the place of tfjs's own, which the CPU backend has registered when it was loaded.
 * @returns what puts tfjs's own back.
 */
export function useCpuFilterGradient(): () => void {
  const present = tf.getKernel(kernel.kernelName, kernel.backendName)?.kernelFunc;
  if (present && present !== filterGradient) {
    own = present;
    register(filterGradient);
  }
  return () => {
    if (own) register(own);
  };
}
