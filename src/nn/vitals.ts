/** Which block a tensor belongs to, and how sums of squares become the vitals of blocks: what both engines share. */
import type { Structure } from '../model/structure.ts';
import type { BlockVitals } from '../training/vitals.ts';
import type { Watcher } from './taps.ts';

/** `stem`, every block, `classifier`, in the order of the forward pass. */
export const blockNames = ({ stages }: Pick<Structure, 'stages'>): string[] => [
  'stem',
  ...stages.flatMap((stage) => stage.blocks.map((block) => block.name)),
  'classifier',
];

/** Who looks at the output of every block, and at the logits. */
export const outputWatcher = (see: Watcher['see']): Watcher => ({ wants: (_, of) => of === 'output', see });

/** The block that a parameter is of, by its name. */
export function blockOf({ classifier }: Pick<Structure, 'classifier'>, parameter: string): string {
  if (parameter.startsWith(`${classifier.name}.`)) return 'classifier';
  return /^layer\d+\.\d+(?=\.)/.exec(parameter)?.[0] ?? 'stem';
}

/** A sum of squares over some elements of a block: its gradients, or its output. */
export interface Squares {
  readonly block: string;
  readonly sum: number;
}

/** A block's output is of `elements` numbers in all, of which this is a part. */
export interface OutputSquares extends Squares {
  readonly elements: number;
}

/** The vitals of all blocks, from sums over any number of parts of each. */
export function joinVitals(
  structure: Structure,
  gradients: readonly Squares[],
  outputs: readonly OutputSquares[],
): BlockVitals[] {
  const total = (parts: readonly Squares[], block: string): number =>
    parts.reduce((sum, part) => (part.block === block ? sum + part.sum : sum), 0);
  return blockNames(structure).map((name) => {
    const elements = outputs.find((part) => part.block === name)?.elements;
    return {
      name,
      gradientNorm: Math.sqrt(total(gradients, name)),
      activationScale: elements === undefined ? undefined : Math.sqrt(total(outputs, name) / elements),
    };
  });
}
