/**
 * What the network says of a picture that is none of the samples: a person's own, or another of the test split. A run tells of the samples by itself; of these it is
 * asked, and asked again while it learns. Before any run the network that comes with the page answers.
 */
import { useMemo } from 'react';
import { softmaxRows } from '../../../nn/predictions.ts';
import { datasetOf } from '../../../training/config.ts';
import type { Question } from '../../../training/questions.ts';
import { type ChosenPicture, picturesOf, sampleNumber } from '../../state/chosenPicture.ts';
import { useChosenPictureState, usePage, useTold } from '../../state/react.ts';
import { runOfShown, type Shown } from './shown.ts';

/** The picture of one's own, where it is the one that goes in. */
export const useOwnIn = (): Extract<ChosenPicture, { readonly kind: 'own' }> | undefined =>
  useChosenPictureState(({ picture }) => (picture.kind === 'own' ? picture : undefined));

export interface ChosenShares {
  readonly shares: readonly number[];
  /** Whether they are of the network before a block was switched. */
  readonly behind: boolean;
}

/** Probabilities by class; undefined while a sample is in, before the first answer, and where the answer is another network's than is shown. */
export function useChosenShares(shown: Shown): ChosenShares | undefined {
  const facts = datasetOf(shown.config);
  const { name, classes } = facts;
  const picture = useChosenPictureState((state) => state.picture);
  const runId = usePage((state) => runOfShown(state)?.id);
  const question = useMemo<Question | undefined>(() => {
    const pictures = sampleNumber(picture, facts) === undefined ? picturesOf(picture, facts) : undefined;
    return pictures && { pictures, taps: { mode: 'evaluation' } };
  }, [picture, facts]);
  const { answer, behind = false } = useTold(question);
  return useMemo(() => {
    if (!answer) return undefined;
    const { network } = answer;
    const isShown =
      network.kind === 'run' ? network.runId === runId : network.shipped.config.dataset === name;
    return isShown ? { shares: [...softmaxRows(answer.logits, classes.length)], behind } : undefined;
  }, [answer, behind, runId, name, classes]);
}
