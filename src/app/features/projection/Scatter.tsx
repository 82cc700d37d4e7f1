/**
 * The projection itself: one canvas with a dot for every picture, and above it the names of the classes at the ends of their axes, which
 * can be dragged. It moves by itself and between epochs, so React renders nothing of it: `createMotion` draws.
 */
import { useReducedMotion } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { Labels } from '../../../training/labels.ts';
import { useProjectionWords } from '../../i18n/projection.ts';
import beside from '../../ui/drawingBeside.module.css';
import { useScheme } from '../../ui/useScheme.ts';
import { useSize } from '../../ui/useSize.ts';
import { colourOf, inks } from './colours.ts';
import { createMotion, type Motion } from './motion.ts';
import classes from './Projection.module.css';
import { type Marked, paint } from './paint.ts';
import { between, type Points } from './points.ts';
import { dotAt, reachOf, type Scene, sceneOf } from './scene.ts';
import { classDirections, dragged } from './tour.ts';
import { looking, tourOf } from './view.ts';

/** Milliseconds from one epoch to the next: as long as one is shown while a run is played. */
const passage = 350;
/** Pixels around a dot within which it is pointed at. */
const pointing = 10;
/** Pixels between the end of an axis and the middle of its name. */
const apart = { x: 26, y: 13 };
/** Of a unit, what an arrow key moves an axis by. */
const keyStep = 0.05;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-keyStep, 0],
  ArrowRight: [keyStep, 0],
  ArrowUp: [0, keyStep],
  ArrowDown: [0, -keyStep],
};

interface ScatterProps extends Marked {
  readonly points: Points;
  readonly labels: Labels;
  readonly names: readonly string[];
  readonly turning: boolean;
  /** What the picture shows, for those who do not see it. */
  readonly text: string;
  readonly onChoose: (picture: number) => void;
}

/** What the next drawing is made of. */
interface Current extends Marked {
  readonly labels: Labels;
  readonly turning: boolean;
  readonly dark: boolean;
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

/** What drawings remember from one to the next. */
interface Past {
  from: Points;
  to: Points;
  /** How far it is from the one to the other, 0…1. */
  share: number;
  scene?: Scene;
  /** The scale is kept while an axis is held, and comes back by and by. */
  reach?: number;
  held: boolean;
  /** From the end of the axis to where it was taken hold of. */
  grip: readonly [number, number];
}

/** Where the name of a class stands: a little beyond the end of its axis, so that it hides none of the dots there. */
function beyond({ axes, middle }: Scene, k: number): readonly [number, number] {
  const [x, y] = [axes[2 * k] as number, axes[2 * k + 1] as number];
  const length = Math.hypot(x - middle[0], y - middle[1]) || 1;
  return [x + (apart.x * (x - middle[0])) / length, y + (apart.y * (y - middle[1])) / length];
}

export function Scatter(props: ScatterProps) {
  const { points, labels, names, turning, text, onChoose, highlighted, pointed, chosen } = props;
  const words = useProjectionWords();
  const { dark } = useScheme();
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const handles = useRef<(HTMLButtonElement | null)[]>([]);
  const size = useSize(box);
  const count = names.length;
  const tour = tourOf(count);
  const directions = useMemo(() => classDirections(count), [count]);
  const current = useRef<Current>(undefined);
  current.current = { labels, turning, dark, size, highlighted, pointed, chosen };
  const past = useRef<Past>({ from: points, to: points, share: 1, held: false, grip: [0, 0] });
  const motion = useRef<Motion>(undefined);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const draw = (passed: number): boolean => {
      const now = current.current;
      if (!now?.size) return false;
      const state = past.current;
      const turns = now.turning && !state.held;
      if (turns) tour.turn(passed / 1000);
      state.share = Math.min(1, state.share + passed / passage);
      const plane = tour.plane();
      const wanted = reachOf(plane, count);
      const before = state.reach ?? wanted;
      // Held still by hand; else it follows within a tenth of a second or so.
      const reach = state.held
        ? before
        : before + (wanted - before) * Math.min(1, 0.01 * passed + Number(passed === 0));
      const settled = Math.abs(reach - wanted) < 1e-3;
      state.reach = settled && !state.held ? wanted : reach;
      const scene = sceneOf(plane, between(state.from, state.to, state.share), count, now.size, state.reach);
      state.scene = scene;
      const scale = devicePixelRatio;
      const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
      if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
      context.setTransform(scale, 0, 0, scale, 0, 0);
      paint(context, scene, now.labels, inks[now.dark ? 'dark' : 'light'], now);
      handles.current.forEach((handle, k) => {
        const [x, y] = beyond(scene, k);
        if (handle) handle.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
      });
      return turns || state.share < 1 || (!settled && !state.held);
    };
    const made = createMotion(draw);
    motion.current = made;
    const observer = new IntersectionObserver((entries) =>
      made.setInSight(entries.at(-1)?.isIntersecting === true),
    );
    observer.observe(element);
    made.wake();
    return () => {
      observer.disconnect();
      made.end();
    };
  }, [tour, count]);

  useEffect(() => {
    const state = past.current;
    if (state.to !== points) {
      const from = between(state.from, state.to, state.share);
      const same = from.at.length === points.at.length && !still;
      Object.assign(state, { from: same ? from : points, to: points, share: same ? 0 : 1 });
    }
    motion.current?.wake();
  });

  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const { left = 0, top = 0 } = canvas.current?.getBoundingClientRect() ?? {};
    return [event.clientX - left, event.clientY - top];
  };
  const dotUnder = (event: PointerEvent): number | undefined => {
    const { scene } = past.current;
    const counts = (dot: number) => highlighted === undefined || labels[dot] === highlighted;
    return scene && dotAt(scene, placeOf(event), pointing, counts);
  };
  const point = (event: PointerEvent) => {
    const dot = dotUnder(event);
    if (canvas.current) canvas.current.style.cursor = dot === undefined ? '' : 'pointer';
    if (dot !== undefined && dot !== pointed) looking.setState({ picture: dot });
  };
  const steer = (k: number, to: readonly [number, number]) => {
    const direction = directions[k];
    if (direction) tour.move(dragged(tour.plane(), direction, to));
    motion.current?.wake();
  };
  const drag = (k: number) => (event: PointerEvent<HTMLButtonElement>) => {
    const { scene, held, grip } = past.current;
    if (!held || !scene || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const [left, top] = placeOf(event);
    const [x, y] = [left - grip[0], top - grip[1]];
    steer(k, [(x - scene.middle[0]) / scene.unit, (scene.middle[1] - y) / scene.unit]);
  };
  const release = () => {
    past.current.held = false;
    motion.current?.wake();
  };
  const press = (k: number) => (event: KeyboardEvent) => {
    const step = arrows[event.key];
    const { scene } = past.current;
    if (!step || !scene || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const x = ((scene.axes[2 * k] as number) - scene.middle[0]) / scene.unit;
    const y = (scene.middle[1] - (scene.axes[2 * k + 1] as number)) / scene.unit;
    steer(k, [x + step[0], y + step[1]]);
  };

  return (
    <div ref={box} className={classes.scatter}>
      <canvas
        ref={canvas}
        className={beside.canvas}
        role="img"
        aria-label={text}
        data-testid="projection"
        onPointerMove={point}
        onPointerDown={point}
        onClick={(event) => {
          const dot = dotUnder(event as unknown as PointerEvent);
          if (dot !== undefined) onChoose(dot);
        }}
      />
      <ul className={classes.handles} aria-label={words.axes}>
        {names.map((name, k) => (
          <li key={k}>
            <button
              ref={(handle) => {
                handles.current[k] = handle;
              }}
              type="button"
              className={classes.handle}
              title={words.axisHelp}
              aria-label={words.axis(name)}
              style={{ borderColor: colourOf(inks[dark ? 'dark' : 'light'], k) }}
              data-back={(highlighted !== undefined && highlighted !== k) || undefined}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                const { scene } = past.current;
                if (!scene) return;
                const [x, y] = placeOf(event);
                const grip = [
                  x - (scene.axes[2 * k] as number),
                  y - (scene.axes[2 * k + 1] as number),
                ] as const;
                Object.assign(past.current, { held: true, grip });
              }}
              onPointerMove={drag(k)}
              onPointerUp={release}
              onPointerCancel={release}
              onKeyDown={press(k)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
