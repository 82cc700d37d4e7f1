/**
 * An engine's state as a safetensors file under the names of the seed note's PyTorch module, so that
 * `load_state_dict(load_file(path))` takes the weights as they are. Optimizer slots go into a file of their own kind.
 */
import { countNotFinite } from '../base/finite.ts';
import type { EngineState, NamedTensor } from '../nn/engine.ts';
import { isSlotName, settled } from '../nn/slots.ts';
import { type Layout, ownNames } from './layouts.ts';
import {
  type FileTensor,
  readSafetensors,
  SafetensorsError,
  type SafetensorsHeader,
  writeSafetensors,
} from './safetensors.ts';
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

/** Weights and running statistics alone, averaged where the run averages: what PyTorch loads. */
export const weightsFile = (
  state: EngineState,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array => sealedFile(withCounters(settled(state).weights, state.steps), state, metadata);

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

/** Whose names the tensors of a file had, where they were not ours. */
interface Named {
  readonly layout?: Layout;
}

/** The state of an engine as it lay in a file. */
export type StoredState = EngineState &
  Named & {
    /** Free text by key, without the checksum. */
    readonly metadata: Readonly<Record<string, string>>;
    /** Whether the file had a checksum, which was right. */
    readonly sealed: boolean;
  };

/** What can be said of a state before its tensors are read. */
export interface StateOutline extends Named, Pick<StoredState, 'metadata' | 'steps'> {
  readonly weights: readonly Pick<NamedTensor, 'name' | 'shape'>[];
  readonly slots: readonly Pick<NamedTensor, 'name' | 'shape'>[];
}

const isCounter = ({ name }: { readonly name: string }): boolean => name.endsWith(counterSuffix);

/** The tensors of a file under our names. */
function renamed<T extends { readonly name: string }>(tensors: readonly T[]): Named & { tensors: T[] } {
  const { names, layout } = ownNames(tensors.map(({ name }) => name));
  const own = tensors.map((tensor, i) => ({ ...tensor, name: names[i] ?? tensor.name }));
  return { tensors: own, ...(layout && { layout }) };
}

/** By the header alone. Steps that only the counters of batch norm tell are 0 here. */
export function outlineOf({ entries, metadata: texts }: SafetensorsHeader): StateOutline {
  const { [sealKey]: _, ...metadata } = texts;
  const { tensors, ...named } = renamed(entries);
  const floats = tensors.filter((tensor) => !isCounter(tensor));
  return {
    weights: floats.filter(({ name }) => !isSlotName(name)),
    slots: floats.filter(({ name }) => isSlotName(name)),
    steps: stepsOf(metadata, 0n),
    metadata,
    ...named,
  };
}

/** How often a batch norm was trained, of any type of number as PyTorch takes it. */
function countOf({ name, data }: FileTensor): bigint {
  const count = Number(data[0]);
  if (data.length !== 1 || !Number.isFinite(count))
    throw new SafetensorsError({ kind: 'bad-counter', tensor: name });
  return BigInt(Math.max(0, Math.trunc(count)));
}

const asFloats = (data: Int32Array | BigInt64Array): Float32Array<ArrayBuffer> =>
  Float32Array.from<number | bigint>(data, Number);

/** @throws SafetensorsError when a value is NaN or infinite: nothing can be computed with it. */
function checkFinite({ name, data }: NamedTensor): void {
  const bad = countNotFinite(data);
  if (bad > 0) throw new SafetensorsError({ kind: 'not-finite', tensor: name, bad, values: data.length });
}

/**
 * Reads either kind of file. Whole numbers become floats and names of other programs ours, as `load_state_dict` and a person
 * would have it. Whether names and shapes fit a network is for `Engine.importState` to say.
 * @throws SafetensorsError when the file is not right in itself, was damaged since it was written, or a weight is no finite
 * number.
 */
export function readStateFile(bytes: Uint8Array): StoredState {
  const { tensors: given, metadata: texts } = readSafetensors(bytes);
  const { [sealKey]: checksum, ...metadata } = texts;
  if (checksum !== undefined) checkSeal(bytes, checksum);
  const { tensors, ...named } = renamed(given);
  const weights: NamedTensor[] = [];
  const slots: NamedTensor[] = [];
  let counter = 0n;
  for (const tensor of tensors) {
    if (isCounter(tensor)) {
      const steps = countOf(tensor);
      if (steps > counter) counter = steps;
      continue;
    }
    const { name, shape } = tensor;
    const data = tensor.dtype === 'F32' ? tensor.data : asFloats(tensor.data);
    (isSlotName(name) ? slots : weights).push({ name, shape, data });
  }
  weights.forEach(checkFinite);
  const sealed = checksum !== undefined;
  return { weights, slots, steps: stepsOf(metadata, counter), metadata, sealed, ...named };
}
