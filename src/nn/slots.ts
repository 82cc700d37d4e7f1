/**
 * Names of what is kept beside a parameter, in PyTorch's way of naming it: what an optimizer remembers (`momentum.<name>`,
 * `adam_m.<name>`, `adam_v.<name>`), and its average over steps (`average.<name>`), which running statistics have too.
 */
import type { EngineState, NamedTensor } from './engine.ts';

const slotPrefix = /^(momentum|adam_m|adam_v|average)\./;

export const isSlotName = (name: string): boolean => slotPrefix.test(name);

/** The parameter a slot belongs to: `momentum.features.0.weight` is of `features.0.weight`. */
export const slotOwner = (slot: string): string => slot.replace(slotPrefix, '');

/** The slot of a parameter's average. */
export const averageOf = (name: string): string => `average.${name}`;
export const isAverage = ({ name }: Pick<NamedTensor, 'name'>): boolean => name.startsWith('average.');

/** A state as it is tested, shown and exported: averaged weights in place of the trained ones, and nothing to go on with. */
export function settled<S extends EngineState>(state: S): S {
  const averages = new Map(state.slots.filter(isAverage).map((slot) => [slotOwner(slot.name), slot]));
  const weights = state.weights.map((weight) => ({
    ...weight,
    data: averages.get(weight.name)?.data ?? weight.data,
  }));
  return { ...state, weights, slots: [] };
}
