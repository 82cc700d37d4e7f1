/** A plan while a person mends it: which classes are left out is a switch of each, so that they stay in their places until something is made. Pure. */
import { type Plan, withMerged, withName } from './plan.ts';

export interface Mended {
  /** With all classes. */
  readonly plan: Plan;
  /** For each class of the plan. */
  readonly leftOut: readonly boolean[];
}

export const unmended = (plan: Plan): Mended => ({ plan, leftOut: plan.classes.map(() => false) });

/** What a person may change; numbers are those of the classes of the plan. */
export type Mend =
  | { readonly kind: 'rename'; readonly index: number; readonly name: string }
  | { readonly kind: 'merge'; readonly into: number; readonly other: number }
  | { readonly kind: 'leave-out'; readonly index: number; readonly out: boolean };

/** @returns the same where a number is none of a class, or where nothing would change. */
export function mended(before: Mended, mend: Mend): Mended {
  const { plan, leftOut } = before;
  switch (mend.kind) {
    case 'rename': {
      const name = mend.name.normalize('NFC').trim();
      // Two classes of one name are for merging, which a person says.
      return !plan.classes[mend.index] || name === '' || plan.classes.some((other) => other.name === name)
        ? before
        : { plan: withName(plan, mend.index, name), leftOut };
    }
    case 'merge': {
      const merged = withMerged(plan, mend.into, mend.other);
      return merged === plan ? before : { plan: merged, leftOut: leftOut.filter((_, i) => i !== mend.other) };
    }
    case 'leave-out':
      return leftOut[mend.index] === undefined || leftOut[mend.index] === mend.out
        ? before
        : { plan, leftOut: leftOut.map((out, i) => (i === mend.index ? mend.out : out)) };
  }
}

/** The plan of the classes that are in. */
export const planOfMended = ({ plan, leftOut }: Mended): Plan => ({
  ...plan,
  classes: plan.classes.filter((_, i) => !leftOut[i]),
});
