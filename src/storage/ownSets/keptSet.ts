/** A data set of somebody's own pictures, as it is kept in this browser. */
import type { LayoutName } from '../../data/own/found.ts';
import type { OwnFacts } from '../../data/own/ownFacts.ts';

export interface KeptSet {
  readonly facts: OwnFacts;
  /** Of its content, 64 hexadecimal digits. */
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** That its pictures take. */
  readonly bytes: number;
  /** Of the files that it was made of. */
  readonly layout: LayoutName;
}
