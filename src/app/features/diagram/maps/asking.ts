/** What the feature maps are drawn from: which questions they ask, and whether the network that answers is the one that is shown. Pure. */
import { type Block, partsOf, type Stem, type Structure } from '../../../../model/structure.ts';
import type { Answer, Pictures, Question } from '../../../../training/questions.ts';
import type { RunConfig } from '../../../../training/settings.ts';
import type { TapSite } from '../../../../training/taps.ts';
import { sameNetwork } from '../../../state/sameNetwork.ts';

/** Where the numbers of a part are looked at side by side, in the order of the forward pass. */
export type Side = Extract<TapSite, 'shortcut' | 'branch' | 'sum' | 'output'>;

export const isBlock = (part: Stem | Block): part is Block => 'units' in part;

export function sidesOf(part: Stem | Block): readonly Side[] {
  if (!isBlock(part)) return ['output'];
  return part.shortcut.kind === 'none' ? ['branch', 'output'] : ['shortcut', 'branch', 'sum', 'output'];
}

export const partNamed = (structure: Structure, name: string | undefined): Stem | Block | undefined =>
  partsOf(structure).find((part) => part.name === name);

/** The output of the stem and of every block. */
export const questionOfAll = (structure: Structure, pictures: Pictures): Question => ({
  pictures,
  taps: {
    mode: 'evaluation',
    maps: partsOf(structure).map(({ name }) => ({ block: name, of: 'output' as const })),
  },
});

/** All of one part, with the picture as the stem is given it, the filters of the stem, and the gradient of a class once one is known. */
export const questionOfPart = (part: Stem | Block, pictures: Pictures, of: number | undefined): Question => ({
  pictures,
  taps: {
    mode: 'evaluation',
    maps: [{ block: 'stem', of: 'input' }, ...sidesOf(part).map((side) => ({ block: part.name, of: side }))],
    ...(isBlock(part) ? {} : { filters: true }),
    ...(of === undefined ? {} : { gradient: { block: part.name, classes: [of] } }),
  },
});

/** A run that the page knows. */
interface KnownRun {
  readonly id: string;
  readonly config: RunConfig;
}

/** Whether an answer is of the network of a config: one of another shape may have answered the same question. */
export function isOf(
  { network }: Pick<Answer, 'network'>,
  config: RunConfig,
  run: KnownRun | undefined,
): boolean {
  if (network.kind === 'shipped') return sameNetwork(network.shipped.config, config);
  return run?.id === network.runId && sameNetwork(run.config, config);
}
