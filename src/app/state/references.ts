/** Which published results charts can draw beside runs. The results themselves are in `src/training/published.ts`. */
import type { DatasetName } from '../../data/sets/index.ts';
import { noteReference, paperReferences } from '../../training/published.ts';

export { noteReference, paperReferences } from '../../training/published.ts';

/** `note`, or the network whose level of the paper is meant. */
export type ReferenceId = 'note' | (typeof paperReferences.levels)[number]['model'];
export const referenceIds: readonly ReferenceId[] = [
  'note',
  ...paperReferences.levels.map(({ model }) => model),
];

/** Whether a result is of one of these data sets: on other pictures it says nothing. */
export const isReferenceOf = (datasets: ReadonlySet<DatasetName>, id: ReferenceId): boolean =>
  datasets.has((id === 'note' ? noteReference : paperReferences).dataset);
