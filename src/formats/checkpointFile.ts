/** A checkpoint as one safetensors file: tensors as tensors, all else as JSON in its metadata. */
import * as v from 'valibot';
import { parseStrictJson } from '../base/json.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { readStateFile, type StoredState, stateFile } from '../formats/stateFile.ts';
import type { FileProblem } from '../problems/files.ts';
import { ProblemError } from '../problems/index.ts';
import { configFrom, formatSetting, SettingError } from '../training/config.ts';
import { type RunConfig, settingKeys } from '../training/settings.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Where the metadata of a file keeps the run, as JSON. */
export const runKey = 'resnet-playground-run';
/** The run, its list of epochs, one of them. */
const deepestRun = 3;

/** A file that no run can go on from. */
export class CheckpointError extends ProblemError<FileProblem> {
  override name = 'CheckpointError';
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Anything but a power of two would round gradients. */
const scale = v.pipe(
  v.number(),
  v.check((x) => x >= 1 && x <= 2 ** 24 && Number.isInteger(Math.log2(x)), 'It must be a power of two.'),
);

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
  lossScaling: v.optional(v.object({ scale, steady: count })),
});

/** Every setting as text by name: what `configFrom` reads back. */
export const configTexts = (config: RunConfig): Record<string, string> =>
  Object.fromEntries(settingKeys.map((key) => [key, formatSetting(key, config[key])]));

export function checkpointFile({ config, position, epochs, state }: Checkpoint): Uint8Array {
  const run = { config: configTexts(config), position, epochs, lossScaling: state.lossScaling };
  return stateFile(state, { ...modelMetadata(config), [runKey]: JSON.stringify(run) });
}

function readConfig(texts: Readonly<Record<string, string>>): RunConfig {
  try {
    return configFrom(texts);
  } catch (error) {
    if (error instanceof SettingError)
      throw new CheckpointError({ kind: 'run-setting', cause: error.problem });
    throw error;
  }
}

/** The run in a file that is read already. @throws CheckpointError when there is none to go on with. */
export function checkpointOf({ metadata, ...state }: StoredState): Checkpoint {
  const text = metadata[runKey];
  if (text === undefined) throw new CheckpointError({ kind: 'no-run' });
  let json: unknown;
  try {
    json = parseStrictJson(text, deepestRun);
  } catch {
    throw new CheckpointError({ kind: 'run-not-json' });
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const [issue] = result.issues;
    const why = { kind: 'text', text: issue.message } as const;
    throw new CheckpointError({ kind: 'run-not-right', at: v.getDotPath(issue) ?? '?', why });
  }
  const { config, position, epochs, lossScaling } = result.output;
  return {
    config: readConfig(config),
    position,
    epochs,
    state: lossScaling ? { ...state, lossScaling } : state,
  };
}

/** @throws CheckpointError or SafetensorsError when this is not a whole checkpoint. */
export const readCheckpointFile = (bytes: Uint8Array): Checkpoint => checkpointOf(readStateFile(bytes));
