/**
 * The sizes of cards, bars and texts, along the flow and across it, and the choice of the stages that are folded so
 * that all fits. The first half of the layout: places come after, in `layout.ts`. Pure.
 */
import type { FeatureShape, Stage, Structure } from '../../../model/structure.ts';
import { groupsFor, type Piece, type PieceGroup, type Show } from './pieces.ts';
import { type AxisOrder, shapeText } from './shapeText.ts';

export type Direction = 'across' | 'down';
/** `blocks`: a card for each block. `layers`: every convolution inside it as well, with its shape. */
export const details = ['blocks', 'layers'] as const;
export type Detail = (typeof details)[number];

export interface LayoutOptions {
  readonly order: AxisOrder;
  readonly detail: Detail;
  /** Stages folded or opened by hand; the others fold where they must. */
  readonly folds: ReadonlyMap<string, boolean>;
  /** The block that the page of an opened stage begins with, where not all of its blocks fit; 0 unless given. */
  readonly pages?: ReadonlyMap<string, number>;
  /**
   * Pixels to fill: the network runs across then, and all of it is in view. Without it the network runs down a narrow screen,
   * and is as high as it has to be.
   */
  readonly height?: number;
  /** What stands for the pictures that go in: a card, room for a picture, or nothing. A card unless given. */
  readonly input?: 'card' | 'picture' | 'none';
  /** Under each stage: its name and shape, room for buttons below these, or its shape alone. */
  readonly labels?: 'names' | 'buttons' | 'shapes';
  /** Pixels of a text in the diagram's font. */
  readonly textWidth: (text: string) => number;
}

/** Below so many pixels the network runs down. */
const narrow = 500;
export const margin = 6;
/** Between two cards of a stage: with the thinnest card, 24 pixels. */
export const gap = 14;
const thinnest = 10;
const thickest = 46;
/** The thinnest block of a fold that is drawn as its blocks side by side. */
export const slabThinnest = 4;
/** A block of a fold with the gap behind it, where it is seen well. */
const slabTelling = 7;
/** Room for the buttons that change the number of a stage's blocks. */
export const stepper = { width: 78, height: 26 } as const;
/** How far the sheets behind a fold stick out. */
export const stackDepth = 6;
const lowest = 12;
/** Between the groups, at least and at most. */
const groupGap = {
  across: { least: 18, most: 64 },
  down: { least: 12, most: 12 },
  filling: { least: 7, most: 90 },
};
/** From a card to the top of its shortcut, and above that for the count of a fold. */
export const arcRise = 11;
export const lineHeight = 16;
/** Longest diagram down the screen before stages fold, in pixels. */
const longest = 640;
/** Between the texts of layers and those of stages. */
export const columnGap = 10;
export const barPad = 4;
export const barGap = 2;
/** Texts beside the bars need so much. */
const barThinnest = 12;

/** What every size depends on. */
export interface Frame {
  /** Pixels along the flow for each block of a fold; 0 where a fold is one card with sheets behind it. */
  readonly pitch: number;
  readonly gaps: { readonly least: number; readonly most: number };
  readonly direction: Direction;
  readonly options: LayoutOptions;
  /** Pixels of a card as high as the input. */
  readonly tallest: number;
  readonly inputHeight: number;
  /** Room along the flow. */
  readonly room: number;
}

const isVector = (name: string): boolean => name === 'pool' || name === 'classifier';
export const isDetailed = (piece: Piece, { options }: Frame): boolean =>
  options.detail === 'layers' && piece.layers.length > 0;

export const sideOf = (shape: FeatureShape, f: Frame): number =>
  Math.max(lowest, (f.tallest * shape.height) / f.inputHeight);
export const barThickness = (shape: FeatureShape, unit: number): number =>
  Math.max(barThinnest, 0.7 * unit * Math.sqrt(shape.channels));

/** Size along the flow, where a channel's square root is worth `unit` pixels. */
export function thicknessOf(piece: Piece, unit: number, f: Frame): number {
  if (piece.kind === 'input' && f.options.input === 'picture') return f.tallest;
  const fold = piece.kind === 'fold' ? stackDepth : 0;
  if (isDetailed(piece, f)) {
    const bars = piece.layers.reduce((sum, layer) => sum + barThickness(layer.shape, unit), 0);
    return bars + (piece.layers.length - 1) * barGap + 2 * barPad + fold;
  }
  const one = Math.max(thinnest, unit * Math.sqrt(piece.shape.channels));
  return Math.max(one + fold, f.pitch * piece.blocks.length * (piece.kind === 'fold' ? 1 : 0));
}

/** Whether a fold is drawn as its blocks side by side, and not as one card with sheets behind it. */
export const isPacked = (piece: Piece, f: Frame): boolean =>
  piece.kind === 'fold' && f.options.height !== undefined && !isDetailed(piece, f);

/** Size across the flow. */
export function cardSide(piece: Piece, f: Frame): number {
  if (!isDetailed(piece, f)) return sideOf(piece.shape, f);
  return Math.max(...piece.layers.map((layer) => sideOf(layer.shape, f))) + 2 * barPad;
}

export function labelTexts(
  group: PieceGroup,
  { order, labels }: Pick<LayoutOptions, 'order' | 'labels'>,
): { name: string; shape: string } {
  const shape = shapeText(group.shape, order, isVector(group.name));
  if (labels === 'shapes') return { name: '', shape };
  const fold = group.foldable ? ' ▸' : '';
  const count = group.blocks > 0 && labels !== 'buttons' ? ` ×${group.blocks}` : '';
  return { name: group.name + count + fold, shape };
}

export function piecesLength(group: PieceGroup, unit: number, f: Frame): number {
  const cards = group.pieces.reduce((sum, piece) => sum + thicknessOf(piece, unit, f), 0);
  return cards + (group.pieces.length - 1) * gap;
}
export function groupLength(group: PieceGroup, unit: number, f: Frame): number {
  const { labels, textWidth } = f.options;
  const { name, shape } = labelTexts(group, f.options);
  const buttons = labels === 'buttons' && group.blocks > 0 ? stepper.width : 0;
  const label =
    f.direction === 'across' ? Math.max(textWidth(name), textWidth(shape), buttons) : 2 * lineHeight + 2;
  return Math.max(label, piecesLength(group, unit, f) + gap);
}
export const totalLength = (groups: readonly PieceGroup[], unit: number, f: Frame): number =>
  groups.reduce((sum, group) => sum + groupLength(group, unit, f), 0) +
  (groups.length - 1) * f.gaps.least +
  2 * margin;

/** The largest unit, of at least `least`, with which the groups fit, if any does. */
function unitThatFits(groups: readonly PieceGroup[], least: number, f: Frame): number | undefined {
  const channels = groups.flatMap((g) => g.pieces.map((piece) => piece.shape.channels));
  const most = Math.max(least, Math.max(thickest, f.tallest / 4) / Math.sqrt(Math.max(...channels)));
  for (let unit = most; unit >= least; unit *= 0.95) {
    if (totalLength(groups, unit, f) <= f.room) return unit;
  }
  return totalLength(groups, least, f) <= f.room ? least : undefined;
}

export interface Fit {
  readonly groups: PieceGroup[];
  readonly unit: number;
  readonly frame: Frame;
}

/** The frame in which the folds are as long as their blocks side by side, as far as there is room. */
function withPacks(groups: readonly PieceGroup[], unit: number, f: Frame): Frame {
  const channels = groups.find(({ blocks }) => blocks > 0)?.shape.channels ?? 1;
  const most = Math.max(thinnest, unit * Math.sqrt(channels)) + 3;
  for (let pitch = most; pitch > 1; pitch *= 0.95) {
    const frame = { ...f, pitch };
    if (totalLength(groups, unit, frame) <= f.room) return frame;
  }
  return f;
}

/** The largest unit with which the folds too show their blocks, else that with which they show them best. */
function packed(groups: PieceGroup[], most: number, least: number, f: Frame): Fit {
  const foldless = !groups.some(({ pieces }) => pieces.some(({ kind }) => kind === 'fold'));
  if (f.options.height === undefined || f.options.detail === 'layers' || foldless)
    return { groups, unit: most, frame: f };
  for (let unit = most; unit > least; unit *= 0.9) {
    const frame = withPacks(groups, unit, f);
    if (frame.pitch >= slabTelling) return { groups, unit, frame };
  }
  return { groups, unit: least, frame: withPacks(groups, least, f) };
}

/**
 * Folds as few stages as will do: none, else all from some length on. Rather folds than draws the cards of several stages
 * as thin as cards can be, for then their thickness no longer tells the channels. A stage that was opened by hand and does not
 * fit shows as many of its blocks as do, where all has to be in view.
 */
export function fit(structure: Structure, f: Frame): Fit {
  const lengths = [...new Set(structure.stages.map((s) => s.blocks.length))].sort((a, b) => b - a);
  const { folds, pages, input } = f.options;
  const groupsOf = groupsFor(structure);
  const show = (isFolded: (stage: Stage) => Show) =>
    groupsOf(isFolded).filter(({ name }) => input !== 'none' || name !== 'input');
  const foldedFrom = (length: number) =>
    show((stage) => folds.get(stage.name) ?? stage.blocks.length >= length);
  const telling = (0.75 * thinnest) / Math.sqrt(structure.stages[0]!.output.channels);
  for (const length of [Number.POSITIVE_INFINITY, ...lengths]) {
    const groups = foldedFrom(length);
    const unit = unitThatFits(groups, telling, f);
    if (unit !== undefined) return packed(groups, unit, telling, f);
  }
  const opened = structure.stages.filter((stage) => folds.get(stage.name) === false);
  if (f.options.height !== undefined && opened.length > 0) {
    for (let size = Math.max(...opened.map((s) => s.blocks.length)) - 1; size > 0; size--) {
      const groups = show((stage) =>
        opened.includes(stage) ? { from: pages?.get(stage.name) ?? 0, size } : true,
      );
      const unit = unitThatFits(groups, telling, f);
      if (unit !== undefined) return { groups, unit, frame: f };
    }
  }
  const groups = foldedFrom(0);
  return { groups, unit: unitThatFits(groups, telling / 4, f) ?? telling / 4, frame: f };
}

/** Beside the cards of a network that runs down: shortcuts, and the longest count of a fold. */
export const roomBeside = (structure: Structure, { textWidth }: LayoutOptions): number =>
  arcRise + 14 + textWidth(`×${Math.max(...structure.spec.blocks)}`);

/** Down the screen, cards get what the texts on their right leave. */
function tallestDown(structure: Structure, width: number, options: LayoutOptions): number {
  const { order, detail, textWidth } = options;
  const groups = groupsFor(structure)(() => true);
  const texts = groups.flatMap((group) => Object.values(labelTexts(group, options)));
  const layers = groups.flatMap((group) => group.pieces.flatMap((piece) => piece.layers));
  const longest = (all: readonly string[]) => Math.max(...all.map(textWidth));
  const columns =
    detail === 'layers' ? longest(layers.map(({ shape }) => shapeText(shape, order))) + columnGap : 0;
  const left = width - 2 * margin - roomBeside(structure, options) - longest(texts) - columns - 2 * barPad;
  return Math.min(140, Math.max(48, left));
}

/** Below the cards, from the lowest of them on. */
export const labelHeight = { names: 42, buttons: 68, shapes: 22 } as const;
/** Above the cards: shortcuts, and counts of folds. */
export const arcRoom = 34;

/** The longest text of a layer that stands upright below its bar. */
export const barTexts = (structure: Structure, { order, detail, textWidth }: LayoutOptions): number =>
  detail === 'blocks'
    ? 0
    : 10 +
      2 * barPad +
      Math.max(
        ...groupsFor(structure)(() => true).flatMap((group) =>
          group.pieces.flatMap(({ layers }) => layers.map(({ shape }) => textWidth(shapeText(shape, order)))),
        ),
      );

/** What height is left for the cards; not so much that the picture at the left end takes the width of the network. */
function tallestIn(structure: Structure, width: number, height: number, options: LayoutOptions): number {
  const left = height - arcRoom - labelHeight[options.labels ?? 'names'] - barTexts(structure, options);
  const widest = options.detail === 'layers' ? 0.13 * width : 0.21 * width;
  return Math.max(36, Math.min(left, options.input === 'picture' ? widest : left));
}

/** The frame of a network in `width` pixels. */
export function frameOf(structure: Structure, width: number, options: LayoutOptions): Frame {
  const { height } = options;
  const shared = { options, inputHeight: structure.input.height, pitch: 0 };
  if (height !== undefined) {
    const tallest = tallestIn(structure, width, height, options);
    return { direction: 'across', tallest, room: width, gaps: groupGap.filling, ...shared };
  }
  const across = width >= narrow;
  return {
    direction: across ? 'across' : 'down',
    tallest: across ? Math.min(156, Math.max(96, width * 0.15)) : tallestDown(structure, width, options),
    room: across ? width : longest,
    gaps: groupGap[across ? 'across' : 'down'],
    ...shared,
  };
}
