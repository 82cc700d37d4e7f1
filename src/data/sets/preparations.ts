/** How each data set is prepared, by name. Node only: page and worker read what `prepare` made. */
import { cifar10Preparation } from './cifar10/original.ts';
import type { DatasetName } from './index.ts';
import type { Preparation } from './original.ts';

export const preparations: Readonly<Record<DatasetName, Preparation>> = { cifar10: cifar10Preparation };
