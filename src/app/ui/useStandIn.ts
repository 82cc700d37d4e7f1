/** Lets the answer about one picture stand in for the next one's, see `state/standIn.ts`. */
import { useRef } from 'react';
import type { Question } from '../../training/questions.ts';
import type { Told } from '../state/questions.ts';
import { type StandIn, type Standing, standInOf } from '../state/standIn.ts';

/** @param scope Equal as long as answers may stand in for one another. */
export function useStandIn(told: Told, question: Question | undefined, scope: string): StandIn {
  const last = useRef<Standing>(undefined);
  const asked = question && { scope, question };
  if (told.answer && asked) last.current = { ...asked, answer: told.answer };
  return standInOf(told, asked, last.current);
}
