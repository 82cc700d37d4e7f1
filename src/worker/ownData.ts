/** Own sets as the trainer opens them: from this browser, all at once. */
import { memoryDataset } from '../data/memoryDataset.ts';
import type { Dataset } from '../data/pictures.ts';
import { rememberFacts } from '../data/sets/index.ts';
import { imagesPerShard } from '../data/sprite.ts';
import { rememberFactsOf } from '../storage/ownSets/keptFacts.ts';
import type { OwnSets } from '../storage/ownSets/ownSets.ts';
import type { DataRequest } from '../trainer/openRun.ts';

/** @throws ProblemError where its pictures are not here. */
export async function openOwnData(
  sets: Pick<OwnSets, 'open'>,
  { dataset, seed, trainImages, testImages, signal, onProgress }: DataRequest,
): Promise<Dataset> {
  const parts = Math.ceil(trainImages / imagesPerShard) + Math.ceil(testImages / imagesPerShard);
  onProgress?.(0, parts);
  // Whoever only asks a network has nothing to train.
  const set = await sets.open(dataset, trainImages === 0 ? ['test'] : undefined);
  signal?.throwIfAborted();
  rememberFacts(set.facts);
  onProgress?.(parts, parts);
  return memoryDataset(set, { seed, trainImages, testImages });
}

/** Knows what there is to know of the data set that a command names, before it is obeyed. */
export async function rememberNamed(command: unknown): Promise<void> {
  const { dataset, config } = (command ?? {}) as { dataset?: unknown; config?: { dataset?: unknown } };
  await rememberFactsOf([dataset, config?.dataset].filter((name) => typeof name === 'string'));
}
