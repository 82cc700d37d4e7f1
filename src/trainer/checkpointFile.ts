/** A checkpoint as one safetensors file: tensors as tensors, all else as JSON in its metadata. */
import * as v from 'valibot';
import { readStateFile, stateFile } from '../formats/stateFile.ts';
import { configFrom, formatSetting } from '../training/config.ts';
import { type RunConfig, settingKeys } from '../training/settings.ts';
import type { Checkpoint } from './checkpoint.ts';

const metadataKey = 'resnet-playground-run';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const schema = v.object({
  config: v.record(v.string(), v.string()),
  position: v.object({
    step: count,
    epoch: count,
    totals: v.object({ loss: amount, correct: count, images: count }),
    seconds: amount,
    trainSeconds: amount,
  }),
  epochs: v.array(
    v.object({
      type: v.literal('epoch'),
      epoch: count,
      epochs: count,
      step: count,
      trainLoss: amount,
      trainAccuracy: amount,
      testLoss: amount,
      testAccuracy: amount,
      learningRate: amount,
      seconds: amount,
      imagesPerSecond: amount,
    }),
  ),
});

/** Every setting as text by name: what `configFrom` reads back. */
export const configTexts = (config: RunConfig): Record<string, string> =>
  Object.fromEntries(settingKeys.map((key) => [key, formatSetting(key, config[key])]));

export function checkpointFile({ config, position, epochs, state }: Checkpoint): Uint8Array {
  const run = { config: configTexts(config), position, epochs };
  return stateFile(state, { [metadataKey]: JSON.stringify(run) });
}

/** @throws Error with one sentence when this is not a whole checkpoint. */
export function readCheckpointFile(bytes: Uint8Array): Checkpoint {
  const { metadata, ...state } = readStateFile(bytes);
  const text = metadata[metadataKey];
  if (text === undefined) throw new Error('This file holds weights, but not the run that they belong to.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('The run in this checkpoint cannot be read: it is not JSON.');
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(
      `The run in this checkpoint is not right at "${v.getDotPath(issue) ?? '?'}": ${issue.message}.`,
    );
  }
  const { config, position, epochs } = result.output;
  return { config: configFrom(config), position, epochs, state };
}
