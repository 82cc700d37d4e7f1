/** The line at the end of a soak, and what it names as wrong. */
import { expect, it } from 'vitest';
import { type FaultOutcome, problemsOf, type RunOutcome, summary } from './report.ts';

const fault = (rest: Partial<FaultOutcome> = {}): FaultOutcome => ({
  fault: 'reload',
  step: 55,
  lostSteps: 15,
  seconds: 2.04,
  clicks: 0,
  problems: [],
  ...rest,
});
const good: RunOutcome = { number: 1, exact: true, faults: [fault()], problems: [] };

it('adds up runs, faults by kind, what was taken again and what was wrong', () => {
  const hung = fault({ fault: 'worker hung', lostSteps: 40, seconds: 71.26, clicks: 1 });
  const runs: RunOutcome[] = [good, { number: 2, faults: [fault(), hung], problems: ['it hung'] }];
  expect(summary(7, 1.25, runs)).toBe(
    'Seed 7, 1.3 min: 2 runs, 3 times disturbed (2 reload, 1 worker hung); 1 of 2 exact; ' +
      'at most 40 steps taken again, 70 in all; at most 71.3 s until a run went on; 1 clicks asked for in vain; 1 things wrong',
  );
  expect(summary(7, 1, [good])).toContain('nothing wrong');
  const memory = { problems: ['seed 7: it grows'], text: 'a run adds 9 nodes' };
  expect(summary(7, 1, [good], memory)).toMatch(/; a run adds 9 nodes; 1 things wrong$/);
});

it('names seed, run, fault and step of whatever was wrong', () => {
  const runs: RunOutcome[] = [
    good,
    { number: 2, exact: false, faults: [fault({ problems: ['a is gone'] })], problems: ['not exact'] },
  ];
  expect(problemsOf(7, runs)).toEqual([
    'seed 7, run 2, reload at step 55: a is gone',
    'seed 7, run 2: not exact',
  ]);
});
