/** The ready experiment: a deep, narrow network on few pictures, whose plain twin falls behind within minutes. Pure. */
import type { RunConfig } from '../../../training/settings.ts';

/** Measured in docs/RESULTS.md, three seeds each. */
const readyExperiment = {
  blocks: [9, 9, 9],
  width: 4,
  block: 'basic',
  stem: 'cifar',
  shortcut: 'identity',
  dataset: 'cifar10',
  trainImages: 2000,
  testImages: 1000,
  batchSize: 64,
  epochs: 10,
} as const satisfies Partial<RunConfig>;

export const readyConfig = (defaults: RunConfig): RunConfig => ({ ...defaults, ...readyExperiment });
