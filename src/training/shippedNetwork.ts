/**
 * The network that comes with the page, trained by this project, so that there is one to ask before a person has trained any: its
 * manifest, which says how it was trained, which file holds its weights and which the frame that it leaves. It comes over the network
 * and is read as untrusted input.
 */
import * as v from 'valibot';
import { InternalError } from '../base/errors.ts';
import { parseStrictJson } from '../base/json.ts';
import { ProblemError } from '../problems/index.ts';
import type { EpochEvent } from './events.ts';
import { count, listOf, positive, real, runConfig, text } from './schemas.ts';
import type { RunConfig } from './settings.ts';

export const shippedFormat = 'resnet-playground-network';
export const shippedVersion = 1;

/** Folder beside the page in which it lies, and the manifest there. */
export const shippedFolder = 'networks';
export const shippedManifestName = 'manifest.json';

/** Bytes at most: of weights and frame together, and of the manifest, so that a wrong page behind its address is not read to its end. */
export const mostShippedBytes = 2_000_000;
/** About as many they have, so that it can be said before a byte is loaded. */
export const shippedBytes = 1_250_000;
export const mostManifestBytes = 100_000;

/** What is told of an epoch of its training. */
type ShippedEpoch = Pick<EpochEvent, 'epoch' | 'trainLoss' | 'trainAccuracy' | 'testLoss' | 'testAccuracy'>;

/** How it was trained: what the page tells of it. */
export interface ShippedNetwork {
  readonly config: RunConfig;
  /** The command that trains it again. */
  readonly command: string;
  /** The name of what it was trained on. */
  readonly device: string;
  readonly epochs: readonly ShippedEpoch[];
  /** The epoch whose weights these are: the first of the best by test accuracy. */
  readonly best: number;
  /** Training steps that the weights have behind them. */
  readonly steps: number;
}

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

/** Share of the test pictures that it tells rightly. */
export const shippedAccuracy = ({ epochs, best }: ShippedNetwork): number =>
  epochs.find(({ epoch }) => epoch === best)?.testAccuracy ?? Number.NaN;

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
