/**
 * The layout of the diagram where its cards show feature maps: a square of the same size for the stem and for every block, those of a
 * stage in columns that are read downwards, as large as they fit. Cards as thick as their channels would be too thin for a picture. Pure.
 */
import type { Structure } from '../../../../model/structure.ts';
import type { Card, DiagramLayout, Rect, StageLabel } from '../layout.ts';
import { groupsFor, type PieceGroup } from '../pieces.ts';
import { type LayoutOptions, labelHeight, labelTexts, margin, stepper } from '../sizes.ts';

const top = 12;
const largest = 112;
const smallest = 6;
/** Between groups, at least and at most. */
const apart = { least: 16, most: 56 };
/** The picture's share of the width at most. */
const pictureShare = 0.21;

/** Between two squares: less where there are many. */
const gapOf = (side: number): number => (side >= 32 ? 6 : 3);

interface Grid {
  readonly group: PieceGroup;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
}

function gridsOf(
  groups: readonly PieceGroup[],
  side: number,
  height: number,
  options: LayoutOptions,
): Grid[] {
  const gap = gapOf(side);
  const fitting = Math.max(1, Math.floor((height + gap) / (side + gap)));
  return groups.map((group) => {
    const columns = Math.ceil(group.pieces.length / fitting);
    const { name, shape } = labelTexts({ ...group, foldable: false }, options);
    const buttons = options.labels === 'buttons' && group.blocks > 0 ? stepper.width : 0;
    const width = Math.max(
      columns * (side + gap) - gap,
      options.textWidth(name),
      options.textWidth(shape),
      buttons,
    );
    return { group, columns, rows: Math.ceil(group.pieces.length / columns), width };
  });
}

/** Lays a network out so that all of it is in a box of that many pixels. */
export function sheetLayout(
  structure: Structure,
  box: { readonly width: number; readonly height: number },
  options: LayoutOptions,
): DiagramLayout {
  const { width } = box;
  const labels = options.labels ?? 'names';
  const room = Math.max(smallest, box.height - top - labelHeight[labels]);
  const pictured = options.input === 'picture';
  const pictureSide = pictured ? Math.floor(Math.min(room, pictureShare * width)) : 0;
  const all = groupsFor(structure)(() => false);
  const groups = all.filter(({ name, blocks }) => name === 'stem' || blocks > 0);
  const input = all.find(({ name }) => name === 'input');
  // A step of the flow before each group, and one behind the last where an answer comes out.
  const steps = groups.length - 1 + (pictured ? 2 : 0);
  const lengthOf = (grids: readonly Grid[]): number =>
    pictureSide + grids.reduce((sum, grid) => sum + grid.width, 0) + 2 * margin;
  let side = Math.min(largest, room);
  let grids = gridsOf(groups, side, room, options);
  while (side > smallest && lengthOf(grids) + steps * apart.least > width) {
    side--;
    grids = gridsOf(groups, side, room, options);
  }
  const gap = gapOf(side);
  const between = Math.max(apart.least, Math.min(apart.most, (width - lengthOf(grids)) / Math.max(1, steps)));
  const used = lengthOf(grids) + steps * between;
  // Beside a picture it fills its box; by itself it is no higher than its squares.
  const filled = pictured ? room : Math.max(...grids.map(({ rows }) => rows * (side + gap) - gap));
  const axis = top + filled / 2;
  const labelTop = top + filled;
  const cards: Card[] = [];
  const stages: StageLabel[] = [];
  const arrows: { x: number; y: number }[] = [];

  const label = (group: PieceGroup, from: number, to: number) => {
    const { pieces: _, ...rest } = group;
    const at = { x: (from + to) / 2, y: labelTop + (labels === 'shapes' ? 1 : 20) };
    const { shape } = labelTexts(group, options);
    const hit = { x: at.x - 12, y: at.y - 17, width: 24, height: 24 };
    stages.push({ ...rest, foldable: false, folded: false, text: shape, anchor: 'middle', at, hit });
  };

  let at = Math.max(margin, (width - used) / 2 + margin);
  let picture: Rect | undefined;
  if (pictured && input) {
    picture = { x: at, y: axis - pictureSide / 2, width: pictureSide, height: pictureSide };
    label(input, at, at + pictureSide);
    at += pictureSide + between;
    arrows.push({ x: at - between / 2, y: axis });
  }
  const start = picture ? picture.x + picture.width : at;
  grids.forEach(({ group, rows, columns, width: wide }, i) => {
    if (i > 0) {
      at += between;
      arrows.push({ x: at - between / 2, y: axis });
    }
    const left = at + (wide - (columns * (side + gap) - gap)) / 2;
    const upper = axis - (rows * (side + gap) - gap) / 2;
    group.pieces.forEach((piece, k) => {
      const rect = {
        x: left + Math.floor(k / rows) * (side + gap),
        y: upper + (k % rows) * (side + gap),
        width: side,
        height: side,
      };
      const hit = { x: rect.x - gap / 2, y: rect.y - gap / 2, width: side + gap, height: side + gap };
      cards.push({ ...piece, stage: group.name, rect, hit, bars: [], slabs: [], countLabel: rect });
    });
    label(group, at, at + wide);
    at += wide;
  });
  const end = pictured ? Math.min(width, at + between) : at;
  if (pictured) arrows.push({ x: end - 4, y: axis });
  return {
    direction: 'across',
    // Sums of widths are not exact: without this the drawing would be a pixel wider than its box now and then.
    width: Math.max(width, Math.ceil(at + margin - 1e-6)),
    height: Math.ceil(labelTop + labelHeight[labels]),
    ...(picture ? { picture } : {}),
    flow: { from: { x: start, y: axis }, to: { x: end, y: axis } },
    arrows,
    cards,
    stages,
  };
}
