/** Asking what may never answer. */

/**
 * What comes within a few seconds, if anything does: a worker that was ended while it hung may be listed for as long as the browser
 * lives, and never answers.
 */
const soon = <T>(answer: Promise<T>): Promise<T | undefined> =>
  Promise.race([
    answer.catch(() => undefined),
    new Promise<undefined>((resolve) => {
      setTimeout(resolve, 10_000, undefined);
    }),
  ]);

/** What the last of these answers that answers at all. */
export async function lastAnswer<S, T>(
  asked: readonly S[],
  ask: (one: S) => Promise<T>,
): Promise<T | undefined> {
  for (const one of asked.toReversed()) {
    const answer = await soon(ask(one));
    if (answer !== undefined) return answer;
  }
  return undefined;
}
