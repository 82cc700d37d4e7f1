/** Errors of data: final ones, which a person is told of, and faults on the way there, after which another try or way may help. */
import { FaultError, reasonOf } from '../base/errors.ts';
import { StallError } from '../base/retry.ts';
import type { DataProblem, DecodeFault, LoadFault } from '../problems/data.ts';
import { ProblemError } from '../problems/index.ts';

/** Trying again does not mend it. */
export class DataError extends ProblemError<DataProblem> {
  override name = 'DataError';
}

/** A file did not come, or is not the one that it should be. */
export class LoadError extends FaultError<LoadFault> {
  override name = 'LoadError';
}

/** A picture cannot be decoded in this way. */
export class DecodeError extends FaultError<DecodeFault> {
  override name = 'DecodeError';
}

/** The fault of whatever was thrown while a file was read. */
export function loadFaultOf(error: unknown): LoadFault {
  if (error instanceof LoadError) return error.fault;
  if (error instanceof StallError) return { kind: 'stalled', seconds: error.seconds };
  return { kind: 'text', text: reasonOf(error) };
}

/** The fault of whatever was thrown while a picture was decoded. */
export const decodeFaultOf = (error: unknown): DecodeFault =>
  error instanceof DecodeError ? error.fault : { kind: 'text', text: reasonOf(error) };
