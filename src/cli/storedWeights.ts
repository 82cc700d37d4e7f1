/** The `--weights FILE` of a command: read it, and say which network it belongs to. */
import { readFileSync } from 'node:fs';
import { readStateFile } from '../formats/stateFile.ts';
import type { EngineState } from '../nn/engine.ts';
import type { RunConfig, SettingKey } from '../training/settings.ts';
import { configOfWeights, modelKeys } from './modelMetadata.ts';
import { type ExtraOptions, type Options, UsageError } from './options.ts';

export const weightsOption = {
  kind: 'text',
  value: 'FILE',
  help: 'Weights as safetensors. A file that train wrote tells its network; for others give the model.',
} as const;

export type StoredWeights = EngineState & { readonly metadata: Readonly<Record<string, string>> };

/**
 * @param command names itself in the sentence.
 * @throws UsageError or Error with one sentence when there is no such file or it holds no weights.
 */
export function readWeights(command: string, path: string | undefined): StoredWeights {
  if (path === undefined) throw new UsageError(`${command} needs --weights FILE, such as last.safetensors.`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new UsageError(`The weights file ${path} cannot be read: is the path right?`);
  }
  try {
    return readStateFile(bytes);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The config with the network of the flags where any is given, else with that of the file. */
export function configFor<X extends ExtraOptions>(
  { metadata }: StoredWeights,
  { config, given }: Options<X>,
): RunConfig {
  const flags = given.has('model') || modelKeys.some((key) => given.has(key));
  const stored = flags ? undefined : configOfWeights(metadata);
  if (!stored) return config;
  const model = Object.fromEntries(modelKeys.map((key: SettingKey) => [key, stored[key]]));
  return { ...config, ...model };
}
