/** The numbers behind a chart: few rows to read, or every point as CSV. Pure. */

import { csvCell } from '../../../../base/csv.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { apart } from '../../../state/shownGroups.ts';
import { type ChartKind, type Line, linesOf } from '../kinds/kind.ts';
import type { Point } from './samples.ts';
import { nearest, type Scene } from './scene.ts';

export const tableRows = 100;

export interface ChartRow {
  readonly x: number;
  /** By line, in the order of the scene; undefined where the line has no point near. */
  readonly values: readonly (number | undefined)[];
  /** The points that have these values: of means with deviation and number of runs. */
  readonly points: readonly (Pick<Point, 'y' | 'n' | 'std'> | undefined)[];
}

/** Rows at points of the lines, evenly thinned, inside of what the chart shows. */
export function rowsOf({ lines, x }: Pick<Scene, 'lines' | 'x'>, limit = tableRows): ChartRow[] {
  const places = new Set<number>();
  for (const { points } of lines) {
    const inside = points.filter((p) => p.x >= x.from && p.x <= x.to);
    const share = Math.max(1, Math.floor(limit / Math.max(1, lines.length)));
    const every = Math.max(1, Math.ceil(inside.length / share));
    // Counted from the end: the latest value is always there.
    for (let i = inside.length - 1; i >= 0; i -= every) places.add((inside[i] as { x: number }).x);
  }
  const sorted = [...places].sort((a, b) => a - b).slice(-limit);
  const reach = (x.to - x.from) / limit / 2;
  return sorted.map((place) => {
    const points = lines.map(({ points, line }) => {
      if (line.level !== undefined) return { y: line.level };
      const point = nearest(points, place);
      return point && Math.abs(point.x - place) <= reach ? point : undefined;
    });
    return { x: place, values: points.map((point) => point?.y), points };
  });
}

const cell = (value: string | number | undefined): string => csvCell(String(value ?? ''));

const columns = ['run', 'line', 'epoch', 'step', 'seconds', 'value', 'low', 'high'];
/** What means over runs have besides. */
const ofMeans = ['std', 'n'];

/**
 * Every point that is known of the shown runs, a line each, as it was measured; of means over runs besides, the runs behind them. Accuracies are 0…1.
 * @param chosen Id of the run that a chart of one run is to draw.
 */
export function csvOf(chart: ChartKind, runs: readonly ShownRun[], chosen?: string): string {
  const rowsOfLine = ({ run, part, samples, level }: Line) =>
    level !== undefined
      ? [[run.name, part, undefined, undefined, undefined, level, undefined, undefined]]
      : samples.map((s) => {
          const row = [run.name, part, s.epoch, s.step, s.seconds, s.value, s.low, s.high];
          return run.group ? [...row, s.std, s.n] : row;
        });
  const means = chart.oneRun ? [] : runs.filter(({ group }) => group);
  const lines = linesOf(chart, [...means, ...apart(runs)], chosen).flatMap(rowsOfLine);
  const head = means.length > 0 ? [...columns, ...ofMeans] : columns;
  return `${[head, ...lines].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}
