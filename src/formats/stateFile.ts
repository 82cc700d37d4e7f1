/**
 * An engine's state as a safetensors file under the names of the seed note's PyTorch module, so that
 * `load_state_dict(load_file(path))` takes the weights as they are. Optimizer slots go into a file of their own kind.
 */
import type { EngineState, NamedTensor } from '../nn/engine.ts';
import { isSlotName } from '../nn/slots.ts';
import { type FileTensor, readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts';
import { checkSeal, seal, sealKey, unsealed } from './seal.ts';

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

function sealedFile(
  tensors: readonly FileTensor[],
  { steps }: EngineState,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const all = { ...metadata, [stepsKey]: String(steps), [sealKey]: unsealed };
  return seal(writeSafetensors({ tensors, metadata: all }));
}

/** Weights and running statistics alone: what PyTorch loads. */
export const weightsFile = (
  state: EngineState,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array => sealedFile(withCounters(state.weights, state.steps), state, metadata);

/** Weights and optimizer slots: what a run goes on from. */
export const stateFile = (state: EngineState, metadata: Readonly<Record<string, string>> = {}): Uint8Array =>
  sealedFile([...withCounters(state.weights, state.steps), ...state.slots.map(asFile)], state, metadata);

/** Steps by the metadata, or by the highest counter of a file that PyTorch wrote. */
function stepsOf(metadata: Readonly<Record<string, string>>, counter: bigint): number {
  const text = metadata[stepsKey];
  const steps = Number(text ?? counter);
  if ((text === undefined || /^\d+$/.test(text)) && Number.isSafeInteger(steps)) return steps;
  throw new SafetensorsError({ kind: 'file-steps', text: text ?? String(counter) });
}

/** The state of an engine as it lay in a file. */
export type StoredState = EngineState & {
  /** Free text by key, without the checksum. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether the file had a checksum, which was right. */
  readonly sealed: boolean;
};

/**
 * Reads either kind of file. Whether names and shapes fit a network is for `Engine.importState` to say.
 * @throws SafetensorsError when the file is not right in itself, or was damaged since it was written.
 */
export function readStateFile(bytes: Uint8Array): StoredState {
  const { tensors, metadata: texts } = readSafetensors(bytes);
  const { [sealKey]: checksum, ...metadata } = texts;
  if (checksum !== undefined) checkSeal(bytes, checksum);
  const weights: NamedTensor[] = [];
  const slots: NamedTensor[] = [];
  let counter = 0n;
  for (const tensor of tensors) {
    if (tensor.name.endsWith(counterSuffix)) {
      const [count] = tensor.data;
      if (tensor.dtype === 'F32' || tensor.data.length !== 1 || count === undefined || count < 0) {
        throw new SafetensorsError({ kind: 'bad-counter', tensor: tensor.name });
      }
      const steps = BigInt(count);
      if (steps > counter) counter = steps;
    } else if (tensor.dtype === 'F32') {
      const { name, shape, data } = tensor;
      (isSlotName(name) ? slots : weights).push({ name, shape, data });
    } else {
      throw new SafetensorsError({ kind: 'not-float', tensor: tensor.name, type: tensor.dtype });
    }
  }
  return { weights, slots, steps: stepsOf(metadata, counter), metadata, sealed: checksum !== undefined };
}
