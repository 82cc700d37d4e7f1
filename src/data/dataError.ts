/** A fault of the data that trying again does not mend. The message is one sentence or two for people. */
export class DataError extends Error {
  override name = 'DataError';
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The same without a final full stop, to be put into a longer sentence. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.\s*$/, '');
