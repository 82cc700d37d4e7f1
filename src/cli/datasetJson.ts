/** Which pictures a run learns, as the command line says it: by name, and by a hash of their content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestName, parseManifest } from '../data/manifest.ts';
import { preparedFolder } from '../data/node/folders.ts';
import { type DatasetName, factsOf, isReady } from '../data/sets/index.ts';
import { datasetOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';

/** Of a set that was prepared on this machine: of its classes, and of what its manifest says of labels and decoded pixels. */
function preparedHash(name: DatasetName): string | undefined {
  if (!isReady(name)) return undefined;
  try {
    const { classes, train, test } = parseManifest(
      readFileSync(join(preparedFolder(name), manifestName)),
      factsOf(name),
    );
    const content = [train, test].map(({ labels, shards }) => ({
      labels: labels.sha256,
      pixels: shards.map(({ pixelsSha256 }) => pixelsSha256),
    }));
    return createHash('sha256').update(JSON.stringify({ classes, content })).digest('hex');
  } catch {
    // Nobody trains on it then.
    return undefined;
  }
}

export function datasetJson(config: RunConfig) {
  const { name, title, classes, hash, images } = datasetOf(config);
  return { name, title, classes, hash: hash ?? preparedHash(config.dataset) ?? null, ...images };
}
