/**
 * What a linear probe says of a block: how well a linear classifier tells the classes from the block's output, pooled over its
 * pixels (Alain and Bengio, "Understanding intermediate layers using linear classifier probes", 2016). Pure.
 *
 * Ours is ridge regression on one-hot targets, which has a closed form and so no training of its own: features are standardised by
 * mean and deviation of the fitted pictures, W minimises Σ ‖Wz + b − y‖² / n + λ‖W‖², and b is the mean of the targets, since
 * features are centred. With λ = 0.01 a feature shrinks by a hundredth of its own variance; the accuracy hardly depends on it.
 */
import { centred, columnMeans, type Representation, solveSymmetric, transposedProduct } from './matrices.ts';

export interface BlockProbe {
  /** As in the vitals: `stem`, or a block such as `layer1.0`. */
  readonly name: string;
  /** Share of held-out pictures that the probe tells right, 0…1. */
  readonly accuracy: number;
}

/** What a block makes of pictures, and their classes. */
export interface LabelledRepresentation extends Representation {
  /** N class numbers. */
  readonly labels: ArrayLike<number>;
}

/** Scores of the classes are `bias + weights · (features − means) ⊙ factors`. */
export interface LinearProbe {
  readonly classes: number;
  readonly means: Float64Array;
  /** One over the deviation of each channel; 0 of one that is the same for all pictures. */
  readonly factors: Float64Array;
  /** [channels, classes]. */
  readonly weights: Float64Array;
  /** Share of each class among the fitted pictures. */
  readonly bias: Float64Array;
}

/**
 * A probe as a frame keeps it, for the pooled features of a block as they are: means and factors are folded into weights and bias.
 * Score k is bias[k] + Σ_c features[c] · weights[c · classes + k].
 */
export interface BlockReader {
  /** As in the vitals. */
  readonly name: string;
  /** [channels, classes]. */
  readonly weights: Float32Array;
  /** [classes]. */
  readonly bias: Float32Array;
}

/** λ, in units of a standardised feature's variance. */
const defaultRidge = 0.01;

/**
 * Fits a probe. n·C² + C³/6 multiplications.
 * @param classes How many there are. @param ridge λ, above 0.
 */
export function fitProbe(block: LabelledRepresentation, classes: number, ridge = defaultRidge): LinearProbe {
  const { channels, labels } = block;
  const n = labels.length;
  const means = columnMeans(block);
  const squares = new Float64Array(channels);
  const plain = centred(block, means);
  plain.forEach((value, i) => {
    squares[i % channels] = squares[i % channels]! + value * value;
  });
  const factors = squares.map((square, c) => {
    const deviation = Math.sqrt(square / n);
    // What float32 cannot tell from a constant is one.
    return deviation <= 1e-6 * Math.abs(means[c]!) ? 0 : 1 / deviation;
  });
  const features = plain.map((value, i) => value * factors[i % channels]!);
  const bias = new Float64Array(classes);
  for (let i = 0; i < n; i++) bias[labels[i]!] = bias[labels[i]!]! + 1 / n;
  const targets = new Float64Array(n * classes);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < classes; k++) targets[i * classes + k] = (labels[i] === k ? 1 : 0) - bias[k]!;
  const covariance = transposedProduct(features, channels, features, channels, n);
  for (let c = 0; c < channels; c++) covariance[c * channels + c] = covariance[c * channels + c]! + ridge * n;
  const moments = transposedProduct(features, channels, targets, classes, n);
  return { classes, means, factors, weights: solveSymmetric(covariance, channels, moments, classes), bias };
}

/** The share of pictures whose class has the largest score, 0…1; NaN where the probe or a feature is no number. */
export function probeAccuracy(probe: LinearProbe, block: LabelledRepresentation): number {
  const { classes, weights, bias } = probe;
  const { channels, labels } = block;
  const features = centred(block, probe.means, probe.factors);
  const n = labels.length;
  let right = 0;
  for (let i = 0; i < n; i++) {
    const scores = bias.slice();
    for (let c = 0; c < channels; c++)
      for (let k = 0; k < classes; k++)
        scores[k] = scores[k]! + features[i * channels + c]! * weights[c * classes + k]!;
    if (!scores.every(Number.isFinite)) return Number.NaN;
    if (scores.indexOf(Math.max(...scores)) === labels[i]) right++;
  }
  return right / n;
}

/** The reader of a probe. A channel that was the same for all fitted pictures counts for nothing in it. */
export function readerOf(name: string, { classes, means, factors, weights, bias }: LinearProbe): BlockReader {
  const folded = Float32Array.from(weights, (weight, i) => weight * factors[Math.floor(i / classes)]!);
  const offsets = bias.slice();
  // By the rounded weights: the mean picture then scores as it did, however far a channel is from zero.
  for (const [i, weight] of folded.entries())
    offsets[i % classes] = offsets[i % classes]! - means[Math.floor(i / classes)]! * weight;
  return { name, weights: folded, bias: Float32Array.from(offsets) };
}

/**
 * What a block's reader says of one picture: a score for each class, the largest of which is its answer. They are guesses at 1 for the
 * picture's class and 0 for the others, add up to 1, and may lie outside of 0…1: no probabilities.
 * @param pooled The block's output of the picture, averaged over its pixels: as many numbers as it has channels.
 */
export function readerScores({ weights, bias }: BlockReader, pooled: ArrayLike<number>): Float64Array {
  const scores = Float64Array.from(bias);
  const classes = scores.length;
  for (let c = 0; c < pooled.length; c++)
    for (let k = 0; k < classes; k++) scores[k] = scores[k]! + pooled[c]! * weights[c * classes + k]!;
  return scores;
}
