/** What a file of weights holds, for people who are about to use it: its network first of all. */
import { type DatasetName, defaultDataset, factsOf } from '../data/sets/index.ts';
import { elementsOf, parametersOf } from '../model/parameters.ts';
import type { ModelSpec } from '../model/spec.ts';
import { structureOf } from '../model/structure.ts';
import { isAverage } from '../nn/slots.ts';
import { type Problem, ProblemError } from '../problems/index.ts';
import { SettingError, specOf } from '../training/config.ts';
import { fits, type InferredSpecs, inferSpecs, networkName } from './inferSpecs.ts';
import type { Layout } from './layouts.ts';
import { configOfWeights, datasetOfWeights } from './modelMetadata.ts';
import type { StateOutline, StoredState } from './stateFile.ts';

export interface StateSummary extends InferredSpecs {
  /** What the network learned, as far as the metadata tell: files that name none are of the default data set. */
  readonly dataset: DatasetName;
  /** Weights and running statistics; neither counters nor optimizer slots. */
  readonly tensors: number;
  /** Trainable parameters; all values where no network is known. */
  readonly parameters: number;
  /** Steps the optimizer had taken. */
  readonly steps: number;
  /** Whose slots the file holds; undefined for weights alone. */
  readonly optimizer?: 'sgd' | 'adamw';
  readonly metadata: Readonly<Record<string, string>>;
  /** Whose names its tensors had, where they were not ours. */
  readonly layout?: Layout;
}

/** What the metadata says, or undefined where it is not valid: then only the tensors count. */
function understood<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SettingError) return undefined;
    throw error;
  }
}

/** The network that the metadata names, if it names one and its tensors are these. */
function namedSpec({ metadata, weights }: StateOutline): ModelSpec | undefined {
  const config = understood(() => configOfWeights(metadata));
  const spec = config && specOf(config);
  return spec && fits(spec, weights) ? spec : undefined;
}

/** Takes the network from the metadata where it fits the tensors, otherwise from the tensors. */
export function summarise(state: StateOutline): StateSummary {
  const { weights, slots, steps, metadata, layout } = state;
  const named = namedSpec(state);
  const dataset = understood(() => datasetOfWeights(metadata)) ?? defaultDataset;
  const inferred = named ? { candidates: [named] } : inferSpecs(weights, factsOf(dataset).imageSize);
  const [spec] = inferred.candidates;
  const counted = spec ? parametersOf(structureOf(spec)).filter((info) => info.trainable) : weights;
  const slot = slots.find((tensor) => !isAverage(tensor))?.name;
  return {
    ...inferred,
    dataset,
    tensors: weights.length,
    parameters: counted.reduce((sum, { shape }) => sum + elementsOf(shape), 0),
    steps,
    optimizer: slot === undefined ? undefined : slot.startsWith('momentum.') ? 'sgd' : 'adamw',
    metadata,
    layout,
  };
}

/** @throws ProblemError where the tensors are of no network that is known. */
export function refuseUnknown(state: StateOutline): void {
  const { candidates, problem } = summarise(state);
  if (candidates.length === 0 && problem) throw new ProblemError(problem);
}

/** Why a file does not fit the network that somebody chose, or undefined where it does. */
export function misfit(
  { candidates, problem }: InferredSpecs,
  weights: StoredState['weights'],
  chosen: ModelSpec,
): Problem | undefined {
  if (fits(chosen, weights)) return undefined;
  if (candidates.length === 0) return problem;
  return { kind: 'other-network', held: candidates.map(networkName), chosen: networkName(chosen) };
}
