/**
 * `ConvBias`, a tfjs kernel of ours: relu?(factor? · (conv(x) + bias) + residual?), the unit of a network without batch norm. It is the
 * same in training and in evaluation, but for the factor, which stochastic depth draws.
 */

import type { GradConfig, KernelConfig, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../../base/errors.ts';
import type { ConvBiasOptions, ConvBiasParameters, MapWatch } from '../../nn/ops.ts';
import * as tf from '../../nn/tf.ts';
import type { TrainingBackend } from '../backend.ts';
import { biasApply } from '../kernels/biasApply.ts';
import { biasBackward } from '../kernels/biasBackward.ts';
import { biasGradient } from '../kernels/biasGradient.ts';
import { normChunks } from '../kernels/moments.ts';
import { convFilterGradient, convForward, convInputGradient, convShapeOf } from './convolution.ts';
import { extent, passOptions, tensorOf, trainingBackend } from './tensors.ts';

interface Attributes extends ConvBiasOptions {
  /** Whether there is a residual. */
  readonly residual: boolean;
  /** Somebody wants to look at what the convolution leaves. */
  readonly watched: boolean;
}
const attributes = (attrs: NamedAttrMap | undefined): Attributes => attrs as unknown as Attributes;

type Inputs = Record<'x' | 'filter' | 'bias', TensorInfo> & { factor?: TensorInfo; residual?: TensorInfo };

/** relu?(factor? · (z + bias) + residual?) as a new map. */
function applied(
  b: TrainingBackend,
  z: TensorInfo,
  { bias, factor, residual }: Omit<Inputs, 'x' | 'filter'>,
  relu: boolean,
): TensorInfo {
  const [rows, channels] = extent(z);
  const y = b.makeMap(z.shape);
  const options = { relu, factor: factor !== undefined, residual: residual !== undefined, ...passOptions(b) };
  const more = [factor, residual].filter((tensor) => tensor !== undefined);
  b.run(biasApply(rows, channels, options), [z, bias, ...more, y]);
  return y;
}

/** One with a factor, and one without. */
const names = { plain: 'ConvBias', scaled: 'ScaledConvBias' } as const;

export const convBiasKernels: readonly KernelConfig[] = Object.values(names).map((kernelName) => ({
  kernelName,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const b = trainingBackend(backend);
    const { x, filter, ...rest } = inputs as unknown as Inputs;
    const { stride, padding, relu, watched } = attributes(attrs);
    const z = convForward(b, convShapeOf(b, x.shape, filter.shape, stride, padding), x, filter);
    const y = applied(b, z, rest, relu);
    // The backward pass needs y alone.
    if (watched) b.attach(y, [z]);
    else b.disposeData(z.dataId);
    return y;
  },
}));

function backward(
  [x, filter, y]: readonly [x: Tensor, filter: Tensor, y: Tensor],
  factor: Tensor | undefined,
  dy: Tensor,
  { stride, padding, relu, residual }: Attributes,
): ReturnType<GradConfig['gradFunc']> {
  const b = trainingBackend(tf.backend());
  const [rows, channels] = extent(y);
  const { chunks } = normChunks(rows, channels, b.traits);
  const partials = b.makeTensorInfo([chunks, channels], 'float32');
  const dbias = b.makeTensorInfo([channels], 'float32');
  const masked = relu ? tensorOf(b.makeMap(y.shape)) : dy;
  const dz = factor ? tensorOf(b.makeMap(y.shape)) : masked;
  const options = { relu, factor: factor !== undefined, storage: b.storage };
  b.run(biasBackward(rows, channels, options, b.traits), [
    ...(relu ? [dy, y] : [dy]),
    ...(factor ? [factor] : []),
    partials,
    ...(relu ? [masked] : []),
    ...(factor ? [dz] : []),
  ]);
  b.run(biasGradient(chunks, channels, b.traits.reductionLanes), [partials, dbias]);
  b.disposeData(partials.dataId);
  const shift = tensorOf(dbias);
  const shape = convShapeOf(b, x.shape, filter.shape, stride, padding);
  return {
    // Never asked for where x does not depend on a weight: the first layer has no input gradient.
    x: () => tensorOf(convInputGradient(b, shape, dz, filter)),
    filter: () => tensorOf(convFilterGradient(b, shape, x, dz)),
    bias: () => tf.clone(shift),
    ...(residual ? { residual: () => tf.clone(masked) } : {}),
  };
}

export const convBiasGradients: readonly GradConfig[] = [
  {
    kernelName: names.plain,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter, y] = saved as [Tensor, Tensor, Tensor];
      return backward([x, filter, y], undefined, dy as Tensor, attributes(attrs));
    },
  },
  {
    kernelName: names.scaled,
    inputsToSave: ['x', 'filter', 'factor'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter, factor, y] = saved as [Tensor, Tensor, Tensor, Tensor];
      return backward([x, filter, y], factor, dy as Tensor, attributes(attrs));
    },
  },
];

/** See `NetworkOps.convBias`. */
export function convBias(
  x: tf.Tensor4D,
  { filter, bias, factor }: ConvBiasParameters,
  { stride, padding, relu }: ConvBiasOptions,
  residual?: tf.Tensor4D,
  { branch, sum }: MapWatch = {},
): tf.Tensor4D {
  const watched = branch !== undefined || sum !== undefined;
  const inputs = { x, filter, bias, ...(factor ? { factor } : {}), ...(residual ? { residual } : {}) };
  const attrs = { stride, padding, relu, residual: residual !== undefined, watched };
  const y = tf.engine().runKernel(factor ? names.scaled : names.plain, inputs, attrs) as tf.Tensor4D;
  if (!watched) return y;
  const b = trainingBackend(tf.backend());
  const [z] = b.attached(y);
  if (!z) throw new InternalError('The forward pass of a ConvBias left nothing to look at.');
  // Anew, by dispatches aside, without the factor.
  b.aside(() => {
    branch?.(tensorOf(applied(b, z, { bias }, false)));
    sum?.(tensorOf(applied(b, z, { bias, residual }, false)));
  });
  return y;
}
