/** Which blocks stay and which come where a network changes its depth, and what cannot be. */
import { describe, expect, it } from 'vitest';
import {
  type DepthEdit,
  editProblem,
  isFixed,
  isSamePlan,
  plannedBlocks,
  planProblem,
  samePlan,
  scheduleProblem,
  withEdit,
} from '../../src/model/depth.ts';
import type { ModelSpec } from '../../src/model/spec.ts';

const spec: ModelSpec = {
  block: 'basic',
  blocks: [2, 3],
  width: 4,
  shortcut: 'projection',
  norm: 'batch',
  stem: 'cifar',
  inputSize: 8,
  classes: 10,
};
const planOf = (...edits: DepthEdit[]) => edits.reduce(withEdit, samePlan(spec.blocks));

describe('a plan', () => {
  it('keeps what it does not name where it is', () => {
    expect(planOf()).toEqual([
      [0, 1],
      [0, 1, 2],
    ]);
    expect(isSamePlan(planOf(), spec.blocks)).toBe(true);
    expect(isSamePlan(planOf(), [2, 2])).toBe(false);
  });

  it('adds at the end of a stage, or where it is told to', () => {
    expect(planOf({ kind: 'add', stage: 1 })).toEqual([
      [0, 1],
      [0, 1, 2, undefined],
    ]);
    expect(planOf({ kind: 'add', stage: 1, at: 1 })).toEqual([
      [0, 1],
      [0, undefined, 1, 2],
    ]);
  });

  it('counts each edit from where the one before leads', () => {
    const plan = planOf({ kind: 'remove', stage: 1, at: 1 }, { kind: 'add', stage: 1, at: 1 });
    expect(plan).toEqual([
      [0, 1],
      [0, undefined, 2],
    ]);
    expect(isSamePlan(plan, spec.blocks)).toBe(false);
    expect(planOf({ kind: 'add', stage: 0, at: 1 }, { kind: 'remove', stage: 0, at: 1 })).toEqual(planOf());
  });

  it('takes the last blocks out, or adds behind them, where numbers are given', () => {
    const plan = planOf({ kind: 'set', blocks: [1, 5] });
    expect(plan).toEqual([[0], [0, 1, 2, undefined, undefined]]);
    expect(plannedBlocks(plan)).toEqual([1, 5]);
  });
});

describe('what cannot be', () => {
  const problemOf = (edit: DepthEdit, of: ModelSpec = spec) =>
    editProblem(of, edit) ?? planProblem(of, withEdit(samePlan(of.blocks), edit));

  it.each<[string, DepthEdit, Partial<ModelSpec>, object | undefined]>([
    ['a plain network grows', { kind: 'add', stage: 0 }, { shortcut: 'none' }, { kind: 'plain-cannot-grow' }],
    ['a plain network shrinks', { kind: 'set', blocks: [2, 1] }, { shortcut: 'none' }, undefined],
    [
      'the block that changes the shape goes',
      { kind: 'remove', stage: 1, at: 0 },
      {},
      { kind: 'block-must-stay', block: 'layer2.0' },
    ],
    [
      'one comes before it',
      { kind: 'add', stage: 1, at: 0 },
      {},
      { kind: 'block-must-stay', block: 'layer2.0' },
    ],
    ['the first block goes, where the shape stays', { kind: 'remove', stage: 0, at: 0 }, {}, undefined],
    [
      'one comes first, where the shape stays',
      { kind: 'add', stage: 0, at: 0 },
      { shortcut: 'identity' },
      undefined,
    ],
    [
      'that of bottlenecks, which widen',
      { kind: 'remove', stage: 0, at: 0 },
      { block: 'bottleneck' },
      { kind: 'block-must-stay', block: 'layer1.0' },
    ],
    [
      'another number of stages',
      { kind: 'set', blocks: [2] },
      {},
      { kind: 'stages-must-stay', stages: 2, given: 1 },
    ],
    [
      'a stage that is not there',
      { kind: 'add', stage: 2 },
      {},
      { kind: 'stages-must-stay', stages: 2, given: 3 },
    ],
    [
      'an empty stage',
      { kind: 'set', blocks: [0, 3] },
      {},
      { kind: 'block-count', min: 1, max: 200, blocks: 0 },
    ],
    [
      'more blocks than there may be',
      { kind: 'set', blocks: [2, 201] },
      {},
      { kind: 'block-count', min: 1, max: 200, blocks: 201 },
    ],
  ])('%s', (_, edit, change, problem) => {
    expect(problemOf(edit, { ...spec, ...change })).toEqual(problem);
  });

  it('is found in a schedule before it begins, each change counted from the one before', () => {
    const plain = { ...spec, shortcut: 'none' } as const;
    expect(scheduleProblem(spec, [{ blocks: [4, 4] }, { blocks: [1, 9] }])).toBeUndefined();
    expect(scheduleProblem(plain, [{ blocks: [1, 1] }])).toBeUndefined();
    expect(scheduleProblem(plain, [{ blocks: [1, 1] }, { blocks: [2, 1] }])).toEqual({
      kind: 'plain-cannot-grow',
    });
  });

  it('knows the stages whose first block has to stay', () => {
    expect([0, 1].map((stage) => isFixed(spec, stage))).toEqual([false, true]);
    expect(isFixed({ ...spec, block: 'bottleneck' }, 0)).toBe(true);
  });
});
