/** When a picture that moves is drawn: in sight, while it has something to show, and never so often that the page has no time for others. */

/** Of the time at most so large a share is spent on drawing. */
const share = 0.25;
/** A picture that waited long, as in a tab that was hidden, does not leap. */
const longest = 100;

export interface Motion {
  /** Something is to be drawn. */
  wake(): void;
  setInSight(inSight: boolean): void;
  end(): void;
}

interface Clock {
  request(callback: (now: number) => void): number;
  cancel(id: number): void;
  now(): number;
}

const browser: Clock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (id) => cancelAnimationFrame(id),
  now: () => performance.now(),
};

/** @param draw Draws, `passed` milliseconds after the last time, and says whether it goes on. */
export function createMotion(draw: (passed: number) => boolean, clock: Clock = browser): Motion {
  let asked: number | undefined;
  let wanted = false;
  let inSight = false;
  let last: number | undefined;
  let notBefore = 0;

  const ask = () => {
    if (wanted && inSight && asked === undefined) asked = clock.request(tick);
  };
  function tick(now: number): void {
    asked = undefined;
    if (now >= notBefore) {
      wanted = draw(last === undefined ? 0 : Math.min(longest, now - last));
      last = wanted ? now : undefined;
      notBefore = now + (clock.now() - now) / share;
    }
    ask();
  }
  return {
    wake() {
      wanted = true;
      ask();
    },
    setInSight(now) {
      inSight = now;
      if (!inSight) {
        if (asked !== undefined) clock.cancel(asked);
        asked = undefined;
        last = undefined;
      } else ask();
    },
    end() {
      if (asked !== undefined) clock.cancel(asked);
      inSight = false;
    },
  };
}
