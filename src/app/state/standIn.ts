/**
 * What a view shows of one picture while the answer about the next one is on its way: the answer of before stands in, so that nothing moves, and
 * it is said that it does. Pure; `ui/useStandIn.ts` is how a view takes part.
 */
import type { Answer, Question } from '../../training/questions.ts';
import { picturesKey, type Told } from './questions.ts';

/** An answer that was told, and to what. */
export interface Standing {
  /** Equal as long as answers may stand in for one another. */
  readonly scope: string;
  readonly question: Question;
  readonly answer: Answer;
}

/** Of what an answer that stands in is: of the picture before, or of the network as it was before a block was switched. */
export type Before = 'picture' | 'network';

/** What is shown, and of what before it is, if it is. */
export interface StandIn {
  readonly answer?: Answer | undefined;
  /** What it answers. */
  readonly question?: Question | undefined;
  readonly before?: Before | undefined;
}

/** @param last The last answer there was. One that the network refuses to give has none that stands in for it. */
export function standInOf(
  { answer, problem, behind }: Told,
  asked: Pick<Standing, 'scope' | 'question'> | undefined,
  last: Standing | undefined,
): StandIn {
  if (answer) return { answer, question: asked?.question, before: behind ? 'network' : undefined };
  if (!asked || problem || last?.scope !== asked.scope) return {};
  const same = picturesKey(last.question.pictures) === picturesKey(asked.question.pictures);
  // The same picture, asked about otherwise: what there is of it holds.
  return { answer: last.answer, question: last.question, before: same ? undefined : 'picture' };
}
