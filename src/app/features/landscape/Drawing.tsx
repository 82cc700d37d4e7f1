/** One landscape on a canvas: a surface that is turned by hand or by arrow keys, or a map. What is pointed at is the same in all. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { Marks } from '../../../formats/landscape/marks.ts';
import type { Relief } from '../../../formats/landscape/relief.ts';
import { pointNear, type Scene } from '../../../formats/landscape/scene.ts';
import { sceneOf } from '../../../formats/landscape/svg.ts';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import beside from '../../ui/drawingBeside.module.css';
import { placeAfterKey } from '../../ui/gridKeys.ts';
import { useScheme } from '../../ui/useScheme.ts';
import { useSize } from '../../ui/useSize.ts';
import classes from './Landscape.module.css';
import { inks, paint } from './paint.ts';
import { looking, turn, useLooking } from './view.ts';

/** Radians of a pixel that is dragged, and of a press of an arrow key. */
const [ofPixel, ofKey] = [0.01, Math.PI / 18];
/** Pixels around a point within which it is pointed at, and pixels that a click may move. */
const [pointing, still] = [14, 4];
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-ofKey, 0],
  ArrowRight: [ofKey, 0],
  ArrowUp: [0, ofKey / 2],
  ArrowDown: [0, -ofKey / 2],
};
const degrees = (radians: number): number => (Math.round((radians * 180) / Math.PI) + 360) % 360;

interface DrawingProps {
  readonly relief: Relief;
  /** Heights of its lines. */
  readonly levels: readonly number[];
  readonly marks: Marks;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** What is said of a point. */
  readonly told: (point: number) => string;
}

export function Drawing({ relief, levels, marks, label, told }: DrawingProps) {
  const words = useLandscapeWords();
  const { drawing, view, point } = useLooking((state) => state);
  const { dark } = useScheme();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<{ readonly x: number; readonly y: number; readonly moved: boolean }>(undefined);
  const size = useSize(box);
  const scene = useMemo<Scene | undefined>(
    () => size && sceneOf(drawing, relief, levels, marks, view, size),
    [size, drawing, relief, levels, marks, view],
  );

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !scene) return;
    // Several turns before the screen is drawn again are one.
    const asked = requestAnimationFrame(() => {
      const scale = devicePixelRatio;
      const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
      if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
      context.setTransform(scale, 0, 0, scale, 0, 0);
      const directions = words.axes[marks.path.length > 0 ? 'path' : 'random'];
      paint(context, scene, inks[dark ? 'dark' : 'light'], {
        directions,
        epoch: words.epoch,
        upwards: drawing === 'map',
        pointed: point,
      });
      element.dataset.drawn = 'true';
    });
    return () => cancelAnimationFrame(asked);
  }, [scene, dark, drawing, point, words, marks]);

  const pointAt = (event: PointerEvent) => {
    const { left = 0, top = 0 } = canvas.current?.getBoundingClientRect() ?? {};
    const near = scene && pointNear(scene, [event.clientX - left, event.clientY - top], pointing);
    if (near !== point) looking.setState({ point: near });
  };
  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, y: event.clientY, moved: false };
    pointAt(event);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const from = held.current;
    if (!from || drawing === 'map') return pointAt(event);
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < still) return;
    held.current = { x: event.clientX, y: event.clientY, moved: true };
    turn(dx * ofPixel, dy * ofPixel);
  };
  const release = () => {
    held.current = undefined;
  };
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (drawing === 'map') {
      const columns = relief.size;
      const at = point ?? Math.floor(columns ** 2 / 2);
      // The second direction grows upwards.
      const flipped = { ArrowUp: 'ArrowDown', ArrowDown: 'ArrowUp' }[event.key] ?? event.key;
      const to = placeAfterKey({ key: flipped }, at, { columns, count: columns ** 2 });
      if (to === undefined) return;
      event.preventDefault();
      looking.setState({ point: point === undefined ? at : to });
      return;
    }
    const step = arrows[event.key];
    if (!step) return;
    event.preventDefault();
    turn(...step);
  };
  const said = point === undefined ? words.hint[drawing] : told(point);
  const turned = words.turned(degrees(view.azimuth), degrees(view.elevation));
  return (
    <div ref={box} className={classes.drawing}>
      <canvas
        ref={canvas}
        className={`${beside.canvas} ${classes.canvas}`}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={drawing === 'map' ? relief.size ** 2 - 1 : 359}
        aria-valuenow={drawing === 'map' ? (point ?? 0) : degrees(view.azimuth)}
        aria-valuetext={drawing === 'map' ? said : turned}
        data-testid="landscape"
        data-drawing={drawing}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={release}
        onPointerLeave={() => {
          if (!held.current) looking.setState({ point: undefined });
        }}
        onKeyDown={key}
      />
    </div>
  );
}
