/**
 * Where everything of the diagram stands, as numbers: one column a stage, one bar a block, as high as its picture
 * and as thick as the logarithm of its channels. What does not fit is folded into a `×n`. Pure.
 */
import type { Block, FeatureShape, Structure } from '../../model/structure.ts';

export type ArcKind = 'identity' | 'changed';

export interface Bar {
  /** Of the block or layer, such as `layer2.0`. */
  readonly name: string;
  readonly shape: FeatureShape;
  /** Top left corner and size in pixels. */
  readonly x: number;
  readonly y: number;
  readonly thickness: number;
  readonly height: number;
}
/** A shortcut: from the left of a block's bar to its right, over the top. */
export interface Arc {
  readonly kind: ArcKind;
  readonly from: number;
  readonly to: number;
  readonly base: number;
}
export interface Column {
  /** `input`, `stem`, `layer1` …, `pool`, `classifier`. */
  readonly name: string;
  readonly shape: FeatureShape;
  /** Residual blocks; 0 for what is not a stage. */
  readonly blocks: number;
  /** True where not every block has its bar. */
  readonly folded: boolean;
  readonly centre: number;
  /** Room for labels. */
  readonly room: number;
  readonly bars: readonly Bar[];
  readonly arcs: readonly Arc[];
}
export interface DiagramLayout {
  readonly width: number;
  /** The line on which the bars are centred. */
  readonly axis: number;
  readonly height: number;
  readonly columns: readonly Column[];
}

const shortest = 4;
const arcRoom = 18;
/** Room for a column's labels, where there is as much. */
const labelWidth = 46;
const mostBars = 6;

/** How large bars are drawn, from the room there is. */
interface Scale {
  /** Height of a bar as high as the input, in pixels. */
  readonly tallest: number;
  /** Thickness added by every doubling of the channels, in pixels. */
  readonly doubling: number;
  /** Room between two bars of a column: enough for a shortcut to land. */
  readonly gap: number;
  /** Room that a column's labels have at least. */
  readonly label: number;
}
const scaleOf = (width: number, columns: number): Scale => {
  const factor = Math.min(1.6, Math.max(1, width / 560));
  return {
    tallest: Math.round(88 * factor),
    doubling: 1.6 * factor ** 1.5,
    gap: Math.round(9 * factor),
    label: Math.min(labelWidth, width / columns),
  };
};

const barHeight = (shape: FeatureShape, inputHeight: number, scale: Scale): number =>
  Math.max(shortest, (scale.tallest * shape.height) / inputHeight);
const barThickness = (channels: number, scale: Scale): number => 2 + scale.doubling * Math.log2(channels);

interface Group {
  readonly name: string;
  readonly shape: FeatureShape;
  readonly parts: readonly { readonly name: string; readonly shape: FeatureShape; readonly block?: Block }[];
}

function groupsOf(s: Structure): Group[] {
  const single = (name: string, shape: FeatureShape): Group => ({ name, shape, parts: [{ name, shape }] });
  return [
    single('input', s.input),
    single('stem', s.maxPool?.output ?? s.stem.output),
    ...s.stages.map((stage) => ({
      name: stage.name,
      shape: stage.output,
      parts: stage.blocks.map((block) => ({ name: block.name, shape: block.output, block })),
    })),
    single('pool', { height: 1, width: 1, channels: s.features }),
    single('classifier', { height: 1, width: 1, channels: s.spec.classes }),
  ];
}

const barsWidth = (group: Group, bars: number, scale: Scale): number =>
  bars * barThickness(group.shape.channels, scale) + (bars - 1) * scale.gap;
const columnWidth = (group: Group, most: number, scale: Scale): number =>
  Math.max(scale.label, barsWidth(group, Math.min(most, group.parts.length), scale));

function arcKind(block: Block): ArcKind | undefined {
  const { kind } = block.shortcut;
  return kind === 'none' ? undefined : kind === 'identity' ? 'identity' : 'changed';
}

/** Lays a network out in `width` pixels. */
export function layoutOf(structure: Structure, width: number): DiagramLayout {
  const groups = groupsOf(structure);
  const scale = scaleOf(width, groups.length);
  const { tallest } = scale;
  const total = (most: number) => groups.reduce((sum, group) => sum + columnWidth(group, most, scale), 0);
  let most = mostBars;
  while (most > 1 && total(most) + groups.length * scale.gap > width) most--;
  const gap = Math.max(0, (width - total(most)) / groups.length);
  const axis = arcRoom + tallest / 2;

  let left = gap / 2;
  const columns = groups.map((group): Column => {
    const room = columnWidth(group, most, scale);
    const count = Math.min(most, group.parts.length);
    const thickness = barThickness(group.shape.channels, scale);
    let x = left + (room - barsWidth(group, count, scale)) / 2;
    const bars: Bar[] = [];
    const arcs: Arc[] = [];
    for (const { name, shape, block } of group.parts.slice(0, count)) {
      const height = barHeight(shape, structure.input.height, scale);
      const y = axis - height / 2;
      bars.push({ name, shape, x, y, thickness, height });
      const kind = block && arcKind(block);
      if (kind) arcs.push({ kind, from: x - scale.gap / 2, to: x + thickness + scale.gap / 2, base: y });
      x += thickness + scale.gap;
    }
    const column = {
      name: group.name,
      shape: group.shape,
      blocks: group.name.startsWith('layer') ? group.parts.length : 0,
      folded: count < group.parts.length,
      centre: left + room / 2,
      room: room + gap,
      bars,
      arcs,
    };
    left += room + gap;
    return column;
  });
  return { width, axis, height: arcRoom + tallest + 4, columns };
}
