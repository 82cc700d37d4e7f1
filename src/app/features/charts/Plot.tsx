/**
 * The drawing of a chart, for the page and for the exported picture alike. recharts draws the grid, both axes and the levels of
 * runs of which one number is known: they seldom change, and are rendered only then. Our marks are inside of them.
 */
import { memo, type ReactNode, useRef } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { Axis } from './data/axis.ts';
import type { XAxis as Counted } from './data/samples.ts';
import { placeTick, valueTick } from './format.ts';
import type { ChartKind } from './kinds/kind.ts';
import { Marks, MarksContext, type MarksProps } from './Marks.tsx';

/** Where the axes stand in a drawing, in pixels, and how they look. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly yAxisWidth: number;
  readonly xAxisHeight: number;
  /** Colour and size of ticks and titles. */
  readonly ink: string;
  readonly fontSize: number;
  /** What the horizontal axis counts, where the drawing has to say so itself. */
  readonly xTitle?: string;
  /** What else is drawn on the sheet. */
  readonly children?: ReactNode;
}

/** The same on all charts of the page, so that cross-hairs are below one another; each has the size of its box. */
export const pageFrame = {
  margin: { top: 8, right: 12, bottom: 0, left: 0 },
  yAxisWidth: 42,
  xAxisHeight: 20,
  ink: 'var(--mantine-color-dimmed)',
  fontSize: 11,
} as const satisfies Omit<Frame, 'width' | 'height'>;

interface AxesProps {
  readonly chart: ChartKind;
  readonly frame: Frame;
  readonly axis: Counted;
  readonly x: Axis;
  readonly y: Axis;
  readonly levels: readonly Level[];
}

interface Level {
  readonly run: string;
  readonly value: number;
  readonly colour: string;
  readonly dash?: string;
  readonly width: number;
}

/** Without any row the axes would not be drawn. */
const rows = [{ x: 0 }];
/** Below our marks, which have no layer of their own. */
const behind = -50;

const Axes = memo(function Axes({ chart, frame, axis, x, y, levels }: AxesProps) {
  const { width, height, margin, ink, fontSize, xTitle } = frame;
  const tick = { fontSize, fill: ink };
  return (
    <LineChart data={rows} accessibilityLayer={false} margin={margin} width={width} height={height}>
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
        height={frame.xAxisHeight}
        label={xTitle && { value: xTitle, position: 'insideBottomRight', offset: 0, dy: -8, ...tick }}
      />
      <YAxis
        type="number"
        width={frame.yAxisWidth}
        scale={y.log ? 'log' : 'linear'}
        allowDataOverflow
        domain={[y.from, y.to]}
        ticks={y.ticks}
        tickFormatter={(value) => valueTick(chart, y, Number(value))}
        tick={tick}
        stroke="var(--curve-axis)"
      />
      {levels.map(({ run, value, colour, dash, width }) => (
        <ReferenceLine
          key={run}
          y={value}
          ifOverflow="hidden"
          stroke={colour}
          strokeDasharray={dash}
          strokeWidth={width}
          zIndex={behind}
        />
      ))}
      <Marks />
      {frame.children}
    </LineChart>
  );
});

/** The value before where this one says the same: what is drawn of it is then left as it is. */
function useSame<T>(value: T): T {
  const before = useRef(value);
  if (JSON.stringify(before.current) !== JSON.stringify(value)) before.current = value;
  return before.current;
}

export function Plot({ frame, ...marks }: MarksProps & { readonly frame: Frame }) {
  const { chart, scene, axis } = marks;
  const levels = scene.lines.flatMap(({ line: { run, level, colour, dash, width } }): Level[] =>
    level === undefined ? [] : [{ run: run.id, value: level, colour, dash, width }],
  );
  return (
    <MarksContext.Provider value={marks}>
      <Axes
        chart={chart}
        frame={frame}
        axis={axis}
        x={useSame(scene.x)}
        y={useSame(scene.y)}
        levels={useSame(levels)}
      />
    </MarksContext.Provider>
  );
}
