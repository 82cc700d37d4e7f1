/**
 * Calls `listener` when a promise rejects, until the returned function is called. A promise that lives long keeps everything that ever
 * waited for it, and with a closure all that its function can see: whoever listens for a while only must be able to leave.
 */
export function listenForRejection(
  promise: Promise<unknown>,
  listener: (error: unknown) => void,
): () => void {
  let current: ((error: unknown) => void) | undefined = listener;
  promise.catch((error: unknown) => current?.(error));
  return () => {
    current = undefined;
  };
}
