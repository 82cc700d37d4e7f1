/** What a teacher is told of one hand-in, and all of them as CSV. Pure. */
import { csvCell } from '../../../base/csv.ts';
import type { ClassroomProblem } from '../../../problems/classroom.ts';
import type { Problem } from '../../../problems/index.ts';
import type { AssignmentTexts } from '../../../training/assignment.ts';
import { faultsOf, forgedBy } from './check.ts';
import type { HandInRow } from './handIns.ts';

export type Verdict = 'unfit' | 'waiting' | 'holds' | 'amiss' | 'not-evaluated';

export interface Judged {
  readonly verdict: Verdict;
  /** What is amiss, and what is to be known. */
  readonly remarks: readonly (ClassroomProblem | Problem)[];
}

export function judged(
  { read, unfit, evaluated, failed, same }: HandInRow,
  expected: AssignmentTexts | undefined,
  percent: (share: number) => string,
): Judged {
  if (!read) return { verdict: 'unfit', remarks: unfit ? [unfit] : [] };
  const { handIn, run } = read;
  const forged = evaluated && forgedBy(handIn, run.config, evaluated, percent);
  const faults = [...(forged ? [forged] : []), ...faultsOf(read, expected)];
  // That is no fault by itself.
  const twin: ClassroomProblem[] = same === undefined ? [] : [{ kind: 'hand-in-same-weights', other: same }];
  const remarks = [...faults, ...(failed ? [failed] : []), ...twin];
  if (faults.length > 0) return { verdict: 'amiss', remarks };
  if (evaluated) return { verdict: 'holds', remarks };
  return { verdict: failed ? 'not-evaluated' : 'waiting', remarks };
}

/** A text that a spreadsheet would take for a formula is kept from that. */
const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '');
  return csvCell(typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
};

/** Excel takes a file for UTF-8 only where it begins so. */
const mark = '\uFEFF';

export const csvOf = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  `${mark}${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
