/** Training on pictures of one's own needs them: an address may name a set whose pictures another browser has. */
import { type DatasetName, isOwnName, type OwnName } from '../../data/sets/index.ts';
import type { Overlay } from './overlay.ts';

/** Whether this browser has the pictures of an own set. Where that cannot be told, the trainer will say what is amiss. */
export const keepsPictures = (set: OwnName): Promise<boolean> =>
  import('./browserOwnSets.ts').then(
    ({ ownSets }) => ownSets().actions.has(set),
    () => true,
  );

/** Goes on where the pictures are here, and else says which are needed, before there is a run that fails for want of them. */
export function withPictures(
  dataset: DatasetName,
  overlay: Pick<Overlay['actions'], 'say'>,
  go: () => void,
  keeps = keepsPictures,
): void {
  if (isOwnName(dataset))
    void keeps(dataset).then((kept) => (kept ? go() : overlay.say({ kind: 'pictures-missing', dataset })));
  else go();
}
