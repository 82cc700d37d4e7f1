/** Asks for feature maps of the picture that is looked at, of the network that is shown. */
import { type RefObject, useMemo } from 'react';
import type { Problem } from '../../../../problems/index.ts';
import { datasetOf } from '../../../../training/config.ts';
import type { Pictures, Question } from '../../../../training/questions.ts';
import { picturesOf } from '../../../state/chosenPicture.ts';
import { useChosenPictureState, usePage, useTold } from '../../../state/react.ts';
import type { StandIn } from '../../../state/standIn.ts';
import { useStandIn } from '../../../ui/useStandIn.ts';
import type { Shown } from '../shown.ts';
import { isOf } from './asking.ts';

/** The last answer of the network that is shown. */
export interface MapsTold extends StandIn {
  /** Whether another network than the one that is shown has answered. */
  readonly other: boolean;
  readonly problem?: Problem | undefined;
}

const noAnswer = {};

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
  const told = useTold(fits ? question : undefined, frame);
  const { answer, problem } = told;
  const other = !fits || (answer !== undefined && !isOf(answer, shown.config, run));
  const standIn = useStandIn(other ? noAnswer : told, fits ? question : undefined, scope);
  if (other) return { other, problem };
  // The one that comes with the page answered before the run took its first step.
  const earlier = standIn.answer?.network.kind === 'shipped' && run !== undefined && run.step > 0;
  return { ...standIn, ...(earlier && { before: 'network' }), other, problem };
}
