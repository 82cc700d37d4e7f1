/**
 * The network as a graph of other programs' layers. The wiring is written once here; what a layer looks like in a
 * format is the format's own. Inference only: batch norm uses its running statistics.
 */
import { cifarMean, cifarStd, classes } from '../data/facts.ts';
import type { ModelSpec } from '../model/spec.ts';
import type { Block, ConvUnit, Shortcut, Structure } from '../model/structure.ts';
import type { NamedTensor } from '../nn/engine.ts';
import { describeSpec, fits } from './inferSpecs.ts';

export type PadShortcut = Extract<Shortcut, { kind: 'pad' }>;

/** What a format makes of each layer. `T` is how it refers to a layer's output; names are unique. */
export interface GraphBuilder<T> {
  /** Convolution and batch norm, without the ReLU. */
  convNorm(x: T, unit: ConvUnit): T;
  relu(x: T, name: string): T;
  add(main: T, shortcut: T, name: string): T;
  /** 3×3, stride 2, padding 1. The input has been through a ReLU: padding with zeros is as good as with −∞. */
  maxPool(x: T, name: string): T;
  /** Every `stride`-th pixel, zero channels before and after. */
  padShortcut(x: T, shortcut: PadShortcut, block: Block): T;
  /** Global average pooling and the linear classifier. */
  classify(x: T): T;
}

function traceShortcut<T>(builder: GraphBuilder<T>, x: T, block: Block): T | undefined {
  const { shortcut } = block;
  switch (shortcut.kind) {
    case 'none':
      return undefined;
    case 'identity':
      return x;
    case 'pad':
      return builder.padShortcut(x, shortcut, block);
    case 'projection':
      return builder.convNorm(x, shortcut.unit);
    default:
      return shortcut satisfies never;
  }
}

function traceBlock<T>(builder: GraphBuilder<T>, x: T, block: Block): T {
  const last = block.units.length - 1;
  const main = block.units.reduce((out, unit, i) => {
    const normed = builder.convNorm(out, unit);
    return i < last ? builder.relu(normed, `${unit.norm}.relu`) : normed;
  }, x);
  const shortcut = traceShortcut(builder, x, block);
  const sum = shortcut === undefined ? main : builder.add(main, shortcut, `${block.name}.add`);
  return builder.relu(sum, `${block.name}.relu`);
}

/** Builds every layer in the order of execution. @returns the logits. */
export function traceNetwork<T>({ stem, maxPool, stages }: Structure, input: T, builder: GraphBuilder<T>): T {
  let x = builder.relu(builder.convNorm(input, stem), 'features.2');
  if (maxPool) x = builder.maxPool(x, 'features.3');
  for (const stage of stages) for (const block of stage.blocks) x = traceBlock(builder, x, block);
  return builder.classify(x);
}

/**
 * Weights by name.
 * @throws Error with one sentence when they are not those of the network.
 */
export function weightsByName(
  spec: ModelSpec,
  weights: readonly NamedTensor[],
): (name: string) => NamedTensor {
  if (!fits(spec, weights)) {
    throw new Error(`The weights are not those of ${describeSpec(spec)}: choose the network they come from.`);
  }
  const table = new Map(weights.map((tensor) => [tensor.name, tensor]));
  return (name) => {
    const tensor = table.get(name);
    if (!tensor) throw new Error(`The weights lack "${name}".`);
    return tensor;
  };
}

export interface ModelFacts {
  /** Such as `resnet20`. */
  readonly model: string;
  /** How to turn a picture into an input. */
  readonly preprocessing: string;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** In the order of the logits; absent for networks of other data than CIFAR-10. */
  readonly classes?: readonly string[];
}

/** What whoever runs the network must know; every format carries it in its own way. */
export const modelFacts = (spec: ModelSpec): ModelFacts => ({
  model: describeSpec(spec),
  preprocessing: 'RGB pixels scaled to 0…1, minus mean, divided by std, channel by channel',
  mean: cifarMean,
  std: cifarStd,
  ...(spec.classes === classes.length ? { classes } : {}),
});
