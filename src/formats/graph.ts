/**
 * The network as a graph of other programs' layers, and what travels with it. Which layer follows which is said in
 * src/model/walk.ts; here its units come apart into the single layers that formats know. What a layer looks like in a
 * format is the format's own (layersModel.ts, onnx/network.ts). Inference only: batch norm uses its running statistics.
 */
import { InternalError } from '../base/errors.ts';
import type { DatasetFacts } from '../data/sets/index.ts';
import type { ModelSpec } from '../model/spec.ts';
import type { Classifier, ConvUnit, MaxPool, PadShortcut, Structure } from '../model/structure.ts';
import { walkNetwork } from '../model/walk.ts';
import type { NamedTensor } from '../nn/engine.ts';
import { ProblemError } from '../problems/index.ts';
import { describeSpec, fits, networkName } from './inferSpecs.ts';

/** What a format makes of each layer. `T` is how it refers to a layer's output; names are unique. */
export interface GraphBuilder<T> {
  /** Convolution and batch norm, or convolution with a bias, without the ReLU. */
  convNorm(x: T, unit: ConvUnit): T;
  relu(x: T, name: string): T;
  add(main: T, shortcut: T, name: string): T;
  /** The input has been through a ReLU: padding with zeros is as good as with −∞. */
  maxPool(x: T, pool: MaxPool): T;
  /** Every `stride`-th pixel, zero channels before and after. */
  padShortcut(x: T, shortcut: PadShortcut): T;
  /** Global average pooling and the linear classifier. */
  classify(x: T, classifier: Classifier): T;
}

/** Builds every layer in the order of execution. @returns the logits. */
export function buildGraph<T>(structure: Structure, input: T, builder: GraphBuilder<T>): T {
  return walkNetwork(structure, input, {
    convNorm(x, unit, residual) {
      const normed = builder.convNorm(x, unit);
      const sum = residual ? builder.add(normed, residual.value, residual.name) : normed;
      return unit.relu === undefined ? sum : builder.relu(sum, unit.relu);
    },
    maxPool: (x, pool) => builder.maxPool(x, pool),
    padShortcut: (x, shortcut) => builder.padShortcut(x, shortcut),
    classify: (x, classifier) => builder.classify(x, classifier),
  });
}

/**
 * Weights by name.
 * @throws ProblemError when they are not those of the network.
 */
export function weightsByName(
  spec: ModelSpec,
  weights: readonly NamedTensor[],
): (name: string) => NamedTensor {
  if (!fits(spec, weights)) {
    throw new ProblemError({ kind: 'not-of-network', network: networkName(spec) });
  }
  const table = new Map(weights.map((tensor) => [tensor.name, tensor]));
  return (name) => {
    const tensor = table.get(name);
    if (!tensor) throw new InternalError(`The weights lack "${name}".`);
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
  /** What people call what it learned. */
  readonly dataset: string;
  /** In the order of the logits; absent for a network that tells more or fewer classes apart than the data set has. */
  readonly classes?: readonly string[];
}

/** What whoever runs the network must know; every format carries it in its own way. */
export const modelFacts = (spec: ModelSpec, { title, classes, mean, std }: DatasetFacts): ModelFacts => ({
  model: describeSpec(spec),
  dataset: title,
  preprocessing: 'RGB pixels scaled to 0…1, minus mean, divided by std, channel by channel',
  mean,
  std,
  ...(spec.classes === classes.length ? { classes } : {}),
});
