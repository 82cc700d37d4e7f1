/**
 * A checkpoint as one safetensors file: tensors as tensors, all else as JSON in its metadata. Format 1, which has no number,
 * lists its epochs as objects and has no checksum; format 2 lists them as columns and is refused without one.
 */
import * as v from 'valibot';
import { parseStrictJson } from '../base/json.ts';
import { isOwnName } from '../data/sets/index.ts';
import { datasetOfWeights, modelMetadata } from '../formats/modelMetadata.ts';
import { readStateFile, type StoredState, stateFile } from '../formats/stateFile.ts';
import type { ChosenKernels } from '../nn/engine.ts';
import type { FileProblem } from '../problems/files.ts';
import { ProblemError } from '../problems/index.ts';
import { configFrom, formatSetting, SettingError } from '../training/config.ts';
import type { EpochEvent } from '../training/events.ts';
import { amount, backend, count } from '../training/schemas.ts';
import { type RunConfig, settingKeys, settings } from '../training/settings.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Where the metadata of a file keeps the run, as JSON. */
export const runKey = 'resnet-playground-run';
/** Raise it when an earlier version could not read what is written, and keep reading what it wrote. */
const format = 2;
/** The run, its list of epochs, one of them; or its columns, one of them. */
const deepestRun = 3;

/** A file that no run can go on from. */
export class CheckpointError extends ProblemError<FileProblem> {
  override name = 'CheckpointError';
}

/** Anything but a power of two would round gradients. */
const scale = v.pipe(
  v.number(),
  v.check((x) => x >= 1 && x <= 2 ** 24 && Number.isInteger(Math.log2(x)), 'It must be a power of two.'),
);

const epochNumbers = {
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
} as const satisfies { readonly [key in Exclude<keyof EpochEvent, 'type'>]: v.GenericSchema<number> };
type EpochNumber = keyof typeof epochNumbers;
const epochKeys = Object.keys(epochNumbers) as EpochNumber[];
type Columns = Record<EpochNumber, number[]>;

const columnsOf = (epochs: readonly EpochEvent[]): Columns =>
  Object.fromEntries(epochKeys.map((key) => [key, epochs.map((epoch) => epoch[key])])) as unknown as Columns;

const epochsOf = (columns: Columns): EpochEvent[] =>
  columns.epoch.map((_, i) => {
    const numbers = Object.fromEntries(epochKeys.map((key) => [key, columns[key][i]]));
    return { type: 'epoch', ...(numbers as Record<EpochNumber, number>) };
  });

const columns = v.pipe(
  v.object(
    v.entriesFromList(epochKeys, v.array(amount)) as {
      [key in EpochNumber]: v.ArraySchema<typeof amount, undefined>;
    },
  ),
  v.check(
    (all) => epochKeys.every((key) => all[key].length === all.epoch.length),
    'Its columns differ in length.',
  ),
  v.transform(epochsOf),
  v.array(v.object({ type: v.literal('epoch'), ...epochNumbers })),
);

const shared = {
  config: v.record(v.string(), v.string()),
  position: v.object({
    step: count,
    epoch: count,
    totals: v.object({ loss: amount, correct: count, images: count }),
    seconds: amount,
    trainSeconds: amount,
  }),
  lossScaling: v.optional(v.object({ scale, steady: count })),
  missed: v.exactOptional(v.pipe(v.array(count), v.maxLength(settings.freeze.max))),
};

/** Kernels repeat from pass to pass: each is written once, and passes have its place in the list. */
function packedKernels(kernels: ChosenKernels) {
  const list = [...new Set(Object.values(kernels))];
  const passes = Object.entries(kernels).map(([pass, kernel]) => [pass, list.indexOf(kernel)] as const);
  return { list, passes: Object.fromEntries(passes) };
}

const kernels = v.pipe(
  v.object({ list: v.array(v.string()), passes: v.record(v.string(), count) }),
  v.check(({ list, passes }) => Object.values(passes).every((i) => i < list.length), 'A kernel is missing.'),
  v.transform(
    ({ list, passes }): ChosenKernels =>
      Object.fromEntries(Object.entries(passes).map(([pass, i]) => [pass, list[i] ?? ''])),
  ),
);

const schemas = {
  1: v.object({ ...shared, epochs: v.array(v.object({ type: v.literal('epoch'), ...epochNumbers })) }),
  2: v.object({
    ...shared,
    epochs: columns,
    device: v.exactOptional(v.object({ backend, name: v.string() })),
    kernels: v.exactOptional(kernels),
  }),
};

/** Every setting as text by name: what `configFrom` reads back. */
export const configTexts = (config: RunConfig): Record<string, string> =>
  Object.fromEntries(settingKeys.map((key) => [key, formatSetting(key, config[key])]));

export function checkpointFile(checkpoint: Checkpoint): Uint8Array {
  const { config, position, epochs, state, device, kernels: chosen } = checkpoint;
  const run = {
    format,
    config: configTexts(config),
    position,
    epochs: columnsOf(epochs),
    lossScaling: state.lossScaling,
    missed: state.missed,
    device: device && { backend: device.backend, name: device.name },
    kernels: chosen && packedKernels(chosen),
  };
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

/** The format of a run. @throws CheckpointError where it is none, or a later one. */
function formatOf(run: unknown): keyof typeof schemas {
  const number = typeof run === 'object' && run !== null && 'format' in run ? run.format : 1;
  if (number === 1 || number === 2) return number;
  if (Number.isSafeInteger(number) && (number as number) > format)
    throw new CheckpointError({ kind: 'run-newer', format: number as number, known: format });
  const why = { kind: 'text', text: 'It is the number of no format.' } as const;
  throw new CheckpointError({ kind: 'run-not-right', at: 'format', why });
}

/** What a file says of its run, beside the tensors. */
export type StoredRun = Omit<Checkpoint, 'state'> & Pick<Checkpoint['state'], 'lossScaling' | 'missed'>;

/** @param sealed Whether the file is known to be as it was written. @throws CheckpointError when there is no run to go on with. */
export function runOf(metadata: Readonly<Record<string, string>>, sealed: boolean): StoredRun {
  const text = metadata[runKey];
  if (text === undefined) throw new CheckpointError({ kind: 'no-run' });
  let json: unknown;
  try {
    json = parseStrictJson(text, deepestRun);
  } catch {
    throw new CheckpointError({ kind: 'run-not-json' });
  }
  const written = formatOf(json);
  if (written > 1 && !sealed) throw new CheckpointError({ kind: 'run-unsealed' });
  const result = v.safeParse(schemas[written], json);
  if (!result.success) {
    const [issue] = result.issues;
    const why = { kind: 'text', text: issue.message } as const;
    throw new CheckpointError({ kind: 'run-not-right', at: v.getDotPath(issue) ?? '?', why });
  }
  const { config: texts, ...run } = result.output;
  const config = readConfig(texts);
  // Of an own set the file says more than its name, which then is that of another.
  if (isOwnName(config.dataset) && datasetOfWeights(metadata) !== config.dataset) {
    const why = { kind: 'text', text: 'The weights are of another data set.' } as const;
    throw new CheckpointError({ kind: 'run-not-right', at: 'config.dataset', why });
  }
  return { ...run, config };
}

/** The run in a file that is read already. @throws CheckpointError when there is none to go on with. */
export function checkpointOf({ metadata, sealed, ...state }: StoredState): Checkpoint {
  const { lossScaling, missed, ...run } = runOf(metadata, sealed);
  return { ...run, state: { ...state, ...(lossScaling && { lossScaling }), ...(missed && { missed }) } };
}

/** @throws CheckpointError or SafetensorsError when this is not a whole checkpoint. */
export const readCheckpointFile = (bytes: Uint8Array): Checkpoint => checkpointOf(readStateFile(bytes));
