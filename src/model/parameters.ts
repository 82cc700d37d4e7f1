/** The table of named tensors a network owns, in the order and layout of the seed note's PyTorch `state_dict`. */
import { convUnits, type Structure } from './structure.ts';

export type ParameterRole = 'conv' | 'gamma' | 'beta' | 'mean' | 'variance' | 'linear' | 'bias';

export interface ParameterInfo {
  /** Such as `layer1.0.features.0.weight`. */
  readonly name: string;
  readonly role: ParameterRole;
  /** PyTorch's layout: OIHW for convolutions, [out, in] for the classifier, [channels] otherwise. */
  readonly shape: readonly number[];
  /** False for running statistics, which no gradient moves. */
  readonly trainable: boolean;
}

/** Every tensor of the network; `num_batches_tracked` is a counter, not a tensor of ours, and is left out. */
export function parametersOf(structure: Structure): ParameterInfo[] {
  const list: ParameterInfo[] = [];
  for (const u of convUnits(structure)) {
    const channels = u.output.channels;
    const vector = (suffix: string, role: ParameterRole, trainable: boolean) =>
      list.push({ name: `${u.norm}.${suffix}`, role, shape: [channels], trainable });
    list.push({
      name: `${u.conv}.weight`,
      role: 'conv',
      shape: [channels, u.input.channels, u.kernel, u.kernel],
      trainable: true,
    });
    vector('weight', 'gamma', true);
    vector('bias', 'beta', true);
    vector('running_mean', 'mean', false);
    vector('running_var', 'variance', false);
  }
  const { name, features, classes } = structure.classifier;
  list.push({ name: `${name}.weight`, role: 'linear', shape: [classes, features], trainable: true });
  list.push({ name: `${name}.bias`, role: 'bias', shape: [classes], trainable: true });
  return list;
}

export const elementsOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Number of trainable parameters. */
export function parameterCount(structure: Structure): number {
  return parametersOf(structure)
    .filter((p) => p.trainable)
    .reduce((sum, p) => sum + elementsOf(p.shape), 0);
}
