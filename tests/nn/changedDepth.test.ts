/** What becomes of weights, running statistics and optimizer slots where blocks come and go. */
import { describe, expect, it } from 'vitest';
import { type DepthEdit, plannedBlocks, samePlan, withEdit } from '../../src/model/depth.ts';
import { elementsOf, parametersOf } from '../../src/model/parameters.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { changedDepth } from '../../src/nn/changedDepth.ts';
import type { EngineState, NamedTensor } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { checkState } from '../../src/nn/state.ts';

const base: ModelSpec = {
  block: 'basic',
  blocks: [2, 2],
  width: 2,
  shortcut: 'projection',
  norm: 'batch',
  stem: 'cifar',
  inputSize: 8,
  classes: 3,
};

/** Of every number another one. */
function stateOf(spec: ModelSpec, prefixes: readonly string[] = ['momentum']): EngineState {
  let next = 1;
  const numbered = (name: string, shape: readonly number[]): NamedTensor => ({
    name,
    shape,
    data: Float32Array.from({ length: elementsOf(shape) }, () => next++),
  });
  const infos = parametersOf(structureOf(spec));
  return {
    weights: infos.map(({ name, shape }) => numbered(name, shape)),
    slots: prefixes.flatMap((prefix) =>
      infos
        .filter(({ trainable }) => trainable)
        .map(({ name, shape }) => numbered(`${prefix}.${name}`, shape)),
    ),
    steps: 17,
    lossScaling: { scale: 1024, steady: 3 },
  };
}

const all = ({ weights, slots }: EngineState) =>
  new Map([...weights, ...slots].map(({ name, data }) => [name, data]));

function changed(spec: ModelSpec, edits: readonly DepthEdit[], prefixes?: readonly string[]) {
  const before = stateOf(spec, prefixes);
  const plan = edits.reduce(withEdit, samePlan(spec.blocks));
  const after = changedDepth(spec, plan, before, 5);
  const now = { ...spec, blocks: plannedBlocks(plan) };
  checkState(parametersOf(structureOf(now)), after);
  return { before: all(before), after: all(after), state: after, spec: now };
}

describe('the state of a network whose depth changes', () => {
  it('moves everything of a block to its new name, and leaves the rest as it was, to the bit', () => {
    const { before, after, state } = changed(base, [{ kind: 'add', stage: 1, at: 1 }], ['adam_m', 'adam_v']);
    for (const [name, values] of before) {
      const now = name.replace('layer2.1.', 'layer2.2.');
      expect([...(after.get(now) ?? [])], now).toEqual([...values]);
    }
    expect(state.steps).toBe(17);
    expect(state.lossScaling).toEqual({ scale: 1024, steady: 3 });
  });

  it('starts a new block by He, with a last scale of zero and nothing remembered', () => {
    const { before, after, spec } = changed(base, [{ kind: 'add', stage: 1, at: 1 }]);
    const he = new Map(initialWeights(structureOf(spec), 'he', 5).map(({ name, data }) => [name, data]));
    const fresh = [...after].filter(([name]) => name.includes('layer2.1.'));
    expect(fresh.length).toBeGreaterThan(0);
    for (const [name, values] of fresh) {
      const zero = name.startsWith('momentum.') || name === 'layer2.1.features.4.weight';
      expect([...values], name).toEqual(zero ? [...values].map(() => 0) : [...(he.get(name) ?? [])]);
    }
    expect([...(after.get('layer2.1.features.3.weight') ?? [])].some((x) => x !== 0)).toBe(true);
    expect(after.size - before.size).toBe(fresh.length);
  });

  it('has the last scale of a bottleneck in another place', () => {
    const { after } = changed({ ...base, block: 'bottleneck' }, [{ kind: 'add', stage: 0 }]);
    expect([...(after.get('layer1.2.features.7.weight') ?? [1])].every((x) => x === 0)).toBe(true);
    expect([...(after.get('layer1.2.features.4.weight') ?? [0])].every((x) => x === 1)).toBe(true);
  });

  it('has a last convolution of zero, bias and all, where there is no batch norm', () => {
    const { after } = changed({ ...base, norm: 'none' }, [{ kind: 'add', stage: 0 }]);
    const fresh = [...after].filter(([name]) => name.startsWith('layer1.2.'));
    const isZero = ([, values]: [string, Float32Array]) => values.every((x) => x === 0);
    expect(fresh.find(([name]) => name === 'layer1.2.features.0.weight')?.[1].some((x) => x !== 0)).toBe(
      true,
    );
    expect(fresh.some(([name]) => name.includes('running'))).toBe(false);
    const last = structureOf({ ...base, norm: 'none', blocks: [3, 2] }).stages[0]?.blocks[2]?.units.at(
      -1,
    )?.conv;
    expect(fresh.filter(([name]) => name.startsWith(`${last}.`)).map(isZero)).toEqual([true, true]);
  });

  it('forgets what is taken out, and closes the gap', () => {
    const { before, after } = changed({ ...base, blocks: [3, 1] }, [{ kind: 'remove', stage: 0, at: 0 }]);
    expect([...(after.get('layer1.0.features.0.weight') ?? [])]).toEqual([
      ...(before.get('layer1.1.features.0.weight') ?? []),
    ]);
    expect([...(after.get('momentum.layer1.1.features.3.weight') ?? [])]).toEqual([
      ...(before.get('momentum.layer1.2.features.3.weight') ?? []),
    ]);
    expect([...after.keys()].filter((name) => name.includes('layer1.2.'))).toEqual([]);
  });

  it('averages a new block from where it starts, running statistics too', () => {
    const { after } = changed(base, [{ kind: 'add', stage: 0 }], ['momentum', 'average']);
    const fresh = [...after].filter(([name]) => name.startsWith('layer1.2.'));
    expect(fresh).not.toEqual([]);
    for (const [name, values] of fresh)
      expect([...(after.get(`average.${name}`) ?? [])], name).toEqual([...values]);
  });

  it('has no slots where there were none', () => {
    const { state } = changed(base, [{ kind: 'set', blocks: [3, 3] }], []);
    expect(state.slots).toEqual([]);
  });
});
