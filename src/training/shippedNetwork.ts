/**
 * The network that comes with the page, trained by this project, so that there is one to ask before a person has trained any: its
 * manifest, which says how it was trained and which file holds its weights. It comes over the network and is read as untrusted input.
 */
import * as v from 'valibot';
import { InternalError } from '../base/errors.ts';
import { parseStrictJson } from '../base/json.ts';
import { ProblemError } from '../problems/index.ts';
import { count, listOf, positive, real, runConfig, text } from './schemas.ts';

export const shippedFormat = 'resnet-playground-network';
export const shippedVersion = 1;

/** Bytes at most: of the weights, and of the manifest, so that a wrong page behind its address is not read to its end. */
export const mostShippedBytes = 2_000_000;
export const mostManifestBytes = 100_000;

/** What is told of an epoch of its training. */
const epoch = v.object({
  epoch: positive,
  trainLoss: real,
  trainAccuracy: real,
  testLoss: real,
  testAccuracy: real,
});

/** How it was trained: what the page tells of it. */
const entries = {
  config: runConfig,
  /** The command that trains it again. */
  command: text(1000),
  /** The name of what it was trained on. */
  device: text(1000),
  epochs: v.pipe(listOf(epoch, 1000), v.minLength(1)),
  /** The epoch whose weights these are: the first of the best by test accuracy. */
  best: positive,
  /** Training steps that the weights have behind them. */
  steps: count,
};
export const shippedNetwork = v.pipe(
  v.object(entries),
  v.check(
    ({ epochs, best }) => epochs.some((told) => told.epoch === best),
    'The best epoch is not among them.',
  ),
);
export type ShippedNetwork = Readonly<v.InferOutput<typeof shippedNetwork>>;

const manifest = v.intersect([
  shippedNetwork,
  v.object({
    format: v.literal(shippedFormat),
    version: v.literal(shippedVersion),
    /** A plain name: nothing that could lead out of the folder. */
    file: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*\.safetensors$/)),
    bytes: v.pipe(positive, v.maxValue(mostShippedBytes)),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
]);
export type ShippedManifest = v.InferOutput<typeof manifest>;

/** The manifest, its config or an epoch. */
const deepest = 4;

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
