/**
 * Leaving a block out of a trained network (Veit et al. 2016): F(x) goes, and what goes around it stays. In a plain network nothing goes
 * around; a block that keeps the shape is then left out whole, and behind one that changes it nothing is left. Pure.
 */
import { InternalError } from '../base/errors.ts';
import { type Block, branchEnd, type FeatureShape, type Structure } from './structure.ts';

/** What the next block gets in place of relu(F(x) + shortcut): the shortcut, the block's own input, or only zeros. */
export type LeftOver = 'shortcut' | 'input' | 'zeros';

const same = (a: FeatureShape, b: FeatureShape): boolean =>
  a.height === b.height && a.width === b.width && a.channels === b.channels;

export function leftOverOf({ shortcut, input, output }: Block): LeftOver {
  if (shortcut.kind !== 'none') return 'shortcut';
  return same(input, output) ? 'input' : 'zeros';
}

/** The parameters whose zeros make F(x) zero. */
const endOfBranch = (block: Block): readonly string[] =>
  ['weight', 'bias'].map((kind) => `${branchEnd(block)}.${kind}`);

/** How some blocks of a network are left out. */
export interface Cut {
  /** Parameters that count as zero. */
  readonly zeros: readonly string[];
  /** Blocks that hand on what they are given. */
  readonly passed: ReadonlySet<string>;
}

/** @throws InternalError where the network has no such block. */
export function cutOf({ stages }: Structure, names: readonly string[]): Cut {
  const blocks = stages.flatMap((stage) => stage.blocks);
  const chosen = [...new Set(names)].map((name) => {
    const block = blocks.find((other) => other.name === name);
    if (!block) throw new InternalError(`The network has no block called ${name}.`);
    return block;
  });
  const isPassed = (block: Block): boolean => leftOverOf(block) === 'input';
  return {
    zeros: chosen.filter((block) => !isPassed(block)).flatMap(endOfBranch),
    passed: new Set(chosen.filter(isPassed).map(({ name }) => name)),
  };
}
