/** The real data for tests, prepared if it is not yet, and single originals to compare it with. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, manifestName, parseManifest } from '../../src/data/manifest.ts';
import { buildShards } from '../../src/data/node/buildShards.ts';
import { preparedFolder } from '../../src/data/node/folders.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { originalFolder, originalIn } from '../../src/data/sets/cifar10/original.ts';

export async function preparedManifest(): Promise<Manifest> {
  const target = preparedFolder('cifar10');
  await buildShards({ facts: cifar10, original: () => originalIn(originalFolder()), target });
  return parseManifest(await readFile(join(target, manifestName)), cifar10);
}
