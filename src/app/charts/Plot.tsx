/** Axes and grid of a chart, by recharts, with our marks inside. Loaded apart from the page, which stands before it. */
import { memo } from 'react';
import { CartesianGrid, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { placeTick, valueTick } from './format.ts';
import { Marks, type MarksProps } from './Marks.tsx';
import { margin, plotHeight, valueAxisWidth } from './plotSize.ts';

/** Without any row the axes would not be drawn. */
const rows = [{ x: 0 }];
const tick = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' };

function Plot(props: MarksProps) {
  const { chart, scene, axis } = props;
  const { x, y } = scene;
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
          height={24}
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
        <Marks {...props} />
      </LineChart>
    </ResponsiveContainer>
  );
}

export default memo(Plot);
