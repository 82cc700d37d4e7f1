/**
 * The vitals of a network in training, by block: how large the gradient is that reaches it and how large what it hands
 * on. Where gradients vanish or explode on their way back, the norms of successive blocks show it. Pure.
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
