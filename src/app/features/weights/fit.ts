/** Compares the network in a file with the chosen one, classes apart, and finds the settings that choose the file's. Pure. */
import type { ModelSpec } from '../../../model/spec.ts';
import type { Problem } from '../../../problems/index.ts';
import { datasetOf, specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { otherClasses } from '../../../training/transfer.ts';
import type { FilePreview } from '../../../worker/protocol.ts';

/** Equal but for what the data set says of them. */
const same = (a: ModelSpec, b: ModelSpec): boolean =>
  a.blocks.join() === b.blocks.join() &&
  a.width === b.width &&
  a.block === b.block &&
  a.shortcut === b.shortcut &&
  a.norm === b.norm &&
  a.stem === b.stem;

export type Fit =
  | { readonly kind: 'fits'; readonly spec: ModelSpec }
  /** Another network is chosen; these would fit, one or those that differ in the shortcut alone. */
  | { readonly kind: 'other'; readonly specs: readonly ModelSpec[] }
  /** Trained for other classes than the chosen data set has: all but its classifier can be taken. */
  | {
      readonly kind: 'transfer';
      readonly spec: ModelSpec;
      readonly classes: number;
      readonly dataset: string;
      readonly ours: number;
    }
  /** No network that this program knows. */
  | { readonly kind: 'none'; readonly problem?: Problem };

export function fitOf({ candidates, problem, dataset }: FilePreview, config: RunConfig): Fit {
  const [first] = candidates;
  if (!first) return { kind: 'none', problem };
  const chosen = specOf(config);
  const spec = candidates.find((candidate) => same(candidate, chosen));
  if (!spec) return { kind: 'other', specs: candidates };
  if (!otherClasses({ dataset, classes: spec.classes }, config)) return { kind: 'fits', spec };
  const { title, classes } = datasetOf(config);
  return { kind: 'transfer', spec, classes: spec.classes, dataset: title, ours: classes.length };
}
