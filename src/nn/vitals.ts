/** Which block a tensor belongs to, and how sums of squares become the vitals of blocks: what both engines share. */
import { sectionOf } from '../model/frozen.ts';
import type { Structure } from '../model/structure.ts';
import type { BlockVitals } from '../training/vitals.ts';
import type { Watcher } from './taps.ts';

/** `stem`, every block, `classifier`, in the order of the forward pass. */
export const blockNames = ({ stages }: Pick<Structure, 'stages'>): string[] => [
  'stem',
  ...stages.flatMap((stage) => stage.blocks.map((block) => block.name)),
  'classifier',
];

/**
 * Who sees what vitals are made of: every block's output, the sizes of its branch and its shortcut; and the logits. Without batch
 * norm, whose statistics tell those sizes, branches and projected shortcuts themselves; and so of what is frozen, whose batch norm
 * takes no statistics.
 * @param frozen Sections that are.
 */
export function vitalsWatcher(structure: Structure, frozen: number, see: Watcher['see']): Watcher {
  const normed = (block: string): boolean =>
    structure.stem.unit.norm !== undefined && sectionOf(structure, block) >= frozen;
  const projected = new Set(
    structure.stages
      .flatMap((stage) => stage.blocks)
      .filter(({ shortcut }) => shortcut.kind === 'projection')
      .map(({ name }) => name),
  );
  return {
    wants: (block, of) =>
      of === 'output' ||
      of === (normed(block) ? 'branchSquare' : 'branch') ||
      of === (normed(block) && projected.has(block) ? 'shortcutSquare' : 'shortcut'),
    see,
  };
}

/** The block that a parameter is of, by its name. */
export function blockOf({ classifier }: Pick<Structure, 'classifier'>, parameter: string): string {
  if (parameter.startsWith(`${classifier.name}.`)) return 'classifier';
  return /^layer\d+\.\d+(?=\.)/.exec(parameter)?.[0] ?? 'stem';
}

/** Of what a sum is: squares of gradients, of weights before the step and of what it adds to them, and what a block computes. */
type VitalKind =
  | 'gradients'
  | 'weights'
  | 'updates'
  /** Squares. */
  | 'branch'
  | 'shortcut'
  | 'output'
  /** The elements themselves. */
  | 'outputSum'
  /** Channels that are 0 throughout, of how many. */
  | 'dead';

/** A sum over a part of a block. */
export interface VitalSum {
  readonly block: string;
  readonly of: VitalKind;
  readonly sum: number;
  /** What the mean of the whole divides by; of each of its parts the same. */
  readonly elements: number;
}

/** The vitals of all blocks, from sums over any number of parts of each. */
export function joinVitals(structure: Structure, sums: readonly VitalSum[]): BlockVitals[] {
  return blockNames(structure).map((name) => {
    const parts = (of: VitalKind): readonly VitalSum[] => sums.filter((s) => s.block === name && s.of === of);
    const total = (of: VitalKind): number | undefined => {
      const found = parts(of);
      return found.length > 0 ? found.reduce((sum, part) => sum + part.sum, 0) : undefined;
    };
    const mean = (of: VitalKind): number | undefined => {
      const [sum, first] = [total(of), parts(of)[0]];
      return sum === undefined || !first ? undefined : sum / first.elements;
    };
    const root = (value: number | undefined): number | undefined =>
      value === undefined ? undefined : Math.sqrt(Math.max(0, value));
    const [square, activationMean, weights, updates] = [
      mean('output'),
      mean('outputSum'),
      total('weights'),
      total('updates'),
    ];
    return {
      name,
      gradientNorm: Math.sqrt(total('gradients') ?? 0),
      activationScale: root(square),
      branchScale: root(mean('branch')),
      shortcutScale: root(mean('shortcut')),
      activationMean,
      activationDeviation:
        square === undefined || activationMean === undefined ? undefined : root(square - activationMean ** 2),
      deadChannels: mean('dead'),
      updateRatio: weights === undefined || updates === undefined ? undefined : Math.sqrt(updates / weights),
    };
  });
}
