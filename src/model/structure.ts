/**
 * A spec unfolded into its convolutions, blocks and stages, with every shape and every name.
 *
 * This is the one derivation of the network's structure: the layer list, the parameter table, the tensors of
 * src/nn and the diagram all read it. Which layer feeds which is not said here but in walk.ts. Parameter names are those
 * of the seed note's PyTorch module, so weights move between the two as they are.
 */
import { InternalError } from '../base/errors.ts';
import { ProblemError } from '../problems/index.ts';
import { expansionOf, type ModelSpec, networkProblem } from './spec.ts';

/** Height, width, channels of one picture's feature map. */
export interface FeatureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Names of the modules that own parameters. Each sequence of layers counts a convolution, its batch norm and its ReLU as
 * three, also where it has no batch norm: `nn.Identity` stands in its place then, so that a convolution has one name with batch norm
 * and without, and with it the same initial weights. The misspelt classifier is the seed note's own, and its checkpoints carry it.
 */
export const moduleNames = {
  stem: 'features',
  stage: (stage: number) => `layer${stage + 1}`,
  block: (stage: number, block: number) => `layer${stage + 1}.${block}`,
  mainPath: (block: string) => `${block}.features`,
  shortcut: (block: string) => `${block}.shortcut`,
  conv: (sequence: string, unit: number) => `${sequence}.${3 * unit}`,
  norm: (sequence: string, unit: number) => `${sequence}.${3 * unit + 1}`,
  classifier: 'classifer',
} as const;

/** A convolution, followed by batch norm or else with a bias, then by an addition at the end of a block, and by a ReLU. */
export interface ConvUnit {
  /** Name of the convolution's weight without `.weight`, such as `layer1.0.features.0`. */
  readonly conv: string;
  /** Name of the batch norm without its suffix, such as `layer1.0.features.1`; undefined where the convolution has a bias instead. */
  readonly norm: string | undefined;
  /** Name of the ReLU, such as `layer1.0.relu`; undefined on a shortcut, which has none. */
  readonly relu: string | undefined;
  readonly kernel: number;
  readonly stride: number;
  /** Zero padding on all four sides, PyTorch's `padding`. */
  readonly padding: number;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
}

/** 3×3 max pooling, stride 2, padded by 1 with −∞. */
export interface MaxPool {
  readonly name: string;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
}

/** The block's input as it is. */
export interface IdentityShortcut {
  readonly kind: 'identity';
  /** Such as `layer1.0.shortcut`. */
  readonly name: string;
}

/** Every `stride`-th pixel, zero channels before and after (option A). */
export interface PadShortcut {
  readonly kind: 'pad';
  readonly name: string;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
}

/** 1×1 convolution, and batch norm where the network has it (option B). */
export interface ProjectionShortcut {
  readonly kind: 'projection';
  readonly unit: ConvUnit;
}

/** Of a plain network nothing is added. */
export type Shortcut = { readonly kind: 'none' } | IdentityShortcut | PadShortcut | ProjectionShortcut;

/** The stem or a residual block: what the diagram draws as one and what vitals are measured of. */
export interface Part {
  /** `stem`, or the block's name. */
  readonly name: string;
  /** `stem`, or the stage's name. */
  readonly stage: string;
}

/** The first convolution, and max pooling in the ImageNet stem only. */
export interface Stem extends Part {
  readonly unit: ConvUnit;
  readonly maxPool: MaxPool | undefined;
  readonly output: FeatureShape;
}

export interface Block extends Part {
  readonly input: FeatureShape;
  readonly output: FeatureShape;
  /** The main path. The shortcut is added before the last unit's ReLU. */
  readonly units: readonly ConvUnit[];
  readonly shortcut: Shortcut;
  /** Name of the addition, such as `layer2.0.add`. */
  readonly add: string;
}

export interface Stage {
  /** `layer1` … `layer4`. */
  readonly name: string;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
  /** Channels inside its blocks; a bottleneck's output has four times as many. */
  readonly width: number;
  /** Stride of its first block; the others have 1. */
  readonly stride: number;
  readonly blocks: readonly Block[];
}

/** Global average pooling and a linear layer. */
export interface Classifier {
  readonly name: typeof moduleNames.classifier;
  /** The last stage's feature map. */
  readonly input: FeatureShape;
  /** What enters the linear layer: the channels of the input. */
  readonly features: number;
  readonly classes: number;
}

export interface Structure {
  readonly spec: ModelSpec;
  readonly input: FeatureShape;
  readonly stem: Stem;
  readonly stages: readonly Stage[];
  readonly classifier: Classifier;
}

/** The stem and all blocks, in the order of the forward pass. */
export const partsOf = ({ stem, stages }: Pick<Structure, 'stem' | 'stages'>): readonly (Stem | Block)[] => [
  stem,
  ...stages.flatMap((stage) => stage.blocks),
];

/** The module whose `weight` and `bias` make F(x) of a block zero by being zero: its last batch norm, else its last convolution. */
export function branchEnd({ name, units }: Pick<Block, 'name' | 'units'>): string {
  const last = units.at(-1);
  if (!last) throw new InternalError(`The block ${name} has no layers.`);
  return last.norm ?? last.conv;
}

/** PyTorch's output size of a convolution or pooling: floor((n + 2p − k) / s) + 1. */
export const convOutput = (n: number, kernel: number, stride: number, padding: number): number =>
  Math.floor((n + 2 * padding - kernel) / stride) + 1;

/** A window moved over a feature map, whose sides shrink by the stride alone. */
function windowOf(input: FeatureShape, kernel: number, stride: number, channels: number) {
  const padding = (kernel - 1) / 2;
  const side = (n: number): number => convOutput(n, kernel, stride, padding);
  const output: FeatureShape = { height: side(input.height), width: side(input.width), channels };
  return { kernel, stride, padding, input, output };
}

/** Kernel, stride and output channels of a convolution. */
type Plan = readonly [kernel: number, stride: number, channels: number];

function unitOf(
  { norm }: ModelSpec,
  sequence: string,
  index: number,
  input: FeatureShape,
  [kernel, stride, channels]: Plan,
  relu: string | undefined,
): ConvUnit {
  return {
    conv: moduleNames.conv(sequence, index),
    norm: norm === 'none' ? undefined : moduleNames.norm(sequence, index),
    relu,
    ...windowOf(input, kernel, stride, channels),
  };
}

function stemOf(spec: ModelSpec, input: FeatureShape): Stem {
  const part = { name: 'stem', stage: 'stem' };
  const imagenet = spec.stem === 'imagenet';
  const plan: Plan = imagenet ? [7, 2, spec.width] : [3, 1, spec.width];
  const unit = unitOf(spec, moduleNames.stem, 0, input, plan, `${moduleNames.stem}.2`);
  if (!imagenet) return { ...part, unit, maxPool: undefined, output: unit.output };
  const maxPool = { name: `${moduleNames.stem}.3`, ...windowOf(unit.output, 3, 2, spec.width) };
  return { ...part, unit, maxPool, output: maxPool.output };
}

function shortcutOf(
  spec: ModelSpec,
  name: string,
  input: FeatureShape,
  output: FeatureShape,
  stride: number,
): Shortcut {
  if (spec.shortcut === 'none') return { kind: 'none' };
  if (stride === 1 && input.channels === output.channels) return { kind: 'identity', name };
  if (spec.shortcut === 'projection') {
    return {
      kind: 'projection',
      unit: unitOf(spec, name, 0, input, [1, stride, output.channels], undefined),
    };
  }
  const extra = output.channels - input.channels;
  const before = Math.floor(extra / 2);
  return { kind: 'pad', name, stride, before, after: extra - before, input, output };
}

/** The main path's convolutions. */
function plansOf(spec: ModelSpec, width: number, stride: number): readonly Plan[] {
  if (spec.block === 'basic') {
    return [
      [3, stride, width],
      [3, 1, width],
    ];
  }
  // The stride sits on the 3×3, as in the seed note; the paper puts it on the first 1×1, which costs fewer MACs.
  return [
    [1, 1, width],
    [3, stride, width],
    [1, 1, width * expansionOf('bottleneck')],
  ];
}

function blockOf(
  spec: ModelSpec,
  name: string,
  stage: string,
  input: FeatureShape,
  width: number,
  stride: number,
): Block {
  const sequence = moduleNames.mainPath(name);
  const plans = plansOf(spec, width, stride);
  const units: ConvUnit[] = [];
  let output = input;
  plans.forEach((plan, i) => {
    const relu = i < plans.length - 1 ? `${moduleNames.norm(sequence, i)}.relu` : `${name}.relu`;
    const unit = unitOf(spec, sequence, i, output, plan, relu);
    units.push(unit);
    output = unit.output;
  });
  const shortcut = shortcutOf(spec, moduleNames.shortcut(name), input, output, stride);
  return { name, stage, input, output, units, shortcut, add: `${name}.add` };
}

function stageOf(spec: ModelSpec, index: number, input: FeatureShape): Stage {
  const name = moduleNames.stage(index);
  const width = spec.width * 2 ** index;
  const stride = index > 0 ? 2 : 1;
  const blocks: Block[] = [];
  let output = input;
  for (let i = 0; i < spec.blocks[index]!; i++) {
    const block = blockOf(spec, moduleNames.block(index, i), name, output, width, i === 0 ? stride : 1);
    blocks.push(block);
    output = block.output;
  }
  return { name, input, output, width, stride, blocks };
}

/**
 * Unfolds a spec.
 * @throws ProblemError when the spec is not valid.
 */
export function structureOf(spec: ModelSpec): Structure {
  const problem = networkProblem(spec);
  if (problem) throw new ProblemError(problem);

  const input: FeatureShape = { height: spec.inputSize, width: spec.inputSize, channels: 3 };
  const stem = stemOf(spec, input);
  const stages: Stage[] = [];
  let output = stem.output;
  for (let i = 0; i < spec.blocks.length; i++) {
    const stage = stageOf(spec, i, output);
    stages.push(stage);
    output = stage.output;
  }
  const { classifier: name } = moduleNames;
  const classifier = { name, input: output, features: output.channels, classes: spec.classes };
  return { spec, input, stem, stages, classifier };
}

/**
 * Every convolution of the network in the order of PyTorch's `named_parameters`. That is the order of definition, in which
 * a block's shortcut comes last; the walk, which follows execution, comes to it first.
 */
export function convUnits({ stem, stages }: Structure): ConvUnit[] {
  const blocks = stages.flatMap((stage) => stage.blocks);
  return [
    stem.unit,
    ...blocks.flatMap(({ units, shortcut }) =>
      shortcut.kind === 'projection' ? [...units, shortcut.unit] : units,
    ),
  ];
}
