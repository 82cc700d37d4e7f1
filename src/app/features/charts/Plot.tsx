/** Axes and grid of a chart, by recharts, with our marks inside. Loaded apart from the page, which stands before it. */
import { memo, useRef } from 'react';
import { CartesianGrid, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { Axis } from './data/axis.ts';
import type { XAxis as Counted } from './data/samples.ts';
import { placeTick, valueTick } from './format.ts';
import type { ChartKind } from './kinds/kind.ts';
import { Marks, MarksContext, type MarksProps } from './Marks.tsx';
import { margin, placeAxisHeight, plotHeight, valueAxisWidth } from './plotSize.ts';

/** Without any row the axes would not be drawn. */
const rows = [{ x: 0 }];
const tick = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' };

interface AxesProps {
  readonly chart: ChartKind;
  readonly axis: Counted;
  readonly x: Axis;
  readonly y: Axis;
}

/** Renders when an axis changes, which few updates do. */
const Axes = memo(function Axes({ chart, axis, x, y }: AxesProps) {
  return (
    <ResponsiveContainer width="100%" height={plotHeight}>
      <LineChart data={rows} accessibilityLayer={false} margin={margin}>
        <CartesianGrid stroke="var(--curve-grid)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          scale={x.log ? 'log' : 'linear'}
          allowDataOverflow
          domain={[x.from, x.to]}
          ticks={x.ticks}
          tickFormatter={(value) => placeTick(axis, Number(value))}
          tick={tick}
          stroke="var(--curve-axis)"
          height={placeAxisHeight}
        />
        <YAxis
          type="number"
          width={valueAxisWidth}
          scale={y.log ? 'log' : 'linear'}
          allowDataOverflow
          domain={[y.from, y.to]}
          ticks={y.ticks}
          tickFormatter={(value) => valueTick(chart, y, Number(value))}
          tick={tick}
          stroke="var(--curve-axis)"
        />
        <Marks />
      </LineChart>
    </ResponsiveContainer>
  );
});

const sameAxis = (a: Axis, b: Axis): boolean =>
  a.from === b.from &&
  a.to === b.to &&
  a.log === b.log &&
  a.ticks.length === b.ticks.length &&
  a.ticks.every((value, i) => value === b.ticks[i]);

/** The axis before where this one says the same. */
function useSame(axis: Axis): Axis {
  const kept = useRef(axis);
  if (!sameAxis(kept.current, axis)) kept.current = axis;
  return kept.current;
}

export default function Plot(props: MarksProps) {
  const { chart, scene, axis } = props;
  return (
    <MarksContext.Provider value={props}>
      <Axes chart={chart} axis={axis} x={useSame(scene.x)} y={useSame(scene.y)} />
    </MarksContext.Provider>
  );
}
