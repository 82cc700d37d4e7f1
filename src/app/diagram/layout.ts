/**
 * Where everything of the diagram stands, as numbers. A card is as high as its picture and as thick as the square root of
 * its channels, so that the pyramid is seen; the network runs across a wide screen and down a narrow one. Stages whose
 * blocks do not fit are folded, the longest first. Pure.
 */
import type { FeatureShape, Stage, Structure } from '../../model/structure.ts';
import { groupsOf, type Piece, type PieceGroup } from './pieces.ts';
import { type AxisOrder, shapeText } from './shapeText.ts';

export type Direction = 'across' | 'down';
export type LinkKind = 'identity' | 'pad' | 'projection';
/** `blocks`: a card for each block. `layers`: every convolution inside it as well, with its shape. */
export const details = ['blocks', 'layers'] as const;
export type Detail = (typeof details)[number];

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface LayerBar {
  readonly name: string;
  readonly rect: Rect;
  /** Its output shape, and where that is written. */
  readonly text: string;
  readonly label: Point;
}
/** A shortcut around a card, and the place where it is added. */
export interface Link {
  readonly kind: LinkKind;
  /** SVG path data. */
  readonly path: string;
  readonly join: Point;
}
export interface Card extends Piece {
  /** Name of its group, such as `layer2`. */
  readonly stage: string;
  readonly rect: Rect;
  /** What a pointer may hit: the card with the gaps around it, at least 24 pixels wide and high. */
  readonly hit: Rect;
  readonly link?: Link;
  /** Only with detail `layers`. */
  readonly bars: readonly LayerBar[];
  /** Where a fold says how many blocks it stands for. */
  readonly countLabel: Point;
}
export interface StageLabel extends Omit<PieceGroup, 'pieces'> {
  readonly text: string;
  readonly anchor: 'middle' | 'start';
  /** Baseline of the first of two lines. */
  readonly at: Point;
  readonly hit: Rect;
}
export interface DiagramLayout {
  readonly direction: Direction;
  /** At least the width asked for; more where opened stages need it. */
  readonly width: number;
  readonly height: number;
  /** The line the pictures flow along, and arrowheads on it. */
  readonly flow: { readonly from: Point; readonly to: Point };
  readonly arrows: readonly Point[];
  readonly cards: readonly Card[];
  readonly stages: readonly StageLabel[];
}
export interface LayoutOptions {
  readonly order: AxisOrder;
  readonly detail: Detail;
  /** Stages folded or opened by hand; the others fold where they must. */
  readonly folds: ReadonlyMap<string, boolean>;
  /** Pixels of a text in the diagram's font. */
  readonly textWidth: (text: string) => number;
}

/** Below so many pixels the network runs down. */
export const narrow = 500;
const margin = 6;
/** Between two cards of a stage: with the thinnest card, 24 pixels. */
const gap = 14;
const thinnest = 10;
const thickest = 46;
const foldThinnest = 24;
/** How far the sheets behind a fold stick out. */
export const stackDepth = 6;
const lowest = 12;
/** Between the groups, at least and at most. */
const groupGap = { across: { least: 18, most: 64 }, down: { least: 12, most: 12 } };
/** From a card to the top of its shortcut, and above that for the count of a fold. */
const arcRise = 11;
/** From the middle of a gap: one shortcut ends before it, the next begins behind it. */
const arcInset = 2.5;
const arcRoom = 34;
const lineHeight = 16;
/** Longest diagram down the screen before stages fold, in pixels. */
const longest = 640;
/** Between the texts of layers and those of stages. */
const columnGap = 10;
const barPad = 4;
const barGap = 2;
/** Texts beside the bars need so much. */
const barThinnest = 12;

/** A place by its distance along the flow and from its axis; shortcuts lie on the negative side. */
type Place = (along: number, aside: number) => Point;

interface Frame {
  readonly direction: Direction;
  readonly options: LayoutOptions;
  /** Pixels of a card as high as the input. */
  readonly tallest: number;
  readonly inputHeight: number;
  /** Room along the flow. */
  readonly room: number;
}

const isVector = (name: string): boolean => name === 'pool' || name === 'classifier';
const isDetailed = (piece: Piece, { options }: Frame): boolean =>
  options.detail === 'layers' && piece.layers.length > 0;

const sideOf = (shape: FeatureShape, f: Frame): number =>
  Math.max(lowest, (f.tallest * shape.height) / f.inputHeight);
const barThickness = (shape: FeatureShape, unit: number): number =>
  Math.max(barThinnest, 0.7 * unit * Math.sqrt(shape.channels));

/** Size along the flow, where a channel's square root is worth `unit` pixels. */
function thicknessOf(piece: Piece, unit: number, f: Frame): number {
  const fold = piece.kind === 'fold' ? stackDepth : 0;
  if (isDetailed(piece, f)) {
    const bars = piece.layers.reduce((sum, layer) => sum + barThickness(layer.shape, unit), 0);
    return bars + (piece.layers.length - 1) * barGap + 2 * barPad + fold;
  }
  return Math.max(fold ? foldThinnest : thinnest, unit * Math.sqrt(piece.shape.channels)) + fold;
}

/** Size across the flow. */
function cardSide(piece: Piece, f: Frame): number {
  if (!isDetailed(piece, f)) return sideOf(piece.shape, f);
  return Math.max(...piece.layers.map((layer) => sideOf(layer.shape, f))) + 2 * barPad;
}

function labelTexts(group: PieceGroup, order: AxisOrder): { name: string; shape: string } {
  const fold = group.foldable ? ' ▸' : '';
  const name =
    group.blocks > 0
      ? `${group.name} ×${group.blocks}${fold}`
      : group.name === 'classifier'
        ? 'fc'
        : group.name;
  return { name, shape: shapeText(group.shape, order, isVector(group.name)) };
}

function piecesLength(group: PieceGroup, unit: number, f: Frame): number {
  const cards = group.pieces.reduce((sum, piece) => sum + thicknessOf(piece, unit, f), 0);
  return cards + (group.pieces.length - 1) * gap;
}
function groupLength(group: PieceGroup, unit: number, f: Frame): number {
  const { order, textWidth } = f.options;
  const { name, shape } = labelTexts(group, order);
  const label = f.direction === 'across' ? Math.max(textWidth(name), textWidth(shape)) : 2 * lineHeight + 2;
  return Math.max(label, piecesLength(group, unit, f) + gap);
}
const totalLength = (groups: readonly PieceGroup[], unit: number, f: Frame): number =>
  groups.reduce((sum, group) => sum + groupLength(group, unit, f), 0) +
  (groups.length - 1) * groupGap[f.direction].least +
  2 * margin;

/** The largest unit with which the groups fit, if any does. */
function unitThatFits(groups: readonly PieceGroup[], f: Frame): number | undefined {
  const channels = groups.flatMap((g) => g.pieces.map((piece) => piece.shape.channels));
  let unit = thickest / Math.sqrt(Math.max(...channels));
  for (let tries = 0; tries < 24; tries++, unit *= 0.92) {
    if (totalLength(groups, unit, f) <= f.room) return unit;
  }
  return undefined;
}

/** Folds as few stages as will do: none, else all from some length on. */
function fit(structure: Structure, f: Frame): { groups: PieceGroup[]; unit: number } {
  const lengths = [...new Set(structure.stages.map((s) => s.blocks.length))].sort((a, b) => b - a);
  const { folds } = f.options;
  const foldedFrom = (length: number) =>
    groupsOf(structure, (stage: Stage) => folds.get(stage.name) ?? stage.blocks.length >= length);
  for (const length of [Number.POSITIVE_INFINITY, ...lengths]) {
    const groups = foldedFrom(length);
    const unit = unitThatFits(groups, f);
    if (unit !== undefined) return { groups, unit };
  }
  const groups = foldedFrom(0);
  return { groups, unit: thinnest / Math.sqrt(structure.stages[0]!.output.channels) };
}

/** The rectangle between two corners. */
function between(a: Point, b: Point): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function linkOf(piece: Piece, place: Place, from: number, to: number, side: number): Link | undefined {
  const kind = piece.blocks[0]?.shortcut.kind ?? 'none';
  if (kind === 'none') return undefined;
  const top = -side / 2 - arcRise;
  const r = 6;
  const p = (along: number, aside: number) => {
    const { x, y } = place(along, aside);
    return `${round(x)} ${round(y)}`;
  };
  const up = `M${p(from, 0)}L${p(from, top + r)}Q${p(from, top)} ${p(from + r, top)}`;
  const down = `L${p(to - r, top)}Q${p(to, top)} ${p(to, top + r)}L${p(to, 0)}`;
  return { kind, path: up + down, join: place(to, 0) };
}

const round = (value: number): number => Math.round(value * 100) / 100;

function cardOf(piece: Piece, stage: string, start: number, unit: number, f: Frame, place: Place): Card {
  const thickness = thicknessOf(piece, unit, f);
  const side = cardSide(piece, f);
  const end = start + thickness;
  const front = piece.kind === 'fold' ? end - stackDepth : end;
  const bars: LayerBar[] = [];
  if (isDetailed(piece, f)) {
    let at = start + barPad;
    for (const { name, shape } of piece.layers) {
      const to = at + barThickness(shape, unit);
      const half = sideOf(shape, f) / 2;
      const middle = (at + to) / 2;
      const label = f.direction === 'across' ? place(middle + 4, side / 2 + 6) : place(middle + 4, 0);
      const text = shapeText(shape, f.options.order);
      bars.push({ name, rect: between(place(at, -half), place(to, half)), text, label });
      at = to + barGap;
    }
  }
  const half = Math.max(12, side / 2);
  return {
    ...piece,
    stage,
    rect: between(place(start, -side / 2), place(front, side / 2)),
    hit: between(place(start - gap / 2, -half), place(end + gap / 2, half)),
    link: linkOf(piece, place, start - gap / 2 + arcInset, end + gap / 2 - arcInset, side),
    bars,
    countLabel: place((start + end) / 2, -side / 2 - arcRise - 5),
  };
}

/** Room the layers' texts need beyond the cards. */
const barLabelRoom = (cards: readonly Card[], { textWidth }: LayoutOptions): number =>
  Math.max(0, ...cards.flatMap((card) => card.bars.map((bar) => textWidth(bar.text))));

/** Beside the cards of a network that runs down: shortcuts, and the longest count of a fold. */
const roomBeside = (structure: Structure, { textWidth }: LayoutOptions): number =>
  arcRise + 14 + textWidth(`×${Math.max(...structure.spec.blocks)}`);

/** Down the screen, cards get what the texts on their right leave. */
function tallestDown(structure: Structure, width: number, options: LayoutOptions): number {
  const { order, detail, textWidth } = options;
  const groups = groupsOf(structure, () => true);
  const texts = groups.flatMap((group) => Object.values(labelTexts(group, order)));
  const layers = groups.flatMap((group) => group.pieces.flatMap((piece) => piece.layers));
  const longest = (all: readonly string[]) => Math.max(...all.map(textWidth));
  const columns =
    detail === 'layers' ? longest(layers.map(({ shape }) => shapeText(shape, order))) + columnGap : 0;
  const left = width - 2 * margin - roomBeside(structure, options) - longest(texts) - columns - 2 * barPad;
  return Math.min(140, Math.max(48, left));
}

/** Lays a network out in `width` pixels. */
export function layoutOf(structure: Structure, width: number, options: LayoutOptions): DiagramLayout {
  const direction: Direction = width < narrow ? 'down' : 'across';
  const across = direction === 'across';
  const layers = options.detail === 'layers';
  const tallest = across ? Math.min(156, Math.max(96, width * 0.15)) : tallestDown(structure, width, options);
  const f: Frame = {
    direction,
    options,
    tallest,
    inputHeight: structure.input.height,
    room: across ? width : longest,
  };
  const { groups, unit } = fit(structure, f);
  const least = totalLength(groups, unit, f);
  const limits = groupGap[direction];
  const spare = across ? Math.max(0, width - least) / (groups.length - 1) : 0;
  const apart = Math.min(limits.most, limits.least + spare);
  const length = least + (apart - limits.least) * (groups.length - 1);
  const total = across ? Math.max(width, length) : length;

  const pad = layers ? barPad : 0;
  const axis = across ? arcRoom + tallest / 2 + pad : margin + tallest / 2 + pad;
  const place: Place = across
    ? (along, aside) => ({ x: along, y: axis + aside })
    : (along, aside) => ({ x: axis - aside, y: along });

  const cards: Card[] = [];
  const spans: { group: PieceGroup; from: number; to: number }[] = [];
  let from = (total - length) / 2 + margin;
  for (const group of groups) {
    const to = from + groupLength(group, unit, f);
    let at = (from + to - piecesLength(group, unit, f)) / 2;
    for (const piece of group.pieces) {
      cards.push(cardOf(piece, group.name, at, unit, f, place));
      at += thicknessOf(piece, unit, f) + gap;
    }
    spans.push({ group, from, to });
    from = to + apart;
  }

  const edge = axis + tallest / 2 + pad;
  const barLabels = layers ? barLabelRoom(cards, options) : 0;
  const barColumn = edge + roomBeside(structure, options);
  const labelTop = Math.max(
    edge,
    ...cards.map((c) => c.rect.y + c.rect.height + (c.bars.length > 0 ? barLabels + 10 : 0)),
  );
  const labelLeft = barColumn + (layers ? barLabels + columnGap : 0);
  const stages = spans.map(({ group, from, to }): StageLabel => {
    const { pieces: _, ...rest } = group;
    const middle = (from + to) / 2;
    const at = across ? { x: middle, y: labelTop + 20 } : { x: labelLeft, y: middle - 3 };
    const texts = labelTexts(group, options.order);
    const wide = Math.max(options.textWidth(texts.name), 24);
    return {
      ...rest,
      text: texts.shape,
      anchor: across ? 'middle' : 'start',
      at,
      hit: {
        x: across ? at.x - wide / 2 : at.x - 3,
        y: at.y - 17,
        width: wide + (across ? 0 : 6),
        height: 24,
      },
    };
  });
  const moved = across
    ? cards
    : cards.map((card) => ({
        ...card,
        bars: card.bars.map((bar) => ({ ...bar, label: { x: barColumn, y: bar.label.y } })),
      }));
  const first = spans[0]!;
  const last = spans[spans.length - 1]!;
  return {
    direction,
    width: across ? total : width,
    height: across ? labelTop + 20 + lineHeight + 6 : total,
    flow: { from: place((first.from + first.to) / 2, 0), to: place((last.from + last.to) / 2, 0) },
    arrows: spans.slice(1).map(({ from }) => place(from - apart / 2, 0)),
    cards: moved,
    stages,
  };
}
