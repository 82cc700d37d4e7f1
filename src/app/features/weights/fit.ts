/** Compares the network in a file with the chosen one, and finds the settings that choose the file's. Pure. */
import type { ModelSpec } from '../../../model/spec.ts';
import type { Problem } from '../../../problems/index.ts';
import { datasetOf, specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';
import type { FilePreview } from '../../../worker/protocol.ts';

const same = (a: ModelSpec, b: ModelSpec): boolean =>
  a.blocks.join() === b.blocks.join() &&
  a.width === b.width &&
  a.block === b.block &&
  a.shortcut === b.shortcut &&
  a.norm === b.norm &&
  a.stem === b.stem &&
  a.classes === b.classes;

export type Fit =
  | { readonly kind: 'fits'; readonly spec: ModelSpec }
  /** Another network is chosen; these would fit, one or those that differ in the shortcut alone. */
  | { readonly kind: 'other'; readonly specs: readonly ModelSpec[] }
  /** Trained for another number of classes than the chosen data set has. */
  | { readonly kind: 'classes'; readonly classes: number; readonly dataset: string; readonly ours: number }
  /** No network that this program knows. */
  | { readonly kind: 'none'; readonly problem?: Problem };

export function fitOf({ candidates, problem }: FilePreview, config: RunConfig): Fit {
  const [first] = candidates;
  if (!first) return { kind: 'none', problem };
  const { title, classes } = datasetOf(config);
  if (first.classes !== classes.length)
    return { kind: 'classes', classes: first.classes, dataset: title, ours: classes.length };
  const chosen = specOf(config);
  const spec = candidates.find((candidate) => same(candidate, chosen));
  return spec ? { kind: 'fits', spec } : { kind: 'other', specs: candidates };
}
