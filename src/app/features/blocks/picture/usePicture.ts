/** The picture that the page looks at, as a view of one picture needs it. */
import { useMemo } from 'react';
import { datasetOf } from '../../../../training/config.ts';
import type { Pictures } from '../../../../training/questions.ts';
import type { RunConfig } from '../../../../training/settings.ts';
import { picturesOf, sampleNumber } from '../../../state/chosenPicture.ts';
import { useChosenPictureState } from '../../../state/react.ts';
import { useLabels, usePictures } from '../../../state/reactFrames.ts';

interface ShownPicture {
  /** For a question about it; undefined where the data set has no such picture. */
  readonly pictures: Pictures | undefined;
  /** Undefined while they are loaded. */
  readonly pixels: Uint8Array | undefined;
  /** Its class; undefined of a person's own, and while it is not known. */
  readonly label: number | undefined;
}

const none: readonly number[] = [];

export function usePicture(config: RunConfig): ShownPicture {
  const facts = datasetOf(config);
  const picture = useChosenPictureState((state) => state.picture);
  const pictures = useMemo(() => picturesOf(picture, facts), [picture, facts]);
  const index = pictures?.kind === 'test' ? pictures.indices[0] : undefined;
  const numbers = useMemo(() => (index === undefined ? none : [index]), [index]);
  const [stored] = usePictures(config.dataset, numbers);
  const labels = useLabels(config.dataset);
  const pixels = pictures?.kind === 'pixels' ? pictures.images : stored;
  const sample = facts.samples[sampleNumber(picture, facts) ?? -1];
  const label = sample?.label ?? (index === undefined ? undefined : labels?.[index]);
  return { pictures, pixels, label };
}
