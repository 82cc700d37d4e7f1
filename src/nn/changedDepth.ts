/**
 * The state of a network whose depth changes. What stays keeps its weights, running statistics and optimizer slots to the bit, under
 * the name of its new place. A new block is the identity: its last scale is zero, so that its output is its input, which a ReLU made
 * and another one leaves as it is; all else of it starts as He et al. 2015 say. Only that scale learns in its first step, and
 * the rest from then on. Pure.
 */
import { InternalError } from '../base/errors.ts';
import { type DepthPlan, plannedBlocks } from '../model/depth.ts';
import { elementsOf, type ParameterInfo, parametersOf } from '../model/parameters.ts';
import type { ModelSpec } from '../model/spec.ts';
import { moduleNames, structureOf } from '../model/structure.ts';
import type { EngineState, NamedTensor } from './engine.ts';
import { initialWeights } from './init.ts';
import { isAverage, slotOwner } from './slots.ts';
import { blockOf } from './vitals.ts';

/** Where each block was before, by its name afterwards; undefined of those that are new. */
function originsOf(plan: DepthPlan): ReadonlyMap<string, string | undefined> {
  return new Map(
    plan.flatMap((stage, s) =>
      stage.map((from, i) => [
        moduleNames.block(s, i),
        from === undefined ? undefined : moduleNames.block(s, from),
      ]),
    ),
  );
}

/**
 * @param spec The network before.
 * @param plan One that `planProblem` has nothing to say of.
 * @param state Of the network before.
 * @param seed New weights follow from it and their names.
 * @returns the state of the network after.
 */
export function changedDepth(
  spec: ModelSpec,
  plan: DepthPlan,
  state: EngineState,
  seed: number,
): EngineState {
  const structure = structureOf({ ...spec, blocks: plannedBlocks(plan) });
  const origins = originsOf(plan);
  const isNew = (block: string): boolean => origins.has(block) && origins.get(block) === undefined;
  /** What a parameter was called before; undefined of those that are new. */
  const before = (name: string): string | undefined => {
    const block = blockOf(structure, name);
    if (isNew(block)) return undefined;
    const origin = origins.get(block);
    return origin === undefined ? name : origin + name.slice(block.length);
  };
  const known = new Map([...state.weights, ...state.slots].map((tensor) => [tensor.name, tensor]));
  const infos = parametersOf(structure);
  const isFresh = ({ name }: Pick<NamedTensor, 'name'>): boolean => before(name) === undefined;
  const fresh = new Map(
    initialWeights(structure, 'he', seed, true, isFresh).map((tensor) => [tensor.name, tensor]),
  );
  /** What is kept beside a parameter that is new; running statistics have an average alone. */
  const freshSlot = (prefix: string, { name, shape, trainable }: ParameterInfo) => {
    if (isAverage({ name: prefix })) return fresh.get(name);
    return trainable ? { shape, data: new Float32Array(elementsOf(shape)) } : undefined;
  };

  const weights = infos.map(({ name }): NamedTensor => {
    const was = before(name);
    const tensor = was === undefined ? fresh.get(name) : known.get(was);
    if (!tensor) throw new InternalError(`The state lacks ${was ?? name}.`);
    return { ...tensor, name };
  });
  // A parameter may have no slot yet: nothing is remembered of one that no step has moved.
  const prefixes = new Set(state.slots.map(({ name }) => name.slice(0, -slotOwner(name).length)));
  const slots = [...prefixes].flatMap((prefix) =>
    infos.flatMap((info): NamedTensor[] => {
      const { name } = info;
      const was = before(name);
      const slot = was === undefined ? freshSlot(prefix, info) : known.get(prefix + was);
      return slot ? [{ ...slot, name: prefix + name }] : [];
    }),
  );
  return { ...state, weights, slots };
}
