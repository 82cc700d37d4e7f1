/** When a film of a run shows what: each epoch goes over into the next while the tour turns, and the last one stays a while. Pure. */

/** Pictures a second; a GIF knows hundredths of a second only. */
export const picturesPerSecond = 20;
/** A run of any length has about as long a film: so many pictures at most, unless it has more epochs. */
const most = 200;
/** From one epoch to the next, at most. */
const mostBetween = 12;
const rest = 20;

export interface Moment {
  /** The frame that is shown, and the one that it goes over into by a share of 0…1. */
  readonly frame: number;
  readonly next: number;
  readonly share: number;
  /** Since the first picture. */
  readonly seconds: number;
}

/** @param frames Frames of the run, in their order. */
export function timeline(frames: number): Moment[] {
  const between = Math.max(1, Math.min(mostBetween, Math.round(most / Math.max(1, frames - 1))));
  const moving = (frames - 1) * between;
  return Array.from({ length: moving + rest }, (_, i) => {
    const frame = Math.min(frames - 1, Math.floor(i / between));
    const last = frame === frames - 1;
    return {
      frame,
      next: last ? frame : frame + 1,
      share: last ? 0 : (i % between) / between,
      seconds: i / picturesPerSecond,
    };
  });
}
