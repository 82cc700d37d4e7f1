/** The page's own clock for stores that act later; tests hand them another one. */

/** Calls back later. @returns ends that. */
export type After = (ms: number, act: () => void) => () => void;

export const after: After = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};
