/** A bound for whatever is waited for: a page that hangs answers no question at all, and a soak must go on to its next run. */

/**
 * @param work Is told by its signal that nobody waits for it any more.
 * @throws Error after so many seconds, and what the work throws.
 */
export async function within<T>(seconds: number, work: (overdue: AbortSignal) => Promise<T>): Promise<T> {
  const overdue = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it took longer than ${seconds} s and was given up`));
      overdue.abort();
    }, 1000 * seconds);
  });
  try {
    return await Promise.race([work(overdue.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
