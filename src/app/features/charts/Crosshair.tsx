/**
 * What lies over the lines: the cross-hair that all charts share, and the stretch that is being dragged over to zoom. With the
 * keyboard it is a slider along the horizontal axis that reads the values out.
 */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import classes from './Crosshair.module.css';
import { useChartActions, useCharts, useCrossHair } from './context.ts';
import { type Span, scaleOf } from './data/axis.ts';
import type { XAxis } from './data/samples.ts';
import { isOfSeveral, nearest, type Scene } from './data/scene.ts';
import { dragged } from './data/zoom.ts';
import { lineName, placeText, pointText } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import { pageFrame } from './Plot.tsx';

interface CrosshairProps {
  readonly chart: Chart;
  readonly scene: Scene;
  readonly axis: XAxis;
  /** The axis without zoom. */
  readonly whole: Span;
}

const { margin, yAxisWidth, xAxisHeight } = pageFrame;
const inset: CSSProperties = {
  left: margin.left + yAxisWidth,
  right: margin.right,
  top: margin.top,
  bottom: xAxisHeight + margin.bottom,
};
/** Pixels that a drag has to go to be one. */
const leastDrag = 8;
/** Presses of an arrow key from one end of the axis to the other. */
const keySteps = 100;

const moves: Readonly<Record<string, (share: number) => number>> = {
  ArrowLeft: (share) => share - 1 / keySteps,
  ArrowDown: (share) => share - 1 / keySteps,
  ArrowRight: (share) => share + 1 / keySteps,
  ArrowUp: (share) => share + 1 / keySteps,
  PageDown: (share) => share - 1 / 10,
  PageUp: (share) => share + 1 / 10,
  Home: () => 0,
  End: () => 1,
};

const percent = (share: number): string => `${100 * share}%`;

/** Where on the axis, 0…1, and how far into the overlay, in pixels. */
function shareAt(event: PointerEvent<HTMLElement>): { share: number; pixel: number } {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const pixel = Math.min(width, Math.max(0, event.clientX - left));
  return { share: width > 0 ? pixel / width : 0, pixel };
}

export function Crosshair({ chart, scene, axis, whole }: CrosshairProps) {
  const words = useWords();
  const { crossHair } = useCharts();
  const { zoom } = useChartActions();
  const x = useCrossHair();
  const scale = scaleOf(scene.x);
  const frame = useRef(0);
  const [drag, setDrag] = useState<{ from: number; to: number; pixels: number }>();
  const start = useRef<{ share: number; pixel: number }>(undefined);

  const point = (share: number | undefined) => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() =>
      crossHair.setState({ x: share === undefined ? undefined : scale.invert(share) }),
    );
  };
  const stop = () => {
    start.current = undefined;
    setDrag(undefined);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { share, pixel } = shareAt(event);
    point(share);
    const from = start.current;
    if (!from) return;
    if (
      Math.abs(pixel - from.pixel) >= leastDrag &&
      !event.currentTarget.hasPointerCapture(event.pointerId)
    ) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    setDrag({ from: from.share, to: share, pixels: Math.abs(pixel - from.pixel) });
  };
  const onPointerUp = () => {
    if (drag && drag.pixels >= leastDrag) {
      const wholeAxis = { ...whole, log: scene.x.log };
      zoom(dragged(wholeAxis, scale.invert(drag.from), scale.invert(drag.to)));
    }
    stop();
  };
  const shown = x === undefined ? undefined : scale(x);
  const inside = shown !== undefined && shown >= 0 && shown <= 1 ? shown : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && drag) return stop();
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // At once, and from where the press before left it: keys may come faster than frames.
    cancelAnimationFrame(frame.current);
    const at = crossHair.getState().x;
    const from = at === undefined ? Number.NaN : scale(at);
    const rest = event.key === 'ArrowLeft' ? 1 : 0;
    const next = move(from >= 0 && from <= 1 ? from : rest);
    crossHair.setState({ x: scale.invert(Math.min(1, Math.max(0, next))) });
  };

  // Of runs behind their mean the mean is read.
  const read = scene.lines.filter(({ line }) => !line.run.inGroup);
  const several = isOfSeveral(read.map(({ line }) => line));
  const reading = (at: number) => {
    const values = read.map(({ line, points }) => {
      const point = line.level === undefined ? nearest(points, at) : { y: line.level };
      return words.curves.named(lineName(words, chart, line, several), pointText(words, chart, point));
    });
    return words.curves.reading(placeText(words, axis, at), values.join(', '));
  };
  const now = inside === undefined ? scene.x.to : (x ?? scene.x.to);
  return (
    <div
      className={classes.overlay}
      style={inset}
      role="slider"
      tabIndex={0}
      aria-label={words.curves.reader(chartWords(words, chart).name)}
      aria-valuemin={scene.x.from}
      aria-valuemax={scene.x.to}
      aria-valuenow={now}
      // Without a cross-hair the values move on their own, and nobody asked to hear that.
      aria-valuetext={inside === undefined ? words.curves.readerAtRest : reading(now)}
      onPointerMove={onPointerMove}
      onPointerDown={(event) => {
        if (event.button === 0) start.current = shareAt(event);
      }}
      onPointerUp={onPointerUp}
      onPointerCancel={stop}
      onPointerLeave={() => point(undefined)}
      onDoubleClick={() => zoom(undefined)}
      onKeyDown={onKeyDown}
      onBlur={() => point(undefined)}
    >
      {inside !== undefined && x !== undefined && (
        <div
          className={classes.hair}
          data-testid="crosshair"
          data-side={inside > 0.7 ? 'left' : 'right'}
          style={{ left: percent(inside) }}
        >
          <span className={classes.place} aria-hidden>
            {placeText(words, axis, x)}
          </span>
        </div>
      )}
      {drag && drag.pixels >= leastDrag && (
        <div
          className={classes.drag}
          data-testid="zoom-drag"
          style={{
            left: percent(Math.min(drag.from, drag.to)),
            width: percent(Math.abs(drag.to - drag.from)),
          }}
        />
      )}
    </div>
  );
}
