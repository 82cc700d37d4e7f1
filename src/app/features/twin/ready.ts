/** The ready experiment: a deep, narrow network on few pictures, whose plain twin falls behind within minutes. Pure. */
import type { RunConfig } from '../../../training/settings.ts';

/** Measured in docs/RESULTS.md, three seeds each. */
const readyExperiment = {
  blocks: [9, 9, 9],
  width: 4,
  block: 'basic',
  stem: 'cifar',
  shortcut: 'identity',
  trainImages: 1000,
  testImages: 500,
  batchSize: 50,
  epochs: 15,
  augment: [],
} as const satisfies Partial<RunConfig>;

export const readyConfig = (defaults: RunConfig, norm: RunConfig['norm']): RunConfig => ({
  ...defaults,
  ...readyExperiment,
  norm,
});
