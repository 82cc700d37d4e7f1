/** A chart's place among those that take turns: it draws what is known when its turn comes, and only in view. */
import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import type { ShownRun } from '../../state/shown.ts';
import { useCharts } from './context.ts';

export interface Snapshot {
  readonly runs: readonly ShownRun[];
  readonly plannedEpochs: number;
}

interface Drawing extends Snapshot {
  readonly done?: (cost: number) => void;
}

/**
 * @param frame What has to be in view.
 * @returns What to draw now. Drawing is timed from the render that this hook is called in to the end of all that follows from it.
 */
export function useTurns(frame: RefObject<HTMLElement | null>): Snapshot {
  const began = performance.now();
  const { feed, scheduler } = useCharts();
  const [drawing, setDrawing] = useState<Drawing>(() => ({
    runs: feed.read(),
    plannedEpochs: feed.plannedEpochs(),
  }));

  useEffect(() => {
    const scheduled = scheduler.add((done) =>
      startTransition(() => setDrawing({ runs: feed.read(), plannedEpochs: feed.plannedEpochs(), done })),
    );
    const observer = new IntersectionObserver(
      (entries) => scheduled.setInView(entries[entries.length - 1]?.isIntersecting === true),
      // What is about to be scrolled to is up to date when it comes.
      { rootMargin: '200px 0px' },
    );
    if (frame.current) observer.observe(frame.current);
    return () => {
      observer.disconnect();
      scheduled.remove();
    };
  }, [feed, scheduler, frame]);

  // Another feed comes with another language: that is drawn at once, outside of the turns.
  useEffect(() => {
    setDrawing({ runs: feed.read(), plannedEpochs: feed.plannedEpochs() });
  }, [feed]);

  useLayoutEffect(() => {
    // What layout effects set off is rendered before this microtask runs.
    queueMicrotask(() => drawing.done?.(performance.now() - began));
  });
  return drawing;
}
