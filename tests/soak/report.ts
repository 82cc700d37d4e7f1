/** What a soak found, added up: one line for a person, and how many things were wrong. Pure. */
import type { FaultName } from './plan.ts';

/** What came of one fault. */
export interface FaultOutcome {
  readonly fault: FaultName;
  /** The step at which it came, as the page showed it. */
  readonly step: number;
  /** Steps that had to be taken again. */
  readonly lostSteps: number;
  /** From the fault until the run went on. */
  readonly seconds: number;
  /** Clicks that were needed though the page could have gone on by itself. */
  readonly clicks: number;
  /** A sentence for everything that was not as promised. */
  readonly problems: readonly string[];
}

/** What came of one run. */
export interface RunOutcome {
  readonly number: number;
  /** Whether it ended equal to the bit to its undisturbed twin; undefined where it did not end. */
  readonly exact?: boolean;
  readonly faults: readonly FaultOutcome[];
  readonly problems: readonly string[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Everything that was wrong, each with where it was: the number of the run in the plan of the seed, and the step. */
export const problemsOf = (seed: number, runs: readonly RunOutcome[]): string[] =>
  runs.flatMap(({ number, faults, problems }) => [
    ...faults.flatMap(({ fault, step, problems: found }) =>
      found.map((problem) => `seed ${seed}, run ${number}, ${fault} at step ${step}: ${problem}`),
    ),
    ...problems.map((problem) => `seed ${seed}, run ${number}: ${problem}`),
  ]);

/** Such as `12 reload, 3 worker hung`. */
const counts = (faults: readonly FaultOutcome[]): string => {
  const times = new Map<string, number>();
  for (const { fault } of faults) times.set(fault, (times.get(fault) ?? 0) + 1);
  return [...times].map(([fault, n]) => `${n} ${fault}`).join(', ');
};

/** What was found of a browser's memory. */
export interface Memory {
  readonly problems: readonly string[];
  readonly text: string;
}

/** The line at the end. @param memory Where it was looked at. */
export function summary(seed: number, minutes: number, runs: readonly RunOutcome[], memory?: Memory): string {
  const faults = runs.flatMap((run) => run.faults);
  const ended = runs.filter(({ exact }) => exact !== undefined);
  const wrong = problemsOf(seed, runs).length + (memory?.problems.length ?? 0);
  const most = Math.max(0, ...faults.map(({ lostSteps }) => lostSteps));
  const slowest = Math.max(0, ...faults.map(({ seconds }) => seconds));
  return [
    `Seed ${seed}, ${minutes.toFixed(1)} min: ${runs.length} runs, ${faults.length} times disturbed (${counts(faults)})`,
    `${ended.filter(({ exact }) => exact).length} of ${runs.length} exact`,
    `at most ${most} steps taken again, ${sum(faults.map(({ lostSteps }) => lostSteps))} in all`,
    `at most ${slowest.toFixed(1)} s until a run went on`,
    `${sum(faults.map(({ clicks }) => clicks))} clicks asked for in vain`,
    ...(memory ? [memory.text] : []),
    wrong === 0 ? 'nothing wrong' : `${wrong} things wrong`,
  ].join('; ');
}
