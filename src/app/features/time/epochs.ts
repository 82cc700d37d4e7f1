/** The places of a slider: one for every epoch of which there is a frame. Pure. */

/** What all views are to show at a place: of the last one whatever comes, which is undefined. */
export const epochAt = (epochs: readonly number[], place: number): number | undefined =>
  place >= epochs.length - 1 ? undefined : epochs[Math.max(0, place)];

/** Frames that are read ahead at most; more would push out those that are shown. */
const mostAhead = 24;

/** The epochs to read ahead, the nearest last, as what was wanted last stays the longest. */
export const aheadOf = (epochs: readonly number[], place: number): number[] =>
  epochs
    .map((epoch, i) => ({ epoch, distance: Math.abs(i - place) }))
    .sort((a, b) => a.distance - b.distance || a.epoch - b.epoch)
    .slice(0, mostAhead)
    .reverse()
    .map(({ epoch }) => epoch);

/** Where the films's next step leads from a place: from the last one to the first. */
export const placeAfter = (epochs: readonly number[], place: number): number => (place + 1) % epochs.length;
