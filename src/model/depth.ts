/**
 * Which blocks a network has once its depth has changed: those that stay, and where new ones come. Widths, stages and the first block of
 * every stage that changes the shape stay, so that each block fits wherever it then stands. What becomes of the weights is said
 * in src/nn/changedDepth.ts. Pure.
 */
import type { DepthProblem } from '../problems/depth.ts';
import type { NetworkProblem } from '../problems/settings.ts';
import { type ModelSpec, networkProblem } from './spec.ts';
import { type Block, structureOf } from './structure.ts';

/** Stages and places count from 0. */
export type DepthEdit =
  /** One block more, before the one that stands at a place; without one at the end of the stage. */
  | { readonly kind: 'add'; readonly stage: number; readonly at?: number }
  /** One block less: that of a place, or without one the last of the stage. */
  | { readonly kind: 'remove'; readonly stage: number; readonly at?: number }
  /** So many blocks in each stage: the last ones go, or new ones follow them. */
  | { readonly kind: 'set'; readonly blocks: readonly number[] };

/** For each stage and each of its blocks afterwards: its place in the stage before, or undefined where it is new. */
export type DepthPlan = readonly (readonly (number | undefined)[])[];

/** The plan in which nothing changes. */
export const samePlan = (blocks: readonly number[]): DepthPlan =>
  blocks.map((count) => Array.from({ length: count }, (_, i) => i));

/** Blocks in each stage afterwards. */
export const plannedBlocks = (plan: DepthPlan): number[] => plan.map((stage) => stage.length);

/** Whether all blocks stay where they are and none comes. */
export const isSamePlan = (plan: DepthPlan, blocks: readonly number[]): boolean =>
  plan.length === blocks.length &&
  plan.every((stage, s) => stage.length === blocks[s] && stage.every((from, i) => from === i));

function editedStage(
  stage: DepthPlan[number],
  index: number,
  edit: DepthEdit,
): readonly (number | undefined)[] {
  switch (edit.kind) {
    case 'add':
      return edit.stage === index ? stage.toSpliced(edit.at ?? stage.length, 0, undefined) : stage;
    case 'remove':
      return edit.stage === index ? stage.toSpliced(edit.at ?? stage.length - 1, 1) : stage;
    case 'set': {
      const count = edit.blocks[index] ?? stage.length;
      return [
        ...stage.slice(0, count),
        ...Array<undefined>(Math.max(0, count - stage.length)).fill(undefined),
      ];
    }
    default:
      return edit satisfies never;
  }
}

/** The plan with one edit more, which counts from where the plan leads. */
export function withEdit(plan: DepthPlan, edit: DepthEdit): DepthPlan {
  return plan.map((stage, s) => editedStage(stage, s, edit));
}

/** Whether what comes in goes out in the same shape, so that the block may stand at any other place of its stage. */
const keepsShape = ({ input, output, units }: Block): boolean =>
  input.channels === output.channels && units.every(({ stride }) => stride === 1);

/** Whether the first block of a stage has to stay where it is: only then is nothing put before it either. */
export const isFixed = (spec: ModelSpec, stage: number): boolean => {
  const first = structureOf(spec).stages[stage]?.blocks[0];
  return first !== undefined && !keepsShape(first);
};

/** Why an edit is none of a network; undefined where it is. */
export function editProblem(spec: ModelSpec, edit: DepthEdit): DepthProblem | NetworkProblem | undefined {
  const stages = spec.blocks.length;
  if (edit.kind === 'set' && edit.blocks.length !== stages)
    return { kind: 'stages-must-stay', stages, given: edit.blocks.length };
  if (edit.kind !== 'set' && edit.stage >= stages)
    return { kind: 'stages-must-stay', stages, given: edit.stage + 1 };
  return undefined;
}

/** Why a network cannot become those that follow it, one after the other; undefined where it can. */
export function scheduleProblem(
  spec: ModelSpec,
  changes: readonly Pick<ModelSpec, 'blocks'>[],
): DepthProblem | NetworkProblem | undefined {
  let now = spec;
  for (const { blocks } of changes) {
    const edit = { kind: 'set', blocks } as const;
    const problem = editProblem(now, edit) ?? planProblem(now, withEdit(samePlan(now.blocks), edit));
    if (problem) return problem;
    now = { ...now, blocks };
  }
  return undefined;
}

/** Why a network cannot become what a plan says; undefined where it can. */
export function planProblem(spec: ModelSpec, plan: DepthPlan): DepthProblem | NetworkProblem | undefined {
  const blocks = plannedBlocks(plan);
  const problem = networkProblem({ ...spec, blocks });
  if (problem) return problem;
  const { stages } = structureOf(spec);
  const moved = stages.find(({ blocks: [first] }, s) => first && !keepsShape(first) && plan[s]?.[0] !== 0);
  if (moved) return { kind: 'block-must-stay', block: moved.blocks[0]?.name ?? moved.name };
  const grows = plan.some((stage) => stage.includes(undefined));
  return grows && spec.shortcut === 'none' ? { kind: 'plain-cannot-grow' } : undefined;
}
