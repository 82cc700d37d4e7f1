/**
 * What a network can be asked about some pictures besides their classes: what each block hands on, what it adds to its
 * input, whole feature maps, and which way a class's logit grows. Pure; `Engine.taps` answers.
 */
import type { Block, FeatureShape, Stem } from '../model/structure.ts';
import type { StemFilters } from './frames.ts';

/**
 * Where a block can be looked at, with x its input and F its main path:
 * - `input`: x; of the stem the normalised pictures;
 * - `branch`: F(x), behind its last batch norm, or convolution where there is none, and before the addition;
 * - `shortcut`: what is added to it: x, x padded, or x projected; a plain network has none;
 * - `sum`: F(x) + shortcut, before the ReLU; in a plain network F(x);
 * - `output`: behind the ReLU, in the stem behind its max pooling too;
 * - `unpooled`: only in a stem with max pooling, its ReLU's output.
 *
 * The stem has `input`, `output` and, where it pools, `unpooled`.
 */
export const tapSites = ['input', 'branch', 'shortcut', 'sum', 'output', 'unpooled'] as const;
export type TapSite = (typeof tapSites)[number];

/** One place in the network. */
export interface TapPlace {
  /** `stem`, or a block such as `layer1.0`. */
  readonly block: string;
  readonly of: TapSite;
}

/** Where a part of a network can be looked at. */
export function sitesOf(part: Stem | Block): readonly TapSite[] {
  if (!('units' in part)) return part.maxPool ? ['input', 'output', 'unpooled'] : ['input', 'output'];
  return part.shortcut.kind === 'none'
    ? ['input', 'branch', 'sum', 'output']
    : ['input', 'branch', 'shortcut', 'sum', 'output'];
}

/** The shape of the feature map there. */
export function shapeAt(part: Stem | Block, of: TapSite): FeatureShape {
  if (of === 'input') return 'units' in part ? part.input : part.unit.input;
  return of === 'unpooled' && 'unit' in part ? part.unit.output : part.output;
}

export interface TapRequest {
  /**
   * Batch norm by the running statistics (`evaluation`: pictures do not touch one another), or by those of the batch
   * (`training`: they do). Neither moves the running statistics.
   */
  readonly mode: 'evaluation' | 'training';
  /** Output of the stem and of every block, averaged over its pixels. */
  readonly pooled?: boolean;
  /** How large branch, shortcut and output of every block are. */
  readonly sizes?: boolean;
  /** The filters of the stem, which are the same for all pictures. `tapsInParts` adds them: engines leave them out. */
  readonly filters?: boolean;
  /** Whole feature maps: meant for a few pictures. */
  readonly maps?: readonly TapPlace[];
  /**
   * The gradient of Σₙ logit[n, classes[n]] by the output of a block, with one class a picture. In evaluation mode the
   * gradient of a picture is that of its own logit; it is what Grad-CAM averages (Selvaraju et al. 2017).
   */
  readonly gradient?: { readonly block: string; readonly classes: readonly number[] };
}

/** Feature maps of all pictures of the batch. */
export interface TappedMaps {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** N·height·width·channels, NHWC. */
  readonly values: Float32Array;
}

/** Root mean squares √(Σ v² / n), over all n elements of all pictures. Where a block has no such part, undefined. */
export interface BlockSizes {
  /** `stem`, or a block. */
  readonly block: string;
  readonly branch?: number;
  readonly shortcut?: number;
  readonly output: number;
}

/** What was asked for; lists are empty where it was not. */
export interface Taps {
  /** N·classes, always. */
  readonly logits: Float32Array;
  /** Of the stem and every block, in the order of the forward pass: N·channels. */
  readonly pooled: readonly {
    readonly block: string;
    readonly channels: number;
    readonly values: Float32Array;
  }[];
  /** Of the stem and every block, in the order of the forward pass. */
  readonly sizes: readonly BlockSizes[];
  readonly filters?: StemFilters;
  /** In the order of the request. */
  readonly maps: readonly (TapPlace & TappedMaps)[];
  /** Output of the block that was asked for, and the gradient by it. */
  readonly gradient?: { readonly block: string; readonly output: TappedMaps; readonly gradient: TappedMaps };
}
