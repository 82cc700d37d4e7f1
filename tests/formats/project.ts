/** Runs to export as PyTorch projects, and the texts of such a project. */
import { type ProjectInput, pytorchProject } from '../../src/formats/pytorch/project.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

/** Weights by seed, and slots that differ from them and from each other. */
export function stateOf(spec: ModelSpec, config: RunConfig, steps: number): EngineState {
  const weights = initialWeights(structureOf(spec), 'pytorch', 3);
  const prefixes = config.optimizer === 'sgd' ? ['momentum.'] : ['adam_m.', 'adam_v.'];
  const trained = weights.filter(({ name }) => !name.includes('running_'));
  const slots = prefixes.flatMap((prefix, i) =>
    trained.map(({ name, shape, data }) => ({
      name: prefix + name,
      shape,
      data: data.map((x) => (x * x + i) / 8),
    })),
  );
  const averages = weights.map(({ name, shape, data }) => ({
    name: `average.${name}`,
    shape,
    data: data.map((x) => x + 0.25),
  }));
  return { weights, slots: config.ema > 0 ? [...slots, ...averages] : slots, steps };
}

export const epoch: EpochEvent = {
  type: 'epoch',
  epoch: 2,
  epochs: 10,
  step: 782,
  trainLoss: 1.25,
  trainAccuracy: 0.5,
  testLoss: 1.125,
  testAccuracy: 0.625,
  learningRate: 0.0625,
  seconds: 96,
  imagesPerSecond: 1024,
};

export function inputOf(change: Partial<RunConfig> = {}): ProjectInput {
  const config = { ...defaultConfig, ...change };
  const spec = specOf(config);
  const position = { step: 800, epoch: 2, totals: { loss: 2400, correct: 1200, images: 2304 }, seconds: 4 };
  return { spec, config, state: stateOf(spec, config, 800), position, epochs: [epoch] };
}

const decoder = new TextDecoder();

/** The texts of a project by path: all but its tensors. */
export function textsOf(input: ProjectInput): Map<string, string> {
  const files = pytorchProject(input).filter(({ path }) => !path.endsWith('.safetensors'));
  return new Map(files.map(({ path, bytes }) => [path, decoder.decode(bytes)]));
}
