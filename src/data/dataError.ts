/** A fault of the data that trying again does not mend. The message is one sentence or two for people. */
export class DataError extends Error {
  override name = 'DataError';
}
