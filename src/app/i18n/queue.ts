/** The words of the queue and of the dialog that fills it, which come with them; of what is wrong with a list, too. */
import type { Problem } from '../../problems/index.ts';
import { say } from '../../problems/sentences.ts';
import { sweepSentences as enSentences, type SweepProblem } from '../../problems/sweep.ts';
import { queue as en } from './en/queue.ts';
import { partWords } from './partWords.ts';
import type { Words } from './words.ts';
import { sweepSentences as zhSentences } from './zh/problems/sweep.ts';
import { queue as zh } from './zh/queue.ts';

const isOfSweep = (problem: Problem | SweepProblem): problem is SweepProblem =>
  Object.hasOwn(enSentences, problem.kind);

/** @param page Says what is no problem of a sweep. */
type Say = (problem: Problem | SweepProblem, page: Pick<Words, 'problem'>) => string;
const sayIn =
  (sentences: typeof enSentences): Say =>
  (problem, page) =>
    isOfSweep(problem) ? say(sentences, problem) : page.problem(problem);

export const useQueueWords = partWords({
  en: { ...en, problem: sayIn(enSentences) },
  zh: { ...zh, problem: sayIn(zhSentences) },
});
