/**
 * What moves in the drawing, and what it means: a picture runs through the blocks once when a run starts, and a step pulses once on
 * the line of the flow, at most once a second, unless the processor trains: then the pulses would take of its steps. Nothing moves where
 * motion is not wanted.
 */

import { useEffect, useRef } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { processorTrains } from '../../state/processorTrains.ts';
import { usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import { Pixels } from '../../ui/Pixels.tsx';
import { useOwnIn } from './chosenAnswer.ts';
import type { DiagramLayout, Rect } from './layout.ts';
import classes from './Motion.module.css';
import { useSample, useSamplesFile } from './samples.ts';
import type { Shown } from './shown.ts';
import { Tile } from './Tile.tsx';

/** Milliseconds. */
const flight = 1200;
const pulse = { lasts: 900, atMostEvery: 1000 };
const side = 32;

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Through the middle of each card, as high as the card. */
function way(layout: DiagramLayout): Keyframe[] {
  const stops: Rect[] = [
    ...(layout.picture ? [layout.picture] : []),
    ...layout.cards.map(({ rect }) => rect),
  ];
  const first = stops[0]?.x ?? 0;
  const length = (stops.at(-1)?.x ?? first) - first || 1;
  return stops.map(({ x, y, width, height }, i) => ({
    offset: (x - first) / length,
    opacity: i === 0 || i === stops.length - 1 ? 0 : 0.9,
    transform: `translate(${x + width / 2 - side / 2}px, ${y + height / 2 - side / 2}px) scale(${height / side})`,
  }));
}

export function Motion({ layout, shown }: { readonly layout: DiagramLayout; readonly shown: Shown }) {
  const facts = datasetOf(shown.config);
  const file = useSamplesFile(facts);
  const sample = useSample(facts);
  const own = useOwnIn();
  const run = usePage((state) => (isActive(state.run) ? state.run.id : undefined));
  const step = usePage((state) => (isActive(state.run) ? state.run.step : 0));
  const traveller = useRef<HTMLDivElement>(null);
  const dot = useRef<HTMLDivElement>(null);
  const drawn = useRef(layout);
  drawn.current = layout;
  const costly = usePage(processorTrains);
  const seen = useRef(run);
  const pulsed = useRef(0);

  useEffect(() => {
    if (run === seen.current) return;
    seen.current = run;
    if (run === undefined || isStill()) return;
    traveller.current?.animate(way(drawn.current), { duration: flight, easing: 'linear' });
  }, [run]);

  useEffect(() => {
    const now = performance.now();
    if (step === 0 || costly || isStill() || now - pulsed.current < pulse.atMostEvery) return;
    pulsed.current = now;
    const { from, to } = drawn.current.flow;
    const at = (x: number) => `translate(${x - 3}px, ${from.y - 3}px)`;
    dot.current?.animate(
      [
        { transform: at(from.x), opacity: 0 },
        { opacity: 0.7, offset: 0.2 },
        { opacity: 0.7, offset: 0.8 },
        { transform: at(to.x), opacity: 0 },
      ],
      { duration: pulse.lasts, easing: 'ease-in-out' },
    );
  }, [step, costly]);

  return (
    <>
      <div ref={traveller} className={classes.moving} aria-hidden>
        {sample !== undefined && <Tile facts={facts} file={file} number={sample} side={side} />}
        {own && <Pixels pixels={own.pixels} side={side} />}
      </div>
      <div ref={dot} className={`${classes.moving} ${classes.dot}`} aria-hidden />
    </>
  );
}
