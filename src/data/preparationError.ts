/**
 * Data cannot be prepared. Only the command line prepares any, which speaks English alone, so that the message is a sentence;
 * what goes wrong with data that are prepared is a DataError.
 */
export class PreparationError extends Error {
  override name = 'PreparationError';
}
