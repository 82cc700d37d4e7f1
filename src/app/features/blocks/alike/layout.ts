/** Where cells, names and lines between stages lie in a map of blocks. Pure. */
import { stageOf } from '../../../../training/vitals.ts';

/** A name beside the map, in the middle of what it is of. */
export interface AxisName {
  /** CSS pixels from the begin of the axis. */
  readonly at: number;
  readonly text: string;
}

export interface Axis {
  readonly names: readonly AxisName[];
  /** CSS pixels at which a stage ends and another begins. */
  readonly lines: readonly number[];
}

export interface MapLayout {
  /** CSS pixels of a side of a cell. */
  readonly cell: number;
  readonly width: number;
  readonly height: number;
  readonly rows: Axis;
  readonly columns: Axis;
  /** CSS pixels for the names at the left, and for those above. */
  readonly left: number;
  readonly top: number;
}

/** CSS pixels of a cell at most, and what it is not below unless the map would be too wide. */
const [largest, smallest] = [34, 6];
/** CSS pixels from one name to the next. */
const line = 12;
const gap = 5;

/** One name a block where there is room for them, else one a stage. */
function axisOf(blocks: readonly string[], cell: number): Axis {
  const stages: { name: string; from: number; to: number }[] = [];
  blocks.forEach((block, i) => {
    const last = stages.at(-1);
    if (last?.name === stageOf(block)) last.to = i + 1;
    else stages.push({ name: stageOf(block), from: i, to: i + 1 });
  });
  const lines = stages.slice(1).map(({ from }) => from * cell);
  if (cell >= line) return { names: blocks.map((text, i) => ({ at: (i + 0.5) * cell, text })), lines };
  const names: AxisName[] = [];
  // The last ones are looked for first: where there is no room for both, the stem goes.
  for (const { name, from, to } of stages.toReversed()) {
    const at = ((from + to) / 2) * cell;
    if (names.every((other) => other.at - at >= line)) names.unshift({ at, text: name });
  }
  return { names, lines };
}

/**
 * @param room CSS pixels for all of it; more in height is taken where cells would be too small.
 * @param textWidth CSS pixels of a name.
 */
export function layoutOf(
  rows: readonly string[],
  columns: readonly string[],
  room: { readonly width: number; readonly height: number },
  textWidth: (text: string) => number,
): MapLayout {
  const widthOf = (blocks: readonly string[]) => Math.ceil(Math.max(...blocks.map(textWidth))) + gap;
  const [left, top] = [widthOf(rows), widthOf(columns)];
  const wanted = Math.max(smallest, Math.floor((room.height - top) / rows.length));
  const widest = (room.width - left) / columns.length;
  const cell = Math.min(largest, wanted, widest < smallest ? widest : Math.floor(widest));
  return {
    cell,
    width: cell * columns.length,
    height: cell * rows.length,
    rows: axisOf(rows, cell),
    columns: axisOf(columns, cell),
    left,
    top,
  };
}
