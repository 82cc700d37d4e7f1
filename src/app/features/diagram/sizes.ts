/**
 * The sizes of cards, bars and texts, along the flow and across it, and the choice of the stages that are folded so
 * that all fits. The first half of the layout: places come after, in `layout.ts`. Pure.
 */
import type { FeatureShape, Stage, Structure } from '../../../model/structure.ts';
import { groupsFor, type Piece, type PieceGroup } from './pieces.ts';
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
/** How far the sheets behind a fold stick out. */
export const stackDepth = 6;
const lowest = 12;
/** Between the groups, at least and at most. */
export const groupGap = { across: { least: 18, most: 64 }, down: { least: 12, most: 12 } };
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
  const fold = piece.kind === 'fold' ? stackDepth : 0;
  if (isDetailed(piece, f)) {
    const bars = piece.layers.reduce((sum, layer) => sum + barThickness(layer.shape, unit), 0);
    return bars + (piece.layers.length - 1) * barGap + 2 * barPad + fold;
  }
  return Math.max(thinnest, unit * Math.sqrt(piece.shape.channels)) + fold;
}

/** Size across the flow. */
export function cardSide(piece: Piece, f: Frame): number {
  if (!isDetailed(piece, f)) return sideOf(piece.shape, f);
  return Math.max(...piece.layers.map((layer) => sideOf(layer.shape, f))) + 2 * barPad;
}

export function labelTexts(group: PieceGroup, order: AxisOrder): { name: string; shape: string } {
  const fold = group.foldable ? ' ▸' : '';
  const name =
    group.blocks > 0
      ? `${group.name} ×${group.blocks}${fold}`
      : group.name === 'classifier'
        ? 'fc'
        : group.name;
  return { name, shape: shapeText(group.shape, order, isVector(group.name)) };
}

export function piecesLength(group: PieceGroup, unit: number, f: Frame): number {
  const cards = group.pieces.reduce((sum, piece) => sum + thicknessOf(piece, unit, f), 0);
  return cards + (group.pieces.length - 1) * gap;
}
export function groupLength(group: PieceGroup, unit: number, f: Frame): number {
  const { order, textWidth } = f.options;
  const { name, shape } = labelTexts(group, order);
  const label = f.direction === 'across' ? Math.max(textWidth(name), textWidth(shape)) : 2 * lineHeight + 2;
  return Math.max(label, piecesLength(group, unit, f) + gap);
}
export const totalLength = (groups: readonly PieceGroup[], unit: number, f: Frame): number =>
  groups.reduce((sum, group) => sum + groupLength(group, unit, f), 0) +
  (groups.length - 1) * groupGap[f.direction].least +
  2 * margin;

/** The largest unit, of at least `least`, with which the groups fit, if any does. */
function unitThatFits(groups: readonly PieceGroup[], least: number, f: Frame): number | undefined {
  const channels = groups.flatMap((g) => g.pieces.map((piece) => piece.shape.channels));
  const most = Math.max(least, thickest / Math.sqrt(Math.max(...channels)));
  for (let unit = most; unit >= least; unit *= 0.95) {
    if (totalLength(groups, unit, f) <= f.room) return unit;
  }
  return totalLength(groups, least, f) <= f.room ? least : undefined;
}

/**
 * Folds as few stages as will do: none, else all from some length on. Rather folds than draws the cards of several stages
 * as thin as cards can be, for then their thickness no longer tells the channels.
 */
export function fit(structure: Structure, f: Frame): { groups: PieceGroup[]; unit: number } {
  const lengths = [...new Set(structure.stages.map((s) => s.blocks.length))].sort((a, b) => b - a);
  const { folds } = f.options;
  const groupsOf = groupsFor(structure);
  const foldedFrom = (length: number) =>
    groupsOf((stage: Stage) => folds.get(stage.name) ?? stage.blocks.length >= length);
  const telling = (0.75 * thinnest) / Math.sqrt(structure.stages[0]!.output.channels);
  for (const length of [Number.POSITIVE_INFINITY, ...lengths]) {
    const groups = foldedFrom(length);
    const unit = unitThatFits(groups, telling, f);
    if (unit !== undefined) return { groups, unit };
  }
  const groups = foldedFrom(0);
  return { groups, unit: unitThatFits(groups, telling / 4, f) ?? telling };
}

/** Beside the cards of a network that runs down: shortcuts, and the longest count of a fold. */
export const roomBeside = (structure: Structure, { textWidth }: LayoutOptions): number =>
  arcRise + 14 + textWidth(`×${Math.max(...structure.spec.blocks)}`);

/** Down the screen, cards get what the texts on their right leave. */
function tallestDown(structure: Structure, width: number, options: LayoutOptions): number {
  const { order, detail, textWidth } = options;
  const groups = groupsFor(structure)(() => true);
  const texts = groups.flatMap((group) => Object.values(labelTexts(group, order)));
  const layers = groups.flatMap((group) => group.pieces.flatMap((piece) => piece.layers));
  const longest = (all: readonly string[]) => Math.max(...all.map(textWidth));
  const columns =
    detail === 'layers' ? longest(layers.map(({ shape }) => shapeText(shape, order))) + columnGap : 0;
  const left = width - 2 * margin - roomBeside(structure, options) - longest(texts) - columns - 2 * barPad;
  return Math.min(140, Math.max(48, left));
}

/** The frame of a network in `width` pixels. */
export function frameOf(structure: Structure, width: number, options: LayoutOptions): Frame {
  const across = width >= narrow;
  return {
    direction: across ? 'across' : 'down',
    options,
    tallest: across ? Math.min(156, Math.max(96, width * 0.15)) : tallestDown(structure, width, options),
    inputHeight: structure.input.height,
    room: across ? width : longest,
  };
}
