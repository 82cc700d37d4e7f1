/** Specs for tests: `makeSpec` of the model, for the pictures and classes of CIFAR-10 where a test names no others. */
import { makeSpec as make, type PresetName, type PresetShape } from '../src/model/presets.ts';
import type { ModelSpec } from '../src/model/spec.ts';
import { datasetOf, inputOf } from '../src/training/config.ts';

const input = inputOf(datasetOf({ dataset: 'cifar10' }));

export const makeSpec = (shape: PresetName | PresetShape, rest: Partial<ModelSpec> = {}): ModelSpec =>
  make(shape, { ...input, ...rest });
