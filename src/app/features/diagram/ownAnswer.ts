/** The picture of one's own, where it is the one that goes in, and what the network says of it. */
import type { ChosenPicture } from '../../state/chosenPicture.ts';
import { useChosenPictureState } from '../../state/react.ts';

export const useOwnIn = (): Extract<ChosenPicture, { readonly kind: 'own' }> | undefined =>
  useChosenPictureState(({ picture }) => (picture.kind === 'own' ? picture : undefined));

/** Probabilities by class; undefined while another picture is in, and before the first answer. */
export function useOwnShares(): readonly number[] | undefined {
  return undefined;
}
