/**
 * A small line chart of the learning rate over the epochs of the next run. It stands among the settings that shape
 * it.
 */

import { useMemo } from 'react';
import { type SchedulePoint, schedulePoints } from '../../../training/schedule.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { type DrawerWords, useDrawerWords } from '../../i18n/drawer.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import classes from './SchedulePreview.module.css';

/** The box of the line, in units of the drawing; texts stand outside of it. */
const box = { width: 240, height: 56 };
const margin = { left: 44, right: 12, top: 8, bottom: 16 };

/** A learning rate in as few digits as it needs. */
const short = (rate: number): string => String(Number(rate.toPrecision(2)));

const highestOf = (points: readonly SchedulePoint[]): SchedulePoint =>
  points.reduce((best, point) => (point.learningRate > best.learningRate ? point : best));

function summary(
  points: readonly SchedulePoint[],
  epochs: number,
  words: Words,
  drawer: DrawerWords,
): string {
  const highest = highestOf(points);
  return drawer.schedulePreview({
    first: short(points[0]?.learningRate ?? 0),
    highest: short(highest.learningRate),
    highestAt: words.figures.exact(Number(highest.epoch.toFixed(1))),
    last: short(points[points.length - 1]?.learningRate ?? 0),
    epochs,
  });
}

function Drawing({ points, config, now }: { points: SchedulePoint[]; config: RunConfig; now?: number }) {
  const words = useWords();
  const drawer = useDrawerWords();
  const { epochs } = config;
  const top = highestOf(points).learningRate || 1;
  const x = (epoch: number) => margin.left + (box.width * epoch) / epochs;
  const y = (rate: number) => margin.top + box.height * (1 - rate / top);
  const line = points.map((p) => `${x(p.epoch).toFixed(1)},${y(p.learningRate).toFixed(1)}`).join(' ');
  const [bottom, right] = [margin.top + box.height, margin.left + box.width];
  return (
    <svg
      className={classes.preview}
      viewBox={`0 0 ${right + margin.right} ${bottom + margin.bottom}`}
      role="img"
      aria-label={summary(points, epochs, words, drawer)}
    >
      <path className={classes.axis} d={`M${margin.left} ${margin.top}V${bottom}H${right}`} />
      <polyline className={classes.line} data-testid="schedule-line" points={line} />
      {now !== undefined && (
        <line className={classes.now} x1={x(now)} x2={x(now)} y1={margin.top} y2={bottom} />
      )}
      <g className={classes.text}>
        <text x={margin.left - 5} y={margin.top + 4} textAnchor="end">
          {short(top)}
        </text>
        <text x={margin.left - 5} y={bottom + 2} textAnchor="end">
          0
        </text>
        <text x={right} y={bottom + 13} textAnchor="end">
          {drawer.epochAxis(epochs)}
        </text>
      </g>
    </svg>
  );
}

/** While a run is under way, a line marks where it is in its own schedule. */
export function SchedulePreview() {
  const next = usePage((state) => state.config);
  const run = usePage((state) => (isActive(state.run) ? state.run : undefined));
  const config = run?.config ?? next;
  const points = useMemo(() => schedulePoints(config), [config]);
  return <Drawing points={points} config={config} now={run?.epoch} />;
}
