/**
 * Who draws when: charts take turns, one at a time, each in a task of its own, and a round of all of them begins at most
 * four times a second and less often where drawing would take more than a fifth of the time. Without React and the DOM.
 */

/** Milliseconds between two rounds at least. */
export const shortest = 250;
/** Milliseconds between two rounds at most: curves stay alive however slow the machine. */
export const longest = 5000;
/** What drawing may take of the main thread. */
export const share = 1 / 5;
/** Milliseconds after which a chart that does not answer has had its turn. */
export const patience = 2000;

/** Milliseconds from the beginning of a round that took `cost` to the next. */
export const pause = (cost: number): number => Math.min(longest, Math.max(shortest, cost / share));

export interface Member {
  /** The chart is in view, or left it. */
  look(inView: boolean): void;
  leave(): void;
}

export interface Pace {
  /** @param draw Draws what is known now and calls `done` with the milliseconds it took. */
  join(draw: (done: (cost: number) => void) => void): Member;
  /** There is something new to draw. */
  ask(): void;
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

interface Seat {
  readonly draw: (done: (cost: number) => void) => void;
  stale: boolean;
  inView: boolean;
}

export function createPace({ now, later }: Clock): Pace {
  const seats = new Set<Seat>();
  let notBefore = 0;
  let waiting = false;
  let drawing = false;

  const wanting = () => [...seats].filter(({ stale, inView }) => stale && inView);
  const wake = () => {
    if (waiting || drawing || wanting().length === 0) return;
    waiting = true;
    later(
      () => {
        waiting = false;
        drawing = true;
        turn(wanting(), 0, now());
      },
      Math.max(0, notBefore - now()),
    );
  };
  const turn = (queue: readonly Seat[], cost: number, began: number) => {
    const [seat, ...rest] = queue;
    if (!seat) {
      drawing = false;
      notBefore = began + pause(cost);
      wake();
      return;
    }
    if (!seats.has(seat) || !seat.inView) return turn(rest, cost, began);
    let answered = false;
    const done = (took: number) => {
      if (answered) return;
      answered = true;
      // A task between two charts is where a click gets its turn.
      later(() => turn(rest, cost + took, began), 0);
    };
    seat.stale = false;
    seat.draw(done);
    later(() => done(0), patience);
  };

  return {
    join(draw) {
      const seat: Seat = { draw, stale: false, inView: false };
      seats.add(seat);
      return {
        look(inView) {
          seat.inView = inView;
          wake();
        },
        leave: () => void seats.delete(seat),
      };
    },
    ask() {
      for (const seat of seats) seat.stale = true;
      wake();
    },
  };
}
