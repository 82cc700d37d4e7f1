/**
 * Which chart draws when: charts take turns, one at a time, each in a task of its own. A round of all charts begins at most four
 * times a second, and less often where drawing would take more than a fifth of the main thread. It knows neither React nor
 * the DOM; `useTurns.ts` joins the two.
 */

/** Milliseconds from the beginning of a round to the next: at least, and at most, so that curves move on any machine. */
export const minInterval = 250;
export const maxInterval = 5000;
/** What drawing may take of the main thread. */
export const maxShare = 1 / 5;
/** Milliseconds after which a chart that has not called back loses its turn. */
export const turnTimeout = 2000;

/** Milliseconds from the beginning of a round that took `cost` to the next. */
export const intervalAfter = (cost: number): number =>
  Math.min(maxInterval, Math.max(minInterval, cost / maxShare));

interface ScheduledChart {
  /** Charts out of view are not drawn; one that comes into view is drawn at once if it is out of date. */
  setInView(inView: boolean): void;
  remove(): void;
}

export interface Scheduler {
  /** @param draw Draws what is known now and calls `done` with the milliseconds it took. */
  add(draw: (done: (cost: number) => void) => void): ScheduledChart;
  /** There is something new to draw: every chart is out of date. */
  invalidate(): void;
}

export interface Clock {
  now(): number;
  /** Calls back after some milliseconds, in a task of its own. */
  later(call: () => void, after: number): void;
}

export const browserClock: Clock = {
  now: () => performance.now(),
  later: (call, after) => void setTimeout(call, after),
};

interface Entry {
  readonly draw: (done: (cost: number) => void) => void;
  stale: boolean;
  inView: boolean;
}

export function createScheduler({ now, later }: Clock): Scheduler {
  const entries = new Set<Entry>();
  let notBefore = 0;
  let waiting = false;
  let drawing = false;

  const due = () => [...entries].filter(({ stale, inView }) => stale && inView);
  const schedule = () => {
    if (waiting || drawing || due().length === 0) return;
    waiting = true;
    later(
      () => {
        waiting = false;
        drawing = true;
        drawNext(due(), 0, now());
      },
      Math.max(0, notBefore - now()),
    );
  };
  const drawNext = (queue: readonly Entry[], cost: number, began: number) => {
    const [entry, ...rest] = queue;
    if (!entry) {
      drawing = false;
      notBefore = began + intervalAfter(cost);
      schedule();
      return;
    }
    if (!entries.has(entry) || !entry.inView) return drawNext(rest, cost, began);
    let finished = false;
    const done = (took: number) => {
      if (finished) return;
      finished = true;
      // Between two charts the browser may handle a click.
      later(() => drawNext(rest, cost + took, began), 0);
    };
    entry.stale = false;
    entry.draw(done);
    later(() => done(0), turnTimeout);
  };

  return {
    add(draw) {
      const entry: Entry = { draw, stale: false, inView: false };
      entries.add(entry);
      return {
        setInView(inView) {
          entry.inView = inView;
          schedule();
        },
        remove: () => void entries.delete(entry),
      };
    },
    invalidate() {
      for (const entry of entries) entry.stale = true;
      schedule();
    },
  };
}
