/** The words of whatever was thrown: JavaScript throws anything, and people are shown a sentence. */

/**
 * A fault of the program itself. A user can neither cause nor mend it, so its message is written for the program's
 * developers.
 */
export class InternalError extends Error {
  override name = 'InternalError';
}

/**
 * What went wrong on the way, as data, for callers that try again or another way: a person is told only of what comes of it.
 * Subclasses give it a name.
 */
export class FaultError<F extends { readonly kind: string }> extends Error {
  readonly fault: F;

  constructor(fault: F) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** The message of whatever was thrown; its name where it has none, as errors of browsers may. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

/** The same without a final full stop, to be put into a longer sentence. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.\s*$/, '');
