/** What the browser's Cache Storage calls the files of a data set. Apart from what reads them, as the page asks only which are there. */
import type { DatasetName } from '../sets/index.ts';

/** Every data set has a store of its own: one that is not used any more can be deleted as a whole. */
export const cacheName = (dataset: DatasetName): string => `resnet-playground-${dataset}`;
