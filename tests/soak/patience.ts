/** Asking what may never answer. */
import { within } from './within.ts';

/**
 * What the last of these answers that answers at all: a worker that was ended while it hung may be listed for as long as the browser
 * lives, and never answers.
 */
export async function lastAnswer<S, T>(
  asked: readonly S[],
  ask: (one: S) => Promise<T>,
): Promise<T | undefined> {
  for (const one of asked.toReversed()) {
    const answer = await within(10, () => ask(one)).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
