/** The real data for tests, prepared if it is not yet. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, manifestName, parseManifest } from '../../src/data/manifest.ts';
import { buildShards } from '../../src/data/node/buildShards.ts';
import { preparedFolder } from '../../src/data/node/folders.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { originalFolder, originalIn } from '../../src/data/sets/cifar10/original.ts';

const target = preparedFolder('cifar10');
const readManifest = async () => parseManifest(await readFile(join(target, manifestName)), cifar10);

/** Whether every file is there in its size. Their bytes are held to the originals once, in prepare.test.ts. */
async function isThere(manifest: Manifest): Promise<boolean> {
  const files = [manifest.train, manifest.test].flatMap(({ labels, shards }) => [labels, ...shards]);
  const sizes = await Promise.all(files.map(({ file }) => stat(join(target, file)).then(({ size }) => size)));
  return files.every(({ bytes }, i) => sizes[i] === bytes);
}

export async function preparedManifest(): Promise<Manifest> {
  const found = await readManifest().catch(() => undefined);
  if (found && (await isThere(found).catch(() => false))) return found;
  await buildShards({ facts: cifar10, original: () => originalIn(originalFolder()), target });
  return readManifest();
}
