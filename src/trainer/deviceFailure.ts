/**
 * A device that fails while a run is under way: what was asked of it may stay without an answer for ever, and what does fail may do so
 * before the news of the device arrive, which say more.
 */
import { listenForRejection } from '../base/listenForRejection.ts';
import { ProblemError } from '../problems/index.ts';

/** Milliseconds within which it is known that a device has failed. */
const newsMs = 500;

export interface DeviceFailure {
  /** What the work comes to, unless the device fails before. @throws what the work throws, or what the device failed of. */
  unless<T>(work: Promise<T>): Promise<T>;
  /** Why a call failed: the device, where that is known soon, else what the call says. */
  causeOf(error: unknown): unknown;
  /** From here on nothing is heard of the device, which may live on and must not keep what the run held. */
  leave(): void;
}

/**
 * @param failure Rejects when the device fails; absent where that is never told.
 * @param onFailure Told at once.
 */
export function listenForFailure(
  failure: Promise<never> | undefined,
  onFailure: (error: unknown) => void,
): DeviceFailure {
  let reject = (_: unknown): void => {};
  const failed = new Promise<never>((_, rejected) => {
    reject = rejected;
  });
  failed.catch(() => {});
  const leave = failure
    ? listenForRejection(failure, (error) => {
        onFailure(error);
        reject(error);
      })
    : () => {};
  return {
    unless: (work) => Promise.race([work, failed]),
    causeOf(error) {
      if (error instanceof ProblemError || !failure) return error;
      const late = new Promise((resolve) => setTimeout(resolve, newsMs));
      return Promise.race([failed.catch((cause: unknown) => cause), late.then(() => error)]);
    },
    leave,
  };
}
