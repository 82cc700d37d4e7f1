/** The page's own clock for stores that act later; tests hand them another one. */

/** Calls back later. @returns ends that. */
export type After = (ms: number, act: () => void) => () => void;

/** Milliseconds before what failed is tried again, after so many failures before this one: 1 s, 2 s, 4 s and so on, a minute at most. */
export const waitAfter = (failures: number): number => Math.min(60_000, 1000 * 2 ** failures);

export const after: After = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};
