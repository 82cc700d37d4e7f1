/**
 * `ConvNorm` and `ConvNormInference`, tfjs kernels of ours: relu?(norm(conv(x)) + residual?), the unit a residual
 * network is made of. Training takes the statistics of the batch and moves the running ones in place, unless they are to stay.
 */

import type { GradConfig, KernelConfig, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../../base/errors.ts';
import { elementsOf } from '../../model/parameters.ts';
import type { ConvNormOptions, ConvNormParameters, UnitWatch } from '../../nn/ops.ts';
import * as tf from '../../nn/tf.ts';
import type { TrainingBackend } from '../backend.ts';
import { normChunks } from '../kernels/moments.ts';
import { normApply } from '../kernels/normApply.ts';
import { normBackwardApply } from '../kernels/normBackwardApply.ts';
import { normBackwardFinalise } from '../kernels/normBackwardFinalise.ts';
import { normBackwardReduce } from '../kernels/normBackwardReduce.ts';
import { normFinalise } from '../kernels/normFinalise.ts';
import { normInference } from '../kernels/normInference.ts';
import { normInferenceGradient } from '../kernels/normInferenceGradient.ts';
import { normScale } from '../kernels/normScale.ts';
import { normSquare } from '../kernels/normSquare.ts';
import {
  convFilterGradient,
  convForward,
  convForwardWithStatistics,
  convInputGradient,
  convShapeOf,
} from './convolution.ts';
import { extent, passOptions, tensorOf, trainingBackend } from './tensors.ts';

interface Attributes {
  readonly stride: number;
  readonly padding: number;
  readonly relu: boolean;
  /** Whether there is a residual. */
  readonly residual: boolean;
  readonly still: boolean;
}
const attributes = (attrs: NamedAttrMap | undefined): Attributes => attrs as unknown as Attributes;

type Inputs = Record<'x' | 'filter' | 'gamma' | 'beta' | 'mean' | 'variance', TensorInfo> & {
  residual?: TensorInfo;
};

const residualList = ({ residual }: Inputs): TensorInfo[] => (residual ? [residual] : []);

function forward(
  b: TrainingBackend,
  inputs: Inputs,
  { stride, padding, relu, still }: Attributes,
): TensorInfo {
  const { x, filter, gamma, beta, mean, variance } = inputs;
  const shape = convShapeOf(b, x.shape, filter.shape, stride, padding);
  const { z, partials, chunks } = convForwardWithStatistics(b, shape, x, filter);
  const [rows, channels] = extent(z);
  const stats = b.makeTensorInfo([2, channels], 'float32');
  const finalise = normFinalise(rows, channels, chunks, b.traits.reductionLanes, still);
  b.run(finalise, [partials, ...(still ? [] : [mean, variance]), stats]);
  b.disposeData(partials.dataId);
  const y = b.makeMap(z.shape);
  const residual = residualList(inputs);
  b.run(normApply(rows, channels, { relu, residual: residual.length > 0, ...passOptions(b) }), [
    z,
    stats,
    gamma,
    beta,
    ...residual,
    y,
  ]);
  b.attach(y, [z, stats]);
  return y;
}

function inference(b: TrainingBackend, inputs: Inputs, { stride, padding, relu }: Attributes): TensorInfo {
  const { x, filter, gamma, beta, mean, variance } = inputs;
  const z = convForward(b, convShapeOf(b, x.shape, filter.shape, stride, padding), x, filter);
  const [rows, channels] = extent(z);
  const y = b.makeMap(z.shape);
  const residual = residualList(inputs);
  const kernel = normInference(rows, channels, { relu, residual: residual.length > 0, ...passOptions(b) });
  b.run(kernel, [z, mean, variance, gamma, beta, ...residual, y]);
  b.attach(y, [z]);
  return y;
}

function scale(
  b: TrainingBackend,
  pair: readonly [TensorInfo, TensorInfo],
  factor: TensorInfo,
): TensorInfo[] {
  const outputs = pair.map(({ shape }) => b.makeTensorInfo(shape, 'float32'));
  b.run(normScale(elementsOf(pair[0].shape)), [...pair, factor, ...outputs]);
  return outputs;
}

/** Scale and shift of a norm times a factor, which stochastic depth draws; no gradient reaches the factor. */
export const scaledNormKernel: KernelConfig = {
  kernelName: 'ScaledNorm',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend }) => {
    const { gamma, beta, factor } = inputs as unknown as Record<'gamma' | 'beta' | 'factor', TensorInfo>;
    return scale(trainingBackend(backend), [gamma, beta], factor);
  },
};

export const scaledNormGradient: GradConfig = {
  kernelName: 'ScaledNorm',
  inputsToSave: ['factor'],
  gradFunc: (dys, saved) => {
    const [dgamma, dbeta] = dys as [Tensor, Tensor];
    const [factor] = saved as [Tensor];
    const [g, s] = scale(trainingBackend(tf.backend()), [dgamma, dbeta], factor).map((t) => tensorOf(t));
    return { gamma: () => tf.clone(g!), beta: () => tf.clone(s!) };
  },
};

interface NormGradients {
  readonly dz: TensorInfo;
  readonly dgamma: TensorInfo;
  readonly dbeta: TensorInfo;
  readonly dresidual?: TensorInfo;
}

function normBackward(
  b: TrainingBackend,
  {
    dy,
    y,
    gamma,
    beta,
    relu,
    residual,
  }: { dy: Tensor; y: Tensor; gamma: Tensor; beta: Tensor; relu: boolean; residual: boolean },
): NormGradients {
  const [z, stats] = b.attached(y);
  if (!z || !stats) throw new InternalError('The forward pass of a ConvNorm left nothing for its gradient.');
  const [rows, channels] = extent(z);
  // The output tells where the gradient passes; where nothing was added, z tells as well and spares a read.
  const mask = !relu ? 'none' : residual ? 'y' : 'z';
  const masks = mask === 'y' ? [y] : [];
  const chunks = normChunks(rows, channels, b.traits);
  const partials = b.makeTensorInfo([chunks.chunks, 2, channels], 'float32');
  const reduceScale = mask === 'z' ? [gamma, beta] : [];
  b.run(normBackwardReduce(rows, channels, mask, b.traits, b.storage), [
    dy,
    ...masks,
    z,
    stats,
    ...reduceScale,
    partials,
  ]);
  const [dgamma, dbeta] = [b.makeTensorInfo([channels], 'float32'), b.makeTensorInfo([channels], 'float32')];
  const sums = b.makeTensorInfo([2, channels], 'float32');
  b.run(normBackwardFinalise(rows, channels, chunks, b.traits.reductionLanes), [
    partials,
    dgamma,
    dbeta,
    sums,
  ]);
  b.disposeData(partials.dataId);

  const dz = b.makeMap(z.shape);
  const dresidual = residual && relu ? b.makeMap(z.shape) : undefined;
  const kernel = normBackwardApply(rows, channels, {
    mask,
    residual: dresidual !== undefined,
    ...passOptions(b),
  });
  const applyScale = mask === 'z' ? [gamma, beta] : [gamma];
  b.run(kernel, [dy, ...masks, z, stats, ...applyScale, sums, ...(dresidual ? [dresidual] : []), dz]);
  b.disposeData(sums.dataId);
  if (!residual) return { dz, dgamma, dbeta };
  if (dresidual) return { dz, dgamma, dbeta, dresidual };
  b.incRef(dy.dataId);
  return { dz, dgamma, dbeta, dresidual: dy };
}

export const convNormKernel: KernelConfig = {
  kernelName: 'ConvNorm',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) =>
    forward(trainingBackend(backend), inputs as unknown as Inputs, attributes(attrs)),
};

export const convNormInferenceKernel: KernelConfig = {
  kernelName: 'ConvNormInference',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) =>
    inference(trainingBackend(backend), inputs as unknown as Inputs, attributes(attrs)),
};

export const convNormGradient: GradConfig = {
  kernelName: 'ConvNorm',
  inputsToSave: ['x', 'filter', 'gamma', 'beta'],
  outputsToSave: [true],
  gradFunc: (dys, saved, attrs) => {
    const [x, filter, gamma, beta, y] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
    const { stride, padding, relu, residual } = attributes(attrs);
    const b = trainingBackend(tf.backend());
    const shape = convShapeOf(b, x.shape, filter.shape, stride, padding);
    const dy = (Array.isArray(dys) ? dys[0] : dys) as Tensor;
    const norm = normBackward(b, { dy, y, gamma, beta, relu, residual });
    const dz = tensorOf(norm.dz);
    const rest = [norm.dgamma, norm.dbeta, norm.dresidual].map((t) => t && tensorOf(t));
    const own = (i: number) => (): Tensor => tf.clone(rest[i]!);
    return {
      // Never asked for where x does not depend on a weight: the first layer has no input gradient.
      x: () => tensorOf(convInputGradient(b, shape, dz, filter)),
      filter: () => tensorOf(convFilterGradient(b, shape, x, dz)),
      gamma: own(0),
      beta: own(1),
      ...(rest[2] ? { residual: own(2) } : {}),
    };
  },
};

/** By the input and the residual: weights are not trained by the running statistics. */
export const convNormInferenceGradient: GradConfig = {
  kernelName: 'ConvNormInference',
  inputsToSave: ['x', 'filter', 'gamma', 'variance'],
  outputsToSave: [true],
  gradFunc: (dys, saved, attrs) => {
    const [x, filter, gamma, variance, y] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
    const { stride, padding, relu, residual } = attributes(attrs);
    const b = trainingBackend(tf.backend());
    const dy = dys as Tensor;
    const [rows, channels] = extent(y);
    const dz = tensorOf(b.makeMap(y.shape));
    const dresidual = residual && relu ? [tensorOf(b.makeMap(y.shape))] : [];
    const options = { relu, residual: dresidual.length > 0, ...passOptions(b) };
    const kernel = normInferenceGradient(rows, channels, options);
    b.run(kernel, [dy, ...(relu ? [y] : []), gamma, variance, ...dresidual, dz]);
    const shape = convShapeOf(b, x.shape, filter.shape, stride, padding);
    return {
      x: () => tensorOf(convInputGradient(b, shape, dz, filter)),
      ...(residual ? { residual: () => tf.clone(dresidual[0] ?? dy) } : {}),
    };
  },
};

/** Shows what a unit had on its way to y, which its kernels leave in z: anew, by dispatches aside. */
function show(
  b: TrainingBackend,
  y: Tensor,
  { gamma, beta, mean, variance }: ConvNormParameters,
  residual: Tensor | undefined,
  { branch, sum, square }: UnitWatch,
): void {
  const [z, stats] = b.attached(y);
  if (!z) throw new InternalError('The forward pass of a ConvNorm left nothing to look at.');
  const [rows, channels] = extent(z);
  const normed = (added: readonly Tensor[]): tf.Tensor4D => {
    const value = b.makeMap(z.shape);
    const options = { relu: false, residual: added.length > 0, ...passOptions(b) };
    if (stats) b.run(normApply(rows, channels, options), [z, stats, gamma, beta, ...added, value]);
    else b.run(normInference(rows, channels, options), [z, mean, variance, gamma, beta, ...added, value]);
    return tensorOf(value);
  };
  branch?.(normed([]));
  sum?.(normed(residual ? [residual] : []));
  if (!square) return;
  if (!stats) throw new InternalError('Running statistics do not tell the size of what they normalise.');
  const found = b.makeTensorInfo([], 'float32');
  b.run(normSquare(channels), [stats, gamma, beta, found]);
  square(tensorOf(found));
}

/** Scale and shift of a norm times a factor. */
function scaled(
  { gamma, beta }: ConvNormParameters,
  factor: tf.Tensor1D,
): Pick<ConvNormParameters, 'gamma' | 'beta'> {
  const [g, b] = tf.engine().runKernel('ScaledNorm', { gamma, beta, factor }) as tf.Tensor1D[];
  if (!g || !b) throw new InternalError('The factor of a branch scaled nothing.');
  return { gamma: g, beta: b };
}

/** See `NetworkOps.convNorm`. */
export function convNorm(
  x: tf.Tensor4D,
  p: ConvNormParameters,
  { stride, padding, relu, training, still = false }: ConvNormOptions,
  residual?: tf.Tensor4D,
  watch?: UnitWatch,
): tf.Tensor4D {
  const { filter, mean, variance, factor } = p;
  const { gamma, beta } = factor && training ? scaled(p, factor) : p;
  const inputs = { x, filter, gamma, beta, mean, variance, ...(residual ? { residual } : {}) };
  const attrs = { stride, padding, relu, residual: residual !== undefined, still };
  const y = tf.engine().runKernel(training ? 'ConvNorm' : 'ConvNormInference', inputs, attrs) as tf.Tensor4D;
  if (watch) {
    const b = trainingBackend(tf.backend());
    b.aside(() => show(b, y, p, residual, watch));
  }
  return y;
}
