/** The real data for tests, prepared if it is not yet, and single originals to compare it with. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, manifestName, parseManifest } from '../../src/data/manifest.ts';
import { buildCifar10 } from '../../src/data/node/build.ts';
import { originalFolder, preparedFolder } from '../../src/data/node/folders.ts';

export async function preparedManifest(): Promise<Manifest> {
  await buildCifar10({ source: () => originalFolder(), target: preparedFolder });
  return parseManifest(await readFile(join(preparedFolder, manifestName)));
}
