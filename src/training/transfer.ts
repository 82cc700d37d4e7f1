/** What of a trained network a new run can begin with: all of it, or all but its classifier, where that tells other classes apart. Pure. */
import type { DatasetName } from '../data/sets/index.ts';
import { datasetOf } from './config.ts';
import type { RunConfig } from './settings.ts';

/** What a network has learned to tell apart. */
export interface Learned {
  readonly dataset: DatasetName;
  /** How many. */
  readonly classes: number;
}

/** Whether the classes are not those of a config: a classifier of them is of no use then. */
export const otherClasses = (learned: Learned, config: Pick<RunConfig, 'dataset'>): boolean =>
  learned.dataset !== config.dataset || learned.classes !== datasetOf(config).classes.length;
