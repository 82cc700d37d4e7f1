/**
 * The one walk over a residual network: which layer feeds which (He et al. 2015). Whoever makes something of a network, be
 * it tensors (src/nn/network.ts), another program's graph (src/formats/graph.ts), a table (layers.ts) or Python code
 * (src/formats/pytorch/moduleCode.ts), says what each layer becomes and is led through them in the order of execution.
 *
 * Shapes and names of the layers are not worked out here but in structure.ts.
 */
import {
  type Block,
  type Classifier,
  type ConvUnit,
  type IdentityShortcut,
  type MaxPool,
  type PadShortcut,
  partsOf,
  type Stem,
  type Structure,
} from './structure.ts';

/** What is added to a block's main path, and the name of that addition. */
export interface Residual<T> {
  readonly name: string;
  readonly value: T;
}

/** What becomes of each layer of a block. `T` stands for a layer's output. */
export interface BlockInterpreter<T> {
  /**
   * relu?(norm(conv(x)) + residual?), with the ReLU where the unit names one; conv(x) + bias where it names no norm. The fused
   * engine does it in one op.
   */
  convNorm(x: T, unit: ConvUnit, residual?: Residual<T>): T;
  padShortcut(x: T, shortcut: PadShortcut): T;
  /** Left out, a projection is a unit like any other. */
  projection?(x: T, unit: ConvUnit): T;
  /** Left out, the input itself is what gets added. */
  identity?(x: T, shortcut: IdentityShortcut): T;
}

/** What becomes of each layer of a network. `R` stands for the logits. */
export interface Interpreter<T, R = T> extends BlockInterpreter<T> {
  maxPool(x: T, pool: MaxPool): T;
  /** Global average pooling and the linear layer. */
  classify(x: T, classifier: Classifier): R;
  /** Around the layers of the stem and of each block, given `x`: calls `layers`, and returns what that returns. */
  part?(part: Stem | Block, layers: () => T, x: T): T;
}

/** What a block adds to its main path; undefined in a plain network. */
function walkShortcut<T>(x: T, { shortcut }: Block, to: BlockInterpreter<T>): T | undefined {
  switch (shortcut.kind) {
    case 'none':
      return undefined;
    case 'identity':
      return to.identity ? to.identity(x, shortcut) : x;
    case 'pad':
      return to.padShortcut(x, shortcut);
    case 'projection':
      return to.projection ? to.projection(x, shortcut.unit) : to.convNorm(x, shortcut.unit);
    default:
      return shortcut satisfies never;
  }
}

/** relu(main path + shortcut). The shortcut comes first, for the last unit of the main path takes it in. */
export function walkBlock<T>(x: T, block: Block, to: BlockInterpreter<T>): T {
  const value = walkShortcut(x, block, to);
  const residual = value === undefined ? undefined : { name: block.add, value };
  const last = block.units.length - 1;
  return block.units.reduce((out, unit, i) => to.convNorm(out, unit, i === last ? residual : undefined), x);
}

/** Convolution, then max pooling where the stem has it. */
export function walkStem<T>(x: T, stem: Stem, to: Pick<Interpreter<T>, 'convNorm' | 'maxPool'>): T {
  const out = to.convNorm(x, stem.unit);
  return stem.maxPool ? to.maxPool(out, stem.maxPool) : out;
}

/** The stem or blocks that follow one another. @returns the last one's output. */
export function walkParts<T>(
  parts: readonly (Stem | Block)[],
  input: T,
  to: Omit<Interpreter<T>, 'classify'>,
): T {
  return parts.reduce((x, part) => {
    const layers = (): T => ('units' in part ? walkBlock(x, part, to) : walkStem(x, part, to));
    return to.part ? to.part(part, layers, x) : layers();
  }, input);
}

/** Stem, blocks, classifier. @returns what `classify` makes of the last feature map. */
export function walkNetwork<T, R>(structure: Structure, input: T, to: Interpreter<T, R>): R {
  return to.classify(walkParts(partsOf(structure), input, to), structure.classifier);
}
