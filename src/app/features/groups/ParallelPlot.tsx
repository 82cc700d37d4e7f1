/** Parallel coordinates as a drawing: a list of runs for the keyboard, whose lines are pointed at with a mouse or a finger. */
import { SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useRef, useState } from 'react';
import { heatColour } from '../../../base/heatColour.ts';
import { useGroupWords } from '../../i18n/groups.ts';
import { useWords } from '../../i18n/words.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import { placeAfterKey } from '../../ui/gridKeys.ts';
import { HeatRamp } from '../../ui/HeatRamp.tsx';
import { SaveAs } from '../../ui/SaveAs.tsx';
import { groundOf, standaloneSvg, styledCopy } from '../../ui/standaloneSvg.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { useScheme } from '../../ui/useScheme.ts';
import { useSize } from '../../ui/useSize.ts';
import { type Layout, labelledTicks, layoutOf, runAt } from './layout.ts';
import classes from './ParallelPlot.module.css';
import type { Parallel, ParallelAxis, ParallelRun } from './parallel.ts';

const colourings = ['result', 'run'] as const;
type Colouring = (typeof colourings)[number];

/** The parts of the ramp that stand out from the ground. */
const ramp = { light: (heat: number) => 0.78 * heat, dark: (heat: number) => 0.3 + 0.7 * heat } as const;

const font = '400 11px';
const titleFont = '600 11px';
const halo = { stroke: 'var(--mantine-color-body)', strokeWidth: 3, paintOrder: 'stroke' } as const;

/** A text that is cut where there is no room for all of it. */
function cut(text: string, width: number, of = font): string {
  if (textWidth(text, of) <= width) return text;
  let end = text.length;
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, of) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

function Axis({
  axis,
  at,
  layout,
  count,
}: {
  axis: ParallelAxis;
  at: number;
  layout: Layout;
  count: number;
}) {
  const { upright, spot, width } = layout;
  const [from, to] = [spot(at, 0), spot(at, 1)];
  const ticks = labelledTicks(axis, layout, (text) => textWidth(text, font));
  const room = upright ? width / count - 6 : width - 20;
  const title = cut(axis.title, room, titleFont);
  const halfTitle = textWidth(title, titleFont) / 2;
  // The titles at both ends stay inside.
  const titleX = upright ? Math.min(width - halfTitle - 4, Math.max(halfTitle + 2, to.x)) : from.x - 8;
  return (
    <g>
      <path d={`M${from.x},${from.y}L${to.x},${to.y}`} className={classes.axis} />
      {axis.ticks.map(({ place }) => {
        const { x, y } = spot(at, place);
        return (
          <path key={place} d={upright ? `M${x - 3},${y}h6` : `M${x},${y - 3}v6`} className={classes.axis} />
        );
      })}
      {ticks.map(({ place, label }) => {
        const { x, y } = spot(at, place);
        const half = textWidth(label, font) / 2;
        const inside = Math.min(width - half - 2, Math.max(half + 2, x));
        return upright ? (
          <text key={place} x={x - 6} y={y + 4} textAnchor="end" {...halo}>
            <title>{label}</title>
            {cut(label, at === 0 ? 58 : room - 12)}
          </text>
        ) : (
          <text key={place} x={inside} y={y + 16} textAnchor="middle" {...halo}>
            {label}
          </text>
        );
      })}
      <text
        x={titleX}
        y={upright ? 14 : from.y - 9}
        textAnchor={upright ? 'middle' : 'start'}
        className={classes.title}
        {...halo}
      >
        <title>{axis.title}</title>
        {title}
      </text>
    </g>
  );
}

interface LinesProps {
  readonly runs: readonly ParallelRun[];
  readonly layout: Layout;
  readonly colourOf: (run: ParallelRun) => string;
  readonly active: string | undefined;
  readonly idOf: (run: ParallelRun) => string;
}

function Lines({ runs, layout, colourOf, active, idOf }: LinesProps) {
  const path = ({ places }: ParallelRun) =>
    places
      .map((place, axis) => {
        const { x, y } = layout.spot(axis, place);
        return `${axis === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join('');
  // The one that is looked at lies on top of the others; the elements keep their order for those who hear them.
  const on = runs.find(({ id }) => id === active);
  return (
    <>
      {runs.map((run) => (
        <g key={run.id} id={idOf(run)} role="option" aria-selected={run.id === active} aria-label={run.text}>
          <path
            d={path(run)}
            fill="none"
            stroke={colourOf(run)}
            strokeWidth={1.5}
            strokeDasharray={run.diverged ? '4 3' : undefined}
            strokeLinejoin="round"
            opacity={active === undefined ? 0.8 : 0.22}
          />
        </g>
      ))}
      {on && (
        <path
          data-active
          d={path(on)}
          fill="none"
          stroke={colourOf(on)}
          strokeWidth={3.5}
          strokeDasharray={on.diverged ? '4 3' : undefined}
          strokeLinejoin="round"
        />
      )}
    </>
  );
}

export function ParallelPlot({ parallel }: { readonly parallel: Parallel }) {
  const words = useWords();
  const own = useGroupWords();
  const { dark } = useScheme();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useSize(box)?.width;
  const [active, setActive] = useState<string>();
  const [colouring, setColouring] = useState<Colouring>('result');
  const { axes, runs } = parallel;
  const layout = useMemo(() => (width ? layoutOf(width, axes.length) : undefined), [width, axes.length]);
  const heatOf = ramp[dark ? 'dark' : 'light'];
  const colourOf = ({ colour, heat }: ParallelRun): string => {
    if (colouring === 'run') return colour;
    return heat === undefined ? 'var(--mantine-color-dimmed)' : heatColour(heatOf(heat));
  };
  const idOf = (run: ParallelRun) => `${id}${run.id}`;
  const at = runs.findIndex((run) => run.id === active);
  const on = runs[at];

  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    if (layout) setActive(runAt(parallel, layout, { x: event.clientX - left, y: event.clientY - top }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const turned = { ArrowUp: 'ArrowLeft', ArrowDown: 'ArrowRight' }[event.key] ?? event.key;
    const { ctrlKey, metaKey, altKey } = event;
    const pressed = { key: turned, ctrlKey, metaKey, altKey };
    const next = placeAfterKey(pressed, Math.max(0, at), {
      columns: runs.length,
      count: runs.length,
      flows: true,
    });
    if (next === undefined) return;
    event.preventDefault();
    setActive(runs[next]?.id);
  };
  const save = async (format: 'SVG' | 'PNG') => {
    if (!drawing.current || !layout) return;
    const ground = groundOf(drawing.current);
    const { height } = layout;
    const file = standaloneSvg(styledCopy(drawing.current), {
      title: own.parallel,
      width: layout.width,
      height,
      ground,
    });
    saveBlob(format === 'SVG' ? svgBlob(file) : await pngBlob(file), `runs.${format.toLowerCase()}`);
  };
  const shares = runs.flatMap(({ last }) => last ?? []);
  return (
    <div className={classes.plot}>
      <div className={classes.tools}>
        <span className={classes.choice}>
          <span id={`${id}colour`}>{own.colour}</span>
          <SegmentedControl
            size="xs"
            aria-labelledby={`${id}colour`}
            value={colouring}
            data={colourings.map((value) => ({ value, label: own.colours[value] }))}
            onChange={setColouring}
          />
        </span>
        {colouring === 'result' && shares.length > 0 && (
          <span className={classes.choice}>
            {words.figures.percent(Math.min(...shares))}
            <HeatRamp label={own.last} width={64} parts={16} heatOf={heatOf} />
            {words.figures.percent(Math.max(...shares))}
          </span>
        )}
        <SaveAs
          className={classes.save}
          label={own.save}
          formats={['SVG', 'PNG'] as const}
          words={own}
          onSave={save}
        />
      </div>
      <p className={classes.said} aria-hidden data-testid="parallel-said">
        {on ? on.text : own.parallelHelp}
      </p>
      <div
        ref={box}
        className={classes.box}
        style={{ height: layout?.height }}
        role="listbox"
        tabIndex={0}
        aria-label={own.parallel}
        aria-activedescendant={on && idOf(on)}
        onKeyDown={onKeyDown}
        onFocus={() => at < 0 && setActive(runs[0]?.id)}
        onBlur={() => setActive(undefined)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(event) => event.pointerType === 'mouse' && setActive(undefined)}
      >
        {layout && (
          <svg
            ref={drawing}
            role="none"
            width={layout.width}
            height={layout.height}
            className={classes.drawing}
          >
            <Lines runs={runs} layout={layout} colourOf={colourOf} active={active} idOf={idOf} />
            <g aria-hidden>
              {axes.map((axis, i) => (
                <Axis key={axis.id} axis={axis} at={i} layout={layout} count={axes.length} />
              ))}
            </g>
          </svg>
        )}
      </div>
    </div>
  );
}
