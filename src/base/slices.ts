/** Long work in slices of a few milliseconds, between which whoever does it sees to other things. */

/** Each `next` does one slice; the last one returns the result. */
export type Sliced<T> = Generator<void, T, void>;

/** All slices at once. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
