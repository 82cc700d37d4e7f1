/** Weights of a trained network for other classes than it learned: its classifier is drawn anew, all else stays. Pure. */
import type { Structure } from '../model/structure.ts';
import type { RunConfig } from '../training/settings.ts';
import type { NamedTensor } from './engine.ts';
import { initialWeights } from './init.ts';

export function withNewClassifier(
  weights: readonly NamedTensor[],
  structure: Structure,
  { init, seed }: Pick<RunConfig, 'init' | 'seed'>,
): readonly NamedTensor[] {
  const isOfClassifier = (name: string): boolean => name.startsWith(`${structure.classifier.name}.`);
  return [
    ...weights.filter(({ name }) => !isOfClassifier(name)),
    ...initialWeights(structure, init, seed, false, ({ name }) => isOfClassifier(name)),
  ];
}
