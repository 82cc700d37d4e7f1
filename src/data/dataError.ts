/** A fault of the data that trying again does not mend. The message is one sentence or two for people. */
export class DataError extends Error {
  override name = 'DataError';
}

/** The message of whatever was thrown, without a final full stop, to be put into a longer sentence. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.\s*$/, '');
}
