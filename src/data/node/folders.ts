/** Where prepared data lies on disk, seen from this file. */
import { fileURLToPath } from 'node:url';
import type { DatasetName } from '../sets/index.ts';

/** The prepared files of a data set: what Vite serves and copies as it is. */
export const preparedFolder = (dataset: DatasetName): string =>
  fileURLToPath(new URL(`../../../public/${dataset}`, import.meta.url));
