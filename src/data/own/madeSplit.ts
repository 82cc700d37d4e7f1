/** The pictures of a split as they were made. */
import type { Labels } from '../../training/labels.ts';

export interface MadeSplit {
  /** N·S·S·3 bytes, NHWC. */
  readonly pixels: Uint8Array;
  /** A class number each. */
  readonly labels: Labels;
}
