/** The table of named tensors a network owns, in the order and layout of the seed note's PyTorch `state_dict`. */
import { convUnits, type Structure } from './structure.ts';

/** `bias`: of a convolution without batch norm, or of the classifier. */
export type ParameterRole = 'conv' | 'gamma' | 'beta' | 'mean' | 'variance' | 'linear' | 'bias';

export interface ParameterInfo {
  /** Such as `layer1.0.features.0.weight`. */
  readonly name: string;
  readonly role: ParameterRole;
  /** PyTorch's layout: OIHW for convolutions, [out, in] for the classifier, [channels] otherwise. */
  readonly shape: readonly number[];
  /** False for running statistics, which no gradient moves. */
  readonly trainable: boolean;
  /** Numbers that each result of the layer is summed from; of a convolution, the classifier and their biases. */
  readonly fanIn?: number;
}

/** Every tensor of the network; `num_batches_tracked` is a counter, not a tensor of ours, and is left out. */
export function parametersOf(structure: Structure): ParameterInfo[] {
  const list: ParameterInfo[] = [];
  for (const u of convUnits(structure)) {
    const channels = u.output.channels;
    const fanIn = u.input.channels * u.kernel ** 2;
    const vector = (name: string, role: ParameterRole, rest: Partial<ParameterInfo> = {}) =>
      list.push({ name, role, shape: [channels], trainable: true, ...rest });
    list.push({
      name: `${u.conv}.weight`,
      role: 'conv',
      shape: [channels, u.input.channels, u.kernel, u.kernel],
      trainable: true,
      fanIn,
    });
    if (u.norm === undefined) {
      vector(`${u.conv}.bias`, 'bias', { fanIn });
      continue;
    }
    vector(`${u.norm}.weight`, 'gamma');
    vector(`${u.norm}.bias`, 'beta');
    vector(`${u.norm}.running_mean`, 'mean', { trainable: false });
    vector(`${u.norm}.running_var`, 'variance', { trainable: false });
  }
  const { name, features, classes } = structure.classifier;
  const linear = { trainable: true, fanIn: features };
  list.push({ name: `${name}.weight`, role: 'linear', shape: [classes, features], ...linear });
  list.push({ name: `${name}.bias`, role: 'bias', shape: [classes], ...linear });
  return list;
}

export const elementsOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Number of trainable parameters. */
export function parameterCount(structure: Structure): number {
  return parametersOf(structure)
    .filter((p) => p.trainable)
    .reduce((sum, p) => sum + elementsOf(p.shape), 0);
}
