/** Asks for feature maps of the picture that is looked at, of the network that is shown. */
import { type RefObject, useMemo, useRef } from 'react';
import type { Problem } from '../../../../problems/index.ts';
import { datasetOf } from '../../../../training/config.ts';
import type { Answer, Pictures, Question } from '../../../../training/questions.ts';
import { picturesOf } from '../../../state/chosenPicture.ts';
import { useChosenPictureState, usePage, useTold } from '../../../state/react.ts';
import type { Shown } from '../shown.ts';
import { isOf } from './asking.ts';

export interface MapsTold {
  /** The last answer of the network that is shown; it may be of the picture before. */
  readonly answer?: Answer;
  /** Whether another network than the one that is shown has answered. */
  readonly other: boolean;
  readonly problem?: Problem | undefined;
}

/** Pictures of a question, the same object as long as they are the same picture. */
export function useChosenPictures({ config }: Pick<Shown, 'config'>): Pictures | undefined {
  const picture = useChosenPictureState((state) => state.picture);
  const facts = datasetOf(config);
  return useMemo(() => picturesOf(picture, facts), [picture, facts]);
}

/**
 * @param scope Equal as long as answers may stand in for one another while the next is on its way.
 * @param frame Asked only while this is in sight.
 */
export function useMaps(
  shown: Shown,
  question: Question | undefined,
  scope: string,
  frame: RefObject<Element | null>,
): MapsTold {
  const run = usePage((state) => state.run);
  const fits = shown.spec.inputSize === shown.imageSize;
  const { answer, problem } = useTold(fits ? question : undefined, frame);
  const last = useRef<{ readonly scope: string; readonly answer: Answer }>(undefined);
  const other = !fits || (answer !== undefined && !isOf(answer, shown.config, run));
  if (answer && !other) last.current = { scope, answer };
  if (other || last.current?.scope !== scope || !last.current) return { other, problem };
  return { answer: last.current.answer, other, problem };
}
