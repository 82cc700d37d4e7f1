/** Pictures as numbers in one array, with a label each in another: what most files of numbers come down to. */
import type { Brought, FoundPicture, Pixels } from './found.ts';
import { OwnDataError } from './ownDataError.ts';

export interface LabelledPictures {
  /** Of the file that they lie in. */
  readonly name: string;
  readonly split: Brought;
  readonly count: number;
  readonly labels: readonly (number | string)[];
  read(index: number): Pixels;
}

/** @param classes Names by class number, where the data has them. @throws OwnDataError where there are not as many labels as pictures. */
export function labelledPictures(
  { name, split, count, labels, read }: LabelledPictures,
  classes?: readonly string[],
): FoundPicture[] {
  if (labels.length !== count)
    throw new OwnDataError({ kind: 'counts-differ', name, pictures: count, labels: labels.length });
  return labels.map((label, i) => ({
    name: `${name}, ${i + 1}`,
    label: (typeof label === 'number' ? classes?.[label] : undefined) ?? String(label),
    split,
    read: async () => ({ pixels: read(i) }),
  }));
}
