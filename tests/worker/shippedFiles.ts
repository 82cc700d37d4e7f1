/** The files of a network that comes with the page, made up of its parts, and a source that a worker reads them from. */
import { sha256Hex } from '../../src/base/sha256.ts';
import { LoadError } from '../../src/data/dataError.ts';
import type { ShardSource } from '../../src/data/shardSource.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { shippedFormat, shippedManifestName, shippedVersion } from '../../src/training/shippedManifest.ts';

export interface ShippedFiles {
  readonly config: RunConfig;
  readonly weights: Uint8Array;
  readonly frame: Uint8Array;
}

const epoch = { epoch: 1, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1.1, testAccuracy: 0.4 };
const entry = async (file: string, bytes: Uint8Array) => ({
  file,
  bytes: bytes.length,
  sha256: await sha256Hex(bytes),
});

/** The manifest as it should be. */
const manifestOf = async ({ config, weights, frame }: ShippedFiles) => ({
  format: shippedFormat,
  version: shippedVersion,
  network: { config, command: 'resnet train', device: 'x', epochs: [epoch], best: 1, steps: 3 },
  weights: await entry('tiny.safetensors', weights),
  frame: await entry('tiny-frame.safetensors', frame),
});

/** A source that has no more than these, by name; an error is thrown. Names that are read are noted down. */
export function sourceOf(files: ReadonlyMap<string, Uint8Array | Error>) {
  const read: string[] = [];
  const get = async (name: string) => {
    read.push(name);
    const found = files.get(name) ?? new LoadError({ kind: 'refused', status: 404 });
    if (found instanceof Error) throw found;
    return found;
  };
  const source: ShardSource = {
    tries: 1,
    place: 'server',
    manifest: () => get(shippedManifestName),
    file: ({ file }) => get(file),
  };
  return { source, read };
}

/** All of them by name. */
export async function filesOf(parts: ShippedFiles): Promise<Map<string, Uint8Array | Error>> {
  const manifest = new TextEncoder().encode(JSON.stringify(await manifestOf(parts)));
  return new Map([
    [shippedManifestName, manifest],
    ['tiny.safetensors', parts.weights],
    ['tiny-frame.safetensors', parts.frame],
  ]);
}
