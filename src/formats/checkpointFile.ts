/** A checkpoint as one safetensors file: tensors as tensors, all else as JSON in its metadata. */
import * as v from 'valibot';
import { parseStrictJson } from '../base/json.ts';
import { onOneLine, quoted } from '../base/text.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { readStateFile, type StoredState, stateFile } from '../formats/stateFile.ts';
import { configFrom, formatSetting, SettingError } from '../training/config.ts';
import { type RunConfig, settingKeys } from '../training/settings.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Where the metadata of a file keeps the run, as JSON. */
export const runKey = 'resnet-playground-run';
/** The run, its list of epochs, one of them. */
const deepestRun = 3;

/** A file that no run can go on from. The message is one sentence. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}

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
  return stateFile(state, { ...modelMetadata(config), [runKey]: JSON.stringify(run) });
}

function readConfig(texts: Readonly<Record<string, string>>): RunConfig {
  try {
    return configFrom(texts);
  } catch (error) {
    if (error instanceof SettingError) {
      throw new CheckpointError(
        `The run in this checkpoint has a wrong setting: ${onOneLine(error.message)}`,
      );
    }
    throw error;
  }
}

/** The run in a file that is read already. @throws CheckpointError with one sentence when there is none to go on with. */
export function checkpointOf({ metadata, ...state }: StoredState): Checkpoint {
  const text = metadata[runKey];
  if (text === undefined)
    throw new CheckpointError('This file holds weights, but not the run that they belong to.');
  let json: unknown;
  try {
    json = parseStrictJson(text, deepestRun);
  } catch {
    throw new CheckpointError('The run in this checkpoint cannot be read: it is not proper JSON.');
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const [issue] = result.issues;
    const where = quoted(v.getDotPath(issue) ?? '?');
    throw new CheckpointError(
      `The run in this checkpoint is not right at ${where}: ${onOneLine(issue.message)}.`,
    );
  }
  const { config, position, epochs } = result.output;
  return { config: readConfig(config), position, epochs, state };
}

/** @throws CheckpointError or SafetensorsError with one sentence when this is not a whole checkpoint. */
export const readCheckpointFile = (bytes: Uint8Array): Checkpoint => checkpointOf(readStateFile(bytes));
