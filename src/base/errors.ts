/** The words of whatever was thrown: JavaScript throws anything, and people are shown a sentence. */

/** A fault of the program itself: nobody outside can cause it or mend it, so its message is for whoever mends the program. */
export class InternalError extends Error {
  override name = 'InternalError';
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The same without a final full stop, to be put into a longer sentence. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.\s*$/, '');
