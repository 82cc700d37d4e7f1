/** The `--weights FILE` of a command: read it, and say which network it belongs to. */
import { messageOf } from '../base/errors.ts';
import { describeSpec, fits } from '../formats/inferSpecs.ts';
import { modelKeys } from '../formats/modelMetadata.ts';
import { outlineOf, readStateFile, type StoredState } from '../formats/stateFile.ts';
import { misfit, refuseUnknown, summarise } from '../formats/stateSummary.ts';
import { sentenceOf } from '../problems/index.ts';
import { datasetOf, formatSetting, specOf, withNetwork, withSetting } from '../training/config.ts';
import { namedKeys, type RunConfig } from '../training/settings.ts';
import { GivenFileError, readGivenFile } from './givenFile.ts';
import { type ExtraOptions, type Options, UsageError } from './options.ts';

export const weightsOption = {
  kind: 'text',
  value: 'FILE',
  help: 'Weights as safetensors. The file tells its network; the model need be given only where its tensors leave a choice.',
} as const;

export type StoredWeights = StoredState;

/**
 * @param command names itself in the sentence.
 * @throws UsageError or Error with one sentence when there is no such file or it holds no weights.
 */
export async function readWeights(command: string, path: string | undefined): Promise<StoredWeights> {
  if (path === undefined) throw new UsageError(`${command} needs --weights FILE, such as last.safetensors.`);
  try {
    return readStateFile(
      await readGivenFile('weights file', path, (header) => refuseUnknown(outlineOf(header))),
    );
  } catch (error) {
    if (error instanceof GivenFileError) throw error;
    throw new Error(`${path}: ${messageOf(error)}`);
  }
}

/** Whether a config has the network that the flags ask for, as far as they ask. */
export const agrees = (stored: RunConfig, { config, given }: Options<ExtraOptions>): boolean =>
  modelKeys.every((key) => {
    const asked = given.has(key) || (given.has('model') && namedKeys.includes(key));
    return !asked || formatSetting(key, stored[key]) === formatSetting(key, config[key]);
  });

/**
 * The config with the data set and the network of the flags where they name one that fits, else with that of the file: by
 * its metadata, or by the shapes of its tensors.
 * @throws UsageError with one sentence when the file holds another network, or may hold several.
 */
export function configFor<X extends ExtraOptions>(stored: StoredWeights, options: Options<X>): RunConfig {
  const { given } = options;
  const summary = summarise(stored);
  const config = given.has('dataset')
    ? options.config
    : withSetting(options.config, 'dataset', summary.dataset);
  const flags = given.has('model') || modelKeys.some((key) => given.has(key));
  if (flags && fits(specOf(config), stored.weights)) return config;

  const held = summary.candidates.map((spec) => withNetwork(config, spec));
  const [match, another] = held.filter((candidate) => agrees(candidate, options));
  if (match && another) {
    const names = summary.candidates.map(describeSpec).join(' or ');
    throw new UsageError(`This file may hold ${names}: say which with --shortcut.`);
  }
  const [spec] = summary.candidates;
  const { title, classes } = datasetOf(config);
  if (spec && spec.classes !== classes.length) {
    throw new UsageError(
      `This file holds a network of ${spec.classes} classes, but ${title} has ${classes.length}: choose another file.`,
    );
  }
  if (match) return match;
  const problem = misfit(summary, stored.weights, specOf(config));
  throw new UsageError(problem ? sentenceOf(problem) : 'This file holds no network that can be used.');
}
