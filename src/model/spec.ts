/**
 * What a network is: plain data that fixes every layer of a residual network.
 *
 * Nothing here computes shapes (see structure.ts) and nothing here knows tensors (see src/nn).
 */

import type { NetworkProblem } from '../problems/settings.ts';

export const blockKinds = ['basic', 'bottleneck'] as const;
export const shortcutKinds = ['projection', 'identity', 'none'] as const;
export const normKinds = ['batch', 'none'] as const;
export const stemKinds = ['cifar', 'imagenet'] as const;

/** `basic`: two 3×3 convolutions. `bottleneck`: 1×1, 3×3, 1×1 with a fourfold wider output. */
export type BlockKind = (typeof blockKinds)[number];
/**
 * `projection`: 1×1 convolution + BN where the shape changes, else the input itself (option B of He et al. 2015).
 * `identity`: stride-2 slice and zero-padded channels, no parameters (option A). `none`: the plain network.
 */
export type ShortcutKind = (typeof shortcutKinds)[number];
/**
 * `batch`: batch norm after every convolution, which then has no bias (Ioffe & Szegedy 2015). `none`: no normalisation at all, and a
 * bias at every convolution.
 */
export type NormKind = (typeof normKinds)[number];
/** `cifar`: one 3×3 convolution, stride 1. `imagenet`: 7×7 convolution, stride 2, then 3×3 max pooling, stride 2. */
export type StemKind = (typeof stemKinds)[number];

export interface ModelSpec {
  readonly block: BlockKind;
  /** Residual blocks in each stage, 1 to 4 stages. */
  readonly blocks: readonly number[];
  /** Channels of the stem and of the first stage; every later stage doubles them. */
  readonly width: number;
  readonly shortcut: ShortcutKind;
  readonly norm: NormKind;
  readonly stem: StemKind;
  /** Height and width of the square RGB input, in pixels. */
  readonly inputSize: number;
  readonly classes: number;
}

/** The part of a spec that follows from the pictures to learn; model settings fix the rest. */
export type SpecInput = Pick<ModelSpec, 'inputSize' | 'classes'>;

export const specLimits = {
  stages: { min: 1, max: 4 },
  blocksPerStage: { min: 1, max: 200 },
  width: { min: 1, max: 512 },
  inputSize: { min: 1, max: 512 },
  classes: { min: 2, max: 1000 },
} as const;

/** How many times wider a block's output is than the width of its stage. */
export const expansionOf = (block: BlockKind): number => (block === 'bottleneck' ? 4 : 1);

/** Convolutions on the main path of a block. */
export const convsPerBlock = (block: BlockKind): number => (block === 'bottleneck' ? 3 : 2);

/** Convolutions on the main path plus the classifier: the number in a ResNet's name. */
export const depthOf = (spec: ModelSpec): number =>
  2 + convsPerBlock(spec.block) * spec.blocks.reduce((sum, n) => sum + n, 0);

const whole = (value: unknown, { min, max }: { min: number; max: number }): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

/** The first problem of a spec, or undefined where it is valid. */
export function networkProblem(spec: ModelSpec): NetworkProblem | undefined {
  const { stages, blocksPerStage } = specLimits;
  if (!whole(spec.blocks.length, stages)) {
    return { kind: 'stage-count', min: stages.min, max: stages.max, stages: spec.blocks.length };
  }
  const blocks = spec.blocks.find((n) => !whole(n, blocksPerStage));
  if (blocks !== undefined) {
    return { kind: 'block-count', min: blocksPerStage.min, max: blocksPerStage.max, blocks };
  }
  const part = (['width', 'inputSize', 'classes'] as const).find((key) => !whole(spec[key], specLimits[key]));
  if (part === undefined) return undefined;
  return {
    kind: 'network-size',
    part,
    min: specLimits[part].min,
    max: specLimits[part].max,
    value: spec[part],
  };
}
