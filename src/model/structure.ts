/**
 * A spec unfolded into its convolutions, blocks and stages, with every shape.
 *
 * This is the one derivation of the network's structure: the layer list, the parameter table, the tensors of
 * src/nn and the diagram all read it. Parameter names are those of the seed note's PyTorch module, so
 * weights move between the two as they are.
 */
import { ProblemError } from '../problems/index.ts';
import { expansionOf, type ModelSpec, networkProblem } from './spec.ts';

/** Height, width, channels of one picture's feature map. */
export interface FeatureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A convolution without bias, followed by batch norm and, where `relu` is set, by a ReLU. */
export interface ConvUnit {
  /** Name of the convolution's weight without `.weight`, such as `layer1.0.features.0`. */
  readonly conv: string;
  /** Name of the batch norm without its suffix, such as `layer1.0.features.1`. */
  readonly norm: string;
  readonly kernel: number;
  readonly stride: number;
  /** Zero padding on all four sides, PyTorch's `padding`. */
  readonly padding: number;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
  readonly relu: boolean;
}

export type Shortcut =
  /** The plain network: nothing is added. */
  | { readonly kind: 'none' }
  /** The block's input as it is. */
  | { readonly kind: 'identity' }
  /** Every `stride`-th pixel, zero channels before and after (option A). */
  | { readonly kind: 'pad'; readonly stride: number; readonly before: number; readonly after: number }
  /** 1×1 convolution and batch norm (option B). */
  | { readonly kind: 'projection'; readonly unit: ConvUnit };

export interface Block {
  /** Such as `layer2.0`. */
  readonly name: string;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
  /** The main path. The last unit's ReLU comes after the addition. */
  readonly units: readonly ConvUnit[];
  readonly shortcut: Shortcut;
}

export interface Stage {
  /** `layer1` … `layer4`. */
  readonly name: string;
  readonly output: FeatureShape;
  readonly blocks: readonly Block[];
}

export interface Structure {
  readonly spec: ModelSpec;
  readonly input: FeatureShape;
  readonly stem: ConvUnit;
  /** 3×3 max pooling, stride 2, padding 1: only in the ImageNet stem. */
  readonly maxPool?: { readonly input: FeatureShape; readonly output: FeatureShape };
  readonly stages: readonly Stage[];
  /** Features that enter the classifier, after global average pooling. */
  readonly features: number;
  /** The seed note's own spelling: its checkpoints carry it. */
  readonly classifier: 'classifer';
}

/** PyTorch's output size of a convolution or pooling: floor((n + 2p − k) / s) + 1. */
export const convOutput = (n: number, kernel: number, stride: number, padding: number): number =>
  Math.floor((n + 2 * padding - kernel) / stride) + 1;

function unit(
  prefix: string,
  index: number,
  input: FeatureShape,
  channels: number,
  kernel: number,
  stride: number,
  relu: boolean,
): ConvUnit {
  const padding = (kernel - 1) / 2;
  const output = {
    height: convOutput(input.height, kernel, stride, padding),
    width: convOutput(input.width, kernel, stride, padding),
    channels,
  };
  const conv = `${prefix}.${index}`;
  const norm = `${prefix}.${index + 1}`;
  return { conv, norm, kernel, stride, padding, input, output, relu };
}

function shortcutOf(
  spec: ModelSpec,
  name: string,
  input: FeatureShape,
  output: FeatureShape,
  stride: number,
): Shortcut {
  if (spec.shortcut === 'none') return { kind: 'none' };
  if (stride === 1 && input.channels === output.channels) return { kind: 'identity' };
  if (spec.shortcut === 'projection') {
    return {
      kind: 'projection',
      unit: unit(`${name}.shortcut`, 0, input, output.channels, 1, stride, false),
    };
  }
  const extra = output.channels - input.channels;
  const before = Math.floor(extra / 2);
  return { kind: 'pad', stride, before, after: extra - before };
}

function blockOf(spec: ModelSpec, name: string, input: FeatureShape, width: number, stride: number): Block {
  const features = `${name}.features`;
  const units: ConvUnit[] = [];
  if (spec.block === 'basic') {
    const first = unit(features, 0, input, width, 3, stride, true);
    units.push(first, unit(features, 3, first.output, width, 3, 1, true));
  } else {
    // The stride sits on the 3×3, as in the seed note; the paper puts it on the first 1×1, which costs fewer MACs.
    const reduce = unit(features, 0, input, width, 1, 1, true);
    const middle = unit(features, 3, reduce.output, width, 3, stride, true);
    units.push(
      reduce,
      middle,
      unit(features, 6, middle.output, width * expansionOf('bottleneck'), 1, 1, true),
    );
  }
  const output = units[units.length - 1]!.output;
  return { name, input, output, units, shortcut: shortcutOf(spec, name, input, output, stride) };
}

/**
 * Unfolds a spec.
 * @throws ProblemError when the spec is not valid.
 */
export function structureOf(spec: ModelSpec): Structure {
  const problem = networkProblem(spec);
  if (problem) throw new ProblemError(problem);

  const input: FeatureShape = { height: spec.inputSize, width: spec.inputSize, channels: 3 };
  const imagenet = spec.stem === 'imagenet';
  const stem = unit('features', 0, input, spec.width, imagenet ? 7 : 3, imagenet ? 2 : 1, true);
  let shape = stem.output;
  let maxPool: Structure['maxPool'];
  if (imagenet) {
    const output = {
      ...shape,
      height: convOutput(shape.height, 3, 2, 1),
      width: convOutput(shape.width, 3, 2, 1),
    };
    maxPool = { input: shape, output };
    shape = output;
  }

  const stages = spec.blocks.map((count, index): Stage => {
    const name = `layer${index + 1}`;
    const width = spec.width * 2 ** index;
    const blocks: Block[] = [];
    for (let i = 0; i < count; i++) {
      const block = blockOf(spec, `${name}.${i}`, shape, width, i === 0 && index > 0 ? 2 : 1);
      blocks.push(block);
      shape = block.output;
    }
    return { name, output: shape, blocks };
  });
  return { spec, input, stem, maxPool, stages, features: shape.channels, classifier: 'classifer' };
}

/** Every convolution of the network in the order of PyTorch's `named_parameters`. */
export function convUnits(structure: Structure): ConvUnit[] {
  const units = [structure.stem];
  for (const stage of structure.stages) {
    for (const block of stage.blocks) {
      units.push(...block.units);
      if (block.shortcut.kind === 'projection') units.push(block.shortcut.unit);
    }
  }
  return units;
}
