/**
 * The vitals of a network in training, by block: how large the gradient is that reaches it, what it adds to its input, what
 * it hands on, and how far the step moves it. Where gradients vanish or explode on their way back, the norms of successive
 * blocks show it. Pure.
 *
 * All of it is of the step's own forward pass, with the statistics of its batch, and of its own update.
 */

export interface BlockVitals {
  /** `stem`, a block such as `layer1.0`, or `classifier`; in the order of the forward pass. */
  readonly name: string;
  /**
   * √Σ g² over all trainable parameters of the block (its shortcut's included), g being the gradient of the step's mean
   * loss before weight decay.
   */
  readonly gradientNorm: number;
  /**
   * √(Σ y² / n) over the n elements of the block's output in the step's forward pass: after the last ReLU, in the stem
   * after its max pooling too; in the classifier the logits.
   */
  readonly activationScale?: number;
  /**
   * √(Σ F(x)² / n) of a block's main path F, behind its last batch norm and before the addition. With `shortcutScale` it says
   * how much a block adds (He et al. 2015, fig. 7). Stem and classifier have none.
   */
  readonly branchScale?: number;
  /** The same of what is added to F(x): x, padded or projected where shapes differ. A plain network has none. */
  readonly shortcutScale?: number;
  /** Mean of the n elements that `activationScale` is of, and their standard deviation √(Σ (y − mean)² / n). */
  readonly activationMean?: number;
  readonly activationDeviation?: number;
  /**
   * Share of the channels of the block's output that are 0 at every pixel of every picture of the batch: dead ReLUs, which no
   * gradient reaches. It is no share of zeros, of which a healthy ReLU makes many. The classifier has none.
   */
  readonly deadChannels?: number;
  /**
   * ‖Δw‖ / ‖w‖ over all trainable parameters of the block: how far the optimizer's step, weight decay included, moves them.
   * Not a number where they are all 0.
   */
  readonly updateRatio?: number;
}

export interface StageNorm {
  /** `stem`, `layer1` … `layer4`, or `classifier`. */
  readonly name: string;
  readonly gradientNorm: number;
}

/** The stage of a block: `layer2` of `layer2.0`; stem and classifier stand for themselves. */
export const stageOf = (block: string): string => block.split('.')[0] ?? block;

/** The gradient norm of each stage, √Σ norm² over its blocks, in the order of the blocks. */
export function stageNorms(blocks: readonly BlockVitals[]): StageNorm[] {
  const squares = new Map<string, number>();
  for (const { name, gradientNorm } of blocks) {
    const stage = stageOf(name);
    squares.set(stage, (squares.get(stage) ?? 0) + gradientNorm ** 2);
  }
  return [...squares].map(([name, square]) => ({ name, gradientNorm: Math.sqrt(square) }));
}
