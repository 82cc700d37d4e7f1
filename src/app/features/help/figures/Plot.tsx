/** A small plot of a few lines. The page's charts draw what is measured over and over; this draws what stands still. */

import { useElementSize } from '@mantine/hooks';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { Key } from './Figure.tsx';
import classes from './Plot.module.css';

export interface PlotLine {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A dot at every point. */
  readonly dots?: boolean;
}

interface Tick {
  readonly at: number;
  readonly text: string;
}

interface PlotProps {
  /** What the picture shows, for who cannot see it. */
  readonly label: string;
  readonly lines: readonly PlotLine[];
  readonly x: {
    readonly domain: readonly [number, number];
    readonly ticks: readonly Tick[];
    readonly name?: string;
  };
  readonly y: {
    readonly domain: readonly [number, number];
    readonly ticks: readonly Tick[];
    readonly name: string;
    readonly log?: boolean;
  };
  /** A place on the horizontal axis that is pointed out. */
  readonly mark?: number;
}

const height = 220;
const margin = { left: 52, right: 14, top: 8, bottom: 38 };

export function Plot({ label, lines, x, y, mark }: PlotProps) {
  const { ref, width } = useElementSize();
  const right = Math.max(margin.left + 1, width - margin.right);
  const bottom = height - margin.bottom;
  const across = scaleLinear(x.domain, [margin.left, right]);
  const up = (y.log ? scaleLog : scaleLinear)(y.domain, [bottom, margin.top]);
  // Names at the edges stay inside.
  const anchorAt = (place: number) =>
    place > right - 24 ? 'end' : place < margin.left + 24 ? 'start' : 'middle';
  const path = line<readonly [number, number]>(
    ([at]) => across(at),
    ([, value]) => up(value),
  );
  return (
    <div>
      {lines.length > 1 && <Key items={lines} />}
      <div className={classes.name}>{y.name}</div>
      <div ref={ref} className={classes.plot} style={{ height }}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={label}>
            {y.ticks.map(({ at, text }) => (
              <g key={at}>
                <line className={classes.grid} x1={margin.left} x2={right} y1={up(at)} y2={up(at)} />
                <text x={margin.left - 6} y={up(at) + 4} textAnchor="end">
                  {text}
                </text>
              </g>
            ))}
            {x.ticks.map(({ at, text }) => (
              <text key={at} x={across(at)} y={bottom + 16} textAnchor={anchorAt(across(at))}>
                {text}
              </text>
            ))}
            {x.name && (
              <text x={right} y={height - 5} textAnchor="end">
                {x.name}
              </text>
            )}
            {mark !== undefined && (
              <line
                className={classes.mark}
                x1={across(mark)}
                x2={across(mark)}
                y1={margin.top}
                y2={bottom}
              />
            )}
            {lines.map(({ label, colour, points, dots }) => (
              <g key={label}>
                <path className={classes.line} stroke={colour} d={path(points) ?? undefined} />
                {dots &&
                  points.map(([at, value]) => (
                    <circle key={at} cx={across(at)} cy={up(value)} r={3.5} fill={colour} />
                  ))}
              </g>
            ))}
          </svg>
        )}
      </div>
    </div>
  );
}
