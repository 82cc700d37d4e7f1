/**
 * The operations a residual network is made of, as the model code (network.ts) calls them. `stock` builds them from
 * tfjs ops, `fused` from our own WGSL kernels; the network is written once.
 *
 * Tensors are NHWC, filters HWIO ([kh, kw, in, out]).
 */
import type { Scalar, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';

/** The tensors of one convolution with its batch norm. */
export interface ConvNormParameters {
  readonly filter: Tensor4D;
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
  /** Running statistics; updated in place by a training forward. */
  readonly mean: Variable;
  readonly variance: Variable;
  /** [1], by which scale and shift are multiplied in a training step that moves the running statistics. */
  readonly factor?: Tensor1D;
}

/** The tensors of one convolution without batch norm. */
export interface ConvBiasParameters {
  readonly filter: Tensor4D;
  readonly bias: Tensor1D;
  /** [1], by which conv(x) + bias is multiplied, in a training step. */
  readonly factor?: Tensor1D;
}

export interface ConvBiasOptions {
  readonly stride: number;
  /** Zero padding on all four sides. */
  readonly padding: number;
  readonly relu: boolean;
}

export interface ConvNormOptions extends ConvBiasOptions {
  /** Training: batch statistics, and an update of the running ones. Evaluation: the running statistics. */
  readonly training: boolean;
  /** Training leaves the running statistics as they are. */
  readonly still?: boolean;
}

/** Who wants to see what a unit has on its way: each is computed where somebody wants it, and belongs to the unit. */
export interface MapWatch {
  /** norm(conv(x)), or conv(x) + bias, without the factor */
  readonly branch?: (value: Tensor4D) => void;
  /** The same + residual?, before the ReLU */
  readonly sum?: (value: Tensor4D) => void;
}

export interface UnitWatch extends MapWatch {
  /** The mean of the squares of norm(conv(x)), without the factor; in training only. */
  readonly square?: (value: Scalar) => void;
}

export interface Loss {
  /** Mean cross-entropy of the batch, with label smoothing: what the gradient descends. */
  readonly loss: Scalar;
  /** Number of pictures whose highest logit is the label. */
  readonly correct: Scalar;
  /** [N, classes] */
  readonly logits: Tensor2D;
}

export interface NetworkOps {
  /** relu?(norm(conv(x)) + residual?), the unit every ResNet is made of. */
  convNorm(
    x: Tensor4D,
    p: ConvNormParameters,
    o: ConvNormOptions,
    residual?: Tensor4D,
    watch?: UnitWatch,
  ): Tensor4D;
  /** relu?(factor · (conv(x) + bias) + residual?), the unit of a network without batch norm. */
  convBias(
    x: Tensor4D,
    p: ConvBiasParameters,
    o: ConvBiasOptions,
    residual?: Tensor4D,
    watch?: MapWatch,
  ): Tensor4D;
  /** Option A shortcut: every `stride`-th pixel, zero channels before and after. */
  padShortcut(x: Tensor4D, stride: number, before: number, after: number): Tensor4D;
  /** 3×3, stride 2, padding 1 (padded with −∞, as PyTorch). */
  maxPool(x: Tensor4D): Tensor4D;
  /** Global average pooling, then x·W + b; weight is [features, classes]. */
  classify(x: Tensor4D, weight: Tensor2D, bias: Tensor1D): Tensor2D;
  /** Softmax cross-entropy on top of `classify`. Labels are int32 [N]. */
  classifyLoss(x: Tensor4D, weight: Tensor2D, bias: Tensor1D, labels: Tensor1D, labelSmoothing: number): Loss;
  /**
   * uint8 pictures (int32 tensor or packed, as the engine likes) to normalised floats with crop, mirror and cutout.
   * See drawsPerPicture for the draws.
   */
  augment(images: Uint8Array, n: number, size: number, draws?: Int32Array): Tensor4D;
}
