/**
 * Which faults a run outlives, and how often in a row. What breaks by chance (a driver, a worker, the memory of a moment) is worth
 * another start; what the same run would meet again at the same place is told at once. Pure.
 */
import type { Problem } from '../problems/index.ts';

/** Starts in a row without a new checkpoint: what fails as often does not fail by chance. */
export const mostInARow = 3;

/** Of what is no chance everywhere, such as too little memory, one. */
const startsAfter: { readonly [kind in Problem['kind']]?: number } = {
  'gpu-lost': mostInARow,
  'worker-broke': mostInARow,
  'worker-silent': mostInARow,
  'run-stalled': mostInARow,
  'gpu-memory': 1,
  'gpu-refused': 1,
  'engine-broke': 1,
};

/** Whether it is no fault of the run itself, so that another start may help. */
export const isPassing = ({ kind }: Problem): boolean => kind in startsAfter;

/** Whether a run that broke down is worth another start. @param before Starts in a row so far. */
export const isWorthAnother = ({ kind }: Problem, before: number): boolean =>
  before < (startsAfter[kind] ?? 0);

/** Milliseconds before the next start: a GPU process or a driver that broke down needs a moment itself. */
export const pauseBefore = (before: number): number => 1000 * 2 ** before;

/**
 * What is told of a run that is not started any more. What was tried several times is told as that, with what to do; all else
 * speaks for itself.
 */
export const lastWord = (problem: Problem, before: number): Problem =>
  before >= mostInARow && isPassing(problem)
    ? { kind: 'gave-up', starts: before, because: reasonOf(problem) }
    : problem;

/** What to mend: the graphics card and its driver, or the memory and the load of the machine. */
const reasonOf = ({ kind }: Problem): 'gpu' | 'worker' =>
  kind === 'worker-broke' || kind === 'worker-silent' ? 'worker' : 'gpu';
