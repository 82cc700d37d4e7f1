/**
 * The manifest of the network that comes with the page: which file holds its weights and which the frame that it leaves. It comes over
 * the network and is read as untrusted input.
 */
import * as v from 'valibot';
import { InternalError } from '../base/errors.ts';
import { parseStrictJson } from '../base/json.ts';
import { ProblemError } from '../problems/index.ts';
import { count, listOf, positive, real, runConfig, text } from './schemas.ts';

export const shippedFormat = 'resnet-playground-network';
export const shippedVersion = 1;

/** The manifest in the folder. */
export const shippedManifestName = 'manifest.json';

/** Bytes at most: of weights and frame together, and of the manifest, so that a wrong page behind its address is not read to its end. */
export const mostShippedBytes = 2_000_000;
export const mostManifestBytes = 100_000;

const epoch = v.object({
  epoch: positive,
  trainLoss: real,
  trainAccuracy: real,
  testLoss: real,
  testAccuracy: real,
});

export const shippedNetwork = v.pipe(
  v.object({
    config: runConfig,
    command: text(1000),
    device: text(1000),
    epochs: v.pipe(listOf(epoch, 1000), v.minLength(1)),
    best: positive,
    steps: count,
  }),
  v.check(
    ({ epochs, best }) => epochs.some((told) => told.epoch === best),
    'The best epoch is not among them.',
  ),
);

const file = v.object({
  /** A plain name: nothing that could lead out of the folder. */
  file: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*\.safetensors$/)),
  bytes: v.pipe(positive, v.maxValue(mostShippedBytes)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const manifest = v.pipe(
  v.object({
    format: v.literal(shippedFormat),
    version: v.literal(shippedVersion),
    network: shippedNetwork,
    weights: file,
    frame: file,
  }),
  v.check(({ weights, frame }) => weights.bytes + frame.bytes <= mostShippedBytes, 'They are too large.'),
);
export type ShippedManifest = v.InferOutput<typeof manifest>;

/** The manifest, its network, the config or the list of epochs, an epoch. */
const deepest = 5;

/** @throws ProblemError where it is none. */
export function parseShippedManifest(bytes: Uint8Array): ShippedManifest {
  try {
    if (bytes.length > mostManifestBytes) throw new InternalError(`It has ${bytes.length} bytes.`);
    const json = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), deepest);
    return v.parse(manifest, json);
  } catch (error) {
    throw new ProblemError({ kind: 'shipped-unusable' }, { cause: error });
  }
}
