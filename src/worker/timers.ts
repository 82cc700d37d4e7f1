/** The part of the browser's timers that is used, so that tests can wind them on. */

/** Each returns how to end it. */
export interface Timers {
  every(ms: number, call: () => void): () => void;
  after(ms: number, call: () => void): () => void;
}

export const browserTimers: Timers = {
  every(ms, call) {
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  },
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
