/**
 * What a device is, whether the engine is right on it, how fast it is and which kernels it uses: the one JSON that people pass
 * on, from the page and from the command line alike.
 */
import type { BenchReport } from './benchReport.ts';
import { type CheckedNetwork, isRight } from './deviceCheck.ts';
import type { DeviceFacts } from './deviceFacts.ts';

/** The parts of a report, as the events of a benchmark bring them. */
export interface Measured {
  readonly facts?: DeviceFacts;
  readonly checked: readonly CheckedNetwork[];
  readonly reports: readonly BenchReport[];
}

/** Where it was measured. */
export interface Place {
  /** Of the program, see src/base/version.ts. */
  readonly version: string;
  /** The browser's user agent, or the version of Node. */
  readonly agent: string;
  readonly device: string;
  readonly software: boolean;
}

/** Indented JSON. A number that is not finite becomes null. */
export const deviceReport = (place: Place, { facts, checked, reports }: Measured): string =>
  JSON.stringify(
    { ...place, ...facts, right: checked.length > 0 ? checked.every(isRight) : undefined, checked, reports },
    undefined,
    2,
  );
