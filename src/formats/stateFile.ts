/**
 * An engine's state as a safetensors file under the names of the seed note's PyTorch module, so that
 * `load_state_dict(load_file(path))` takes the weights as they are. Optimizer slots go into a file of their own kind.
 */
import type { EngineState, NamedTensor } from '../nn/engine.ts';
import { isSlotName } from '../nn/slots.ts';
import { type FileTensor, readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts';

const varianceSuffix = '.running_var';
const counterSuffix = '.num_batches_tracked';
const stepsKey = 'steps';

/** A tensor of an engine as one of a file. */
export const asFile = ({ name, shape, data }: NamedTensor): FileTensor => ({
  name,
  shape,
  dtype: 'F32',
  data,
});

/** PyTorch's batch norm counts the batches it has seen, right after its running variance. */
export function withCounters(weights: readonly NamedTensor[], steps: number): FileTensor[] {
  return weights.flatMap((tensor): FileTensor[] => {
    if (!tensor.name.endsWith(varianceSuffix)) return [asFile(tensor)];
    const name = tensor.name.slice(0, -varianceSuffix.length) + counterSuffix;
    return [asFile(tensor), { name, shape: [], dtype: 'I64', data: BigInt64Array.of(BigInt(steps)) }];
  });
}

/** Weights and running statistics alone: what PyTorch loads. */
export const weightsFile = (
  state: EngineState,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array =>
  writeSafetensors({
    tensors: withCounters(state.weights, state.steps),
    metadata: { ...metadata, [stepsKey]: String(state.steps) },
  });

/** Weights and optimizer slots: what a run goes on from. */
export const stateFile = (state: EngineState, metadata: Readonly<Record<string, string>> = {}): Uint8Array =>
  writeSafetensors({
    tensors: [...withCounters(state.weights, state.steps), ...state.slots.map(asFile)],
    metadata: { ...metadata, [stepsKey]: String(state.steps) },
  });

/** Steps by the metadata, or by the counters of a file that PyTorch wrote. */
function stepsOf(metadata: Readonly<Record<string, string>>, counters: readonly number[]): number {
  const text = metadata[stepsKey];
  if (text === undefined) return Math.max(0, ...counters);
  const steps = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(steps)) return steps;
  throw new SafetensorsError(`The number of steps of this file must be a whole number, but it is "${text}".`);
}

/**
 * Reads either kind of file. Whether names and shapes fit a network is for `Engine.importState` to say.
 * @throws SafetensorsError with one sentence when the file is not right in itself.
 */
export function readStateFile(
  bytes: Uint8Array,
): EngineState & { metadata: Readonly<Record<string, string>> } {
  const { tensors, metadata } = readSafetensors(bytes);
  const weights: NamedTensor[] = [];
  const slots: NamedTensor[] = [];
  const counters: number[] = [];
  for (const tensor of tensors) {
    if (tensor.name.endsWith(counterSuffix)) {
      if (tensor.data.length !== 1) {
        throw new SafetensorsError(
          `"${tensor.name}" must be a single number, but it has ${tensor.data.length}.`,
        );
      }
      counters.push(Number(tensor.data[0]));
    } else if (tensor.dtype === 'F32') {
      const { name, shape, data } = tensor;
      (isSlotName(name) ? slots : weights).push({ name, shape, data });
    } else {
      throw new SafetensorsError(`"${tensor.name}" is of type ${tensor.dtype}, but weights are F32.`);
    }
  }
  return { weights, slots, steps: stepsOf(metadata, counters), metadata };
}
