/**
 * `npm run ship -- RUN`: makes the network that comes with the page (`public/networks`) of the folder of a run, as `resnet train --out
 * RUN` leaves it: the weights of its best epoch, and the manifest that says how they came about.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../src/base/errors.ts';
import { writeWhole } from '../src/base/node/wholeFile.ts';
import { readStateFile } from '../src/formats/stateFile.ts';
import { configFromValues, configToQuery, presetOfConfig } from '../src/training/config.ts';
import type { EpochEvent } from '../src/training/events.ts';
import type { RunConfig } from '../src/training/settings.ts';
import {
  mostShippedBytes,
  parseShippedManifest,
  type ShippedManifest,
  shippedFormat,
  shippedManifestName,
  shippedVersion,
} from '../src/training/shippedNetwork.ts';

/** The command that trains a config's network again. */
export function commandOf(config: RunConfig): string {
  const flags = Object.entries({ model: presetOfConfig(config) ?? '', ...configToQuery(config) });
  const texts = flags.map(([flag, text]) => {
    if (text === 'true') return `--${flag}`;
    return text === 'false' ? `--no-${flag}` : `--${flag} ${text}`;
  });
  return ['npx resnet train', ...texts.filter((text) => text !== '--model ')].join(' ');
}

interface Line {
  readonly type: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly device?: { readonly name: string };
}

/** @throws Error with one sentence where a folder holds no such run, or its network is too large. */
export function shipNetwork(run: string, target: string): ShippedManifest {
  const lines = readFileSync(join(run, 'log.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const start = lines.findLast(({ type }) => type === 'start');
  const epochs = lines.filter((line): line is Line & EpochEvent => line.type === 'epoch');
  const weights = readFileSync(join(run, 'best.safetensors'));
  const { steps } = readStateFile(weights);
  const best = epochs.find(({ step }) => step === steps);
  if (!start?.config || !best)
    throw new Error(`The log of ${run} does not tell of step ${steps}, which its best weights are of.`);
  if (weights.length > mostShippedBytes)
    throw new Error(
      `The network has ${weights.length} bytes, but ${mostShippedBytes} may come with the page.`,
    );
  const config = configFromValues(start.config);
  const manifest: ShippedManifest = {
    format: shippedFormat,
    version: shippedVersion,
    config,
    command: commandOf(config),
    device: start.device?.name ?? '',
    epochs: epochs.map(({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy }) => ({
      epoch,
      trainLoss,
      trainAccuracy,
      testLoss,
      testAccuracy,
    })),
    best: best.epoch,
    steps,
    file: `${presetOfConfig(config) ?? 'network'}-${config.dataset}.safetensors`,
    bytes: weights.length,
    sha256: createHash('sha256').update(weights).digest('hex'),
  };
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`);
  // What the page would refuse is not shipped.
  parseShippedManifest(text);
  writeWhole(join(target, manifest.file), weights);
  writeWhole(join(target, shippedManifestName), text);
  return manifest;
}

if (process.argv[1]?.endsWith('shipNetwork.ts')) {
  const [run] = process.argv.slice(2);
  try {
    if (run === undefined) throw new Error('Name the folder of a run: npm run ship -- RUN.');
    const { file, bytes, best, command } = shipNetwork(run, 'public/networks');
    console.log(`public/networks/${file}: ${bytes} bytes, epoch ${best} of "${command}".`);
  } catch (error) {
    console.error(`${reasonOf(error)}.`);
    process.exitCode = 1;
  }
}
