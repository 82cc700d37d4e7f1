/**
 * `npm run ship -- RUN`: makes the network that comes with the page (`public/networks`) of the folder of a run, as `resnet train --out
 * RUN` leaves it: the weights of its best epoch, the frame that they leave, which takes one evaluation, and the manifest that says how they
 * came about.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../src/base/errors.ts';
import { writeWhole } from '../src/base/node/wholeFile.ts';
import { frameOfWeights, openPrepared, withDevice } from '../src/cli/heavy.ts';
import { frameFile } from '../src/formats/frameFile.ts';
import { readStateFile } from '../src/formats/stateFile.ts';
import type { EngineState } from '../src/nn/engine.ts';
import { commandOf } from '../src/training/commandOf.ts';
import { configFromValues, presetOfConfig } from '../src/training/config.ts';
import type { EpochEvent } from '../src/training/events.ts';
import type { Frame } from '../src/training/frames.ts';
import type { RunConfig } from '../src/training/settings.ts';
import {
  mostShippedBytes,
  parseShippedManifest,
  type ShippedManifest,
  shippedFormat,
  shippedManifestName,
  shippedVersion,
} from '../src/training/shippedManifest.ts';

interface Line {
  readonly type: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly device?: { readonly name: string };
}

/** A file as the manifest has it. */
const entryOf = (file: string, bytes: Uint8Array) => ({
  file,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

interface Trained {
  readonly config: RunConfig;
  readonly state: EngineState;
  /** Epochs and steps that the weights have behind them. */
  readonly at: Pick<Frame, 'epoch' | 'step'>;
}

/** What the folder of a run says of its best weights. @throws Error with one sentence where it holds no such run. */
export function trainedIn(run: string) {
  const lines = readFileSync(join(run, 'log.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const start = lines.findLast(({ type }) => type === 'start');
  const epochs = lines.filter((line): line is Line & EpochEvent => line.type === 'epoch');
  const weights = readFileSync(join(run, 'best.safetensors'));
  const state = readStateFile(weights);
  const best = epochs.find(({ step }) => step === state.steps);
  if (!start?.config || !best)
    throw new Error(`The log of ${run} does not tell of step ${state.steps}, which its best weights are of.`);
  return {
    config: configFromValues(start.config),
    device: start.device?.name ?? '',
    epochs,
    best,
    weights,
    state,
  };
}

/**
 * @param frameOf Makes the frame of the weights.
 * @throws Error with one sentence where a folder holds no such run, or its network is too large.
 */
export async function shipNetwork(
  run: string,
  target: string,
  frameOf: (trained: Trained) => Promise<Frame>,
): Promise<ShippedManifest> {
  const { config, device, epochs, best, weights, state } = trainedIn(run);
  const { steps } = state;
  const tooLarge = (bytes: number) =>
    new Error(`The network has ${bytes} bytes, but ${mostShippedBytes} may come with the page.`);
  if (weights.length > mostShippedBytes) throw tooLarge(weights.length);
  const frame = frameFile(await frameOf({ config, state, at: { epoch: best.epoch, step: steps } }));
  if (weights.length + frame.length > mostShippedBytes) throw tooLarge(weights.length + frame.length);
  const name = `${presetOfConfig(config) ?? 'network'}-${config.dataset}`;
  const manifest: ShippedManifest = {
    format: shippedFormat,
    version: shippedVersion,
    network: {
      config,
      command: commandOf(config),
      device,
      epochs: epochs.map(({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy }) => ({
        epoch,
        trainLoss,
        trainAccuracy,
        testLoss,
        testAccuracy,
      })),
      best: best.epoch,
      steps,
    },
    weights: entryOf(`${name}.safetensors`, weights),
    frame: entryOf(`${name}-frame.safetensors`, frame),
  };
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`);
  // What the page would refuse is not shipped.
  parseShippedManifest(text);
  writeWhole(join(target, manifest.weights.file), weights);
  writeWhole(join(target, manifest.frame.file), frame);
  writeWhole(join(target, shippedManifestName), text);
  return manifest;
}

/** On the device that there is. The numbers of test pictures count up on stderr. */
const frameOnDevice = (trained: Trained): Promise<Frame> =>
  withDevice({ tell: console.error }, ({ info }) =>
    frameOfWeights({
      ...trained,
      device: info,
      openData: openPrepared,
      onProgress: (done, total) => {
        if (process.stderr.isTTY || done === total)
          process.stderr.write(`\r${done} of ${total} test pictures${done === total ? '\n' : ''}`);
      },
    }),
  );

if (process.argv[1]?.endsWith('shipNetwork.ts')) {
  const [run, target = 'public/networks'] = process.argv.slice(2);
  try {
    if (run === undefined) throw new Error('Name the folder of a run: npm run ship -- RUN.');
    const { network, weights, frame } = await shipNetwork(run, target, frameOnDevice);
    for (const { file, bytes } of [weights, frame]) console.log(`${join(target, file)}: ${bytes} bytes.`);
    console.log(
      `Together ${weights.bytes + frame.bytes} of at most ${mostShippedBytes} bytes: epoch ${network.best} of "${network.command}".`,
    );
  } catch (error) {
    console.error(`${reasonOf(error)}.`);
    process.exitCode = 1;
  }
}
