/** What the sentences about a pair of twins are made of, and how numbers that span many powers of ten stand in them. */
import type { Finding } from '../state/findings.ts';
import type { Side } from '../state/twin.ts';

export interface PairFacts {
  /** Such as `ResNet-56` and `Plain-56`. */
  readonly networks: Readonly<Record<Side, string>>;
  readonly finding: Finding;
}

const twoDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** Two digits, in groups of thousands: alike in every language. */
export const grouped = (value: number): string => twoDigits.format(value);

/** A mean cosine. */
export const cosineText = (value: number): string => (Math.abs(value) < 0.005 ? 0 : value).toFixed(2);

/** `1/1,200` */
export const shareText = (value: number): string => `1/${grouped(1 / value)}`;
