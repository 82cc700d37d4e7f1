/**
 * The layout of the diagram: the place of everything, as numbers. A card is as high as its feature map and as thick
 * as the square root of its channels, which makes the pyramid visible. The network runs across a wide screen and down
 * a narrow one; stages whose blocks do not fit are folded, the longest first. Sizes come from `sizes.ts`, what is
 * drawn from `pieces.ts`. Pure.
 */
import type { Structure } from '../../../model/structure.ts';
import type { Piece, PieceGroup } from './pieces.ts';
import { shapeText } from './shapeText.ts';
import {
  arcRise,
  arcRoom,
  barGap,
  barPad,
  barTexts,
  barThickness,
  cardSide,
  columnGap,
  type Direction,
  type Frame,
  fit,
  frameOf,
  gap,
  groupLength,
  isDetailed,
  isPacked,
  type LayoutOptions,
  labelHeight,
  labelTexts,
  lineHeight,
  margin,
  piecesLength,
  roomBeside,
  sideOf,
  slabThinnest,
  stackDepth,
  thicknessOf,
  totalLength,
} from './sizes.ts';

export type LinkKind = 'identity' | 'pad' | 'projection';
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
  /** The blocks of a fold side by side, as many as can be told apart; none where sheets behind the card stand for them. */
  readonly slabs: readonly Rect[];
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
  /** The place of the picture that goes in; only where the layout keeps room for one. */
  readonly picture?: Rect;
  readonly direction: Direction;
  /** At least the width asked for, more where opened stages need it. Whole pixels, as the height. */
  readonly width: number;
  readonly height: number;
  /** The line the pictures flow along, and arrowheads on it. */
  readonly flow: { readonly from: Point; readonly to: Point };
  readonly arrows: readonly Point[];
  readonly cards: readonly Card[];
  readonly stages: readonly StageLabel[];
}
/** From the middle of a gap: one shortcut ends before it, the next begins behind it. */
const arcInset = 2.5;

/** A place by its distance along the flow and from its axis; shortcuts lie on the negative side. */
type Place = (along: number, aside: number) => Point;

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

/** `count` blocks between two places, or as many as are thick enough to be seen. */
function slabsOf(count: number, start: number, end: number, side: number, place: Place): Rect[] {
  const n = Math.max(2, Math.min(count, Math.floor((end - start) / slabThinnest)));
  const pitch = (end - start) / n;
  const apart = Math.min(3, Math.max(1, 0.25 * pitch));
  const at = (i: number) => start + (i * (end - start + apart)) / n;
  return Array.from({ length: n }, (_, i) =>
    between(place(at(i), -side / 2), place(at(i + 1) - apart, side / 2)),
  );
}

function cardOf(piece: Piece, stage: string, start: number, unit: number, f: Frame, place: Place): Card {
  const thickness = thicknessOf(piece, unit, f);
  const side = cardSide(piece, f);
  const end = start + thickness;
  const packed = isPacked(piece, f);
  const front = piece.kind === 'fold' && !packed ? end - stackDepth : end;
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
    slabs: packed ? slabsOf(piece.blocks.length, start, end, side, place) : [],
    // Across, on the top of its shortcut: above that stands what is said of the network.
    countLabel: place((start + end) / 2, -side / 2 - arcRise + (f.direction === 'across' ? 4 : -5)),
  };
}

/** Room the layers' texts need beyond the cards. */
const barLabelRoom = (cards: readonly Card[], { textWidth }: LayoutOptions): number =>
  Math.max(0, ...cards.flatMap((card) => card.bars.map((bar) => textWidth(bar.text))));

/** Lays a network out in `width` pixels, and in `options.height` where that is given. */
export function layoutOf(structure: Structure, width: number, options: LayoutOptions): DiagramLayout {
  const { groups, unit, frame: f } = fit(structure, frameOf(structure, width, options));
  const { direction, tallest, gaps: limits } = f;
  const { height } = options;
  const across = direction === 'across';
  const layers = options.detail === 'layers';
  const least = totalLength(groups, unit, f);
  const spare = across ? Math.max(0, width - least) / (groups.length - 1) : 0;
  const apart = Math.min(limits.most, limits.least + spare);
  const length = least + (apart - limits.least) * (groups.length - 1);
  const total = across ? Math.max(width, length) : length;

  const pad = layers ? barPad : 0;
  const below = labelHeight[options.labels ?? 'names'];
  // What the cards leave of the height goes above and below them.
  const idle = Math.max(0, (height ?? 0) - arcRoom - tallest - below - barTexts(structure, options));
  const axis = (across ? arcRoom + idle / 2 : margin) + tallest / 2 + pad;
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
    const at = across
      ? { x: middle, y: labelTop + (options.labels === 'shapes' ? 1 : 20) }
      : { x: labelLeft, y: middle - 3 };
    const texts = labelTexts(group, options);
    const wide = Math.max(options.textWidth(texts.name) + 8, 24);
    return {
      ...rest,
      text: texts.shape,
      anchor: across ? 'middle' : 'start',
      at,
      hit: {
        x: across ? at.x - wide / 2 : at.x - 4,
        y: at.y - 17,
        width: wide,
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
  // Where a picture goes in, an answer comes out.
  const answered = options.input === 'picture';
  const first = spans[0]!;
  const last = spans[spans.length - 1]!;
  return {
    direction,
    width: Math.ceil(across ? total : width),
    height: height ?? Math.ceil(across ? labelTop + 20 + lineHeight + 6 : total),
    picture: options.input === 'picture' ? cards.find(({ kind }) => kind === 'input')?.rect : undefined,
    flow: {
      from: place((first.from + first.to) / 2, 0),
      to: place(answered ? total : (last.from + last.to) / 2, 0),
    },
    arrows: [
      ...spans.slice(1).map(({ from }) => place(from - apart / 2, 0)),
      ...(answered ? [place(total - 4, 0)] : []),
    ],
    cards: options.input === 'picture' ? moved.filter(({ kind }) => kind !== 'input') : moved,
    stages,
  };
}

/** A layout that lies in its box whole, and how much smaller than its own pixels it has to be drawn for that: 1 as a rule. */
export interface FittedLayout {
  readonly layout: DiagramLayout;
  readonly scale: number;
}

/** Lays a network out so that all of it is in a box of that many pixels. */
export function layoutIn(
  structure: Structure,
  { width, height }: { readonly width: number; readonly height: number },
  options: LayoutOptions,
): FittedLayout {
  let scale = 1;
  for (;;) {
    const layout = layoutOf(structure, Math.floor(width / scale), {
      ...options,
      height: Math.floor(height / scale),
    });
    if (layout.width * scale <= width + 1 || scale < 0.3) return { layout, scale };
    scale *= 0.95;
  }
}
