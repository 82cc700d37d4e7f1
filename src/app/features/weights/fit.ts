/** Compares the network in a file with the chosen one, and finds the settings that choose the file's. Pure. */
import type { ModelSpec } from '../../../model/spec.ts';
import type { Problem } from '../../../problems/index.ts';
import { specOf } from '../../../training/config.ts';
import { defaultConfig, type RunConfig } from '../../../training/settings.ts';
import type { FilePreview } from '../../../worker/protocol.ts';

const { classes: ourClasses } = specOf(defaultConfig);

const same = (a: ModelSpec, b: ModelSpec): boolean =>
  a.blocks.join() === b.blocks.join() &&
  a.width === b.width &&
  a.block === b.block &&
  a.shortcut === b.shortcut &&
  a.stem === b.stem &&
  a.classes === b.classes;

export type Fit =
  | { readonly kind: 'fits'; readonly spec: ModelSpec }
  /** Another network is chosen; these would fit, one or those that differ in the shortcut alone. */
  | { readonly kind: 'other'; readonly specs: readonly ModelSpec[] }
  /** Trained for another number of classes than CIFAR-10 has. */
  | { readonly kind: 'classes'; readonly classes: number; readonly ours: number }
  /** No network that this program knows. */
  | { readonly kind: 'none'; readonly problem?: Problem };

export function fitOf({ candidates, problem }: FilePreview, config: RunConfig): Fit {
  const [first] = candidates;
  if (!first) return { kind: 'none', problem };
  if (first.classes !== ourClasses) return { kind: 'classes', classes: first.classes, ours: ourClasses };
  const chosen = specOf(config);
  const spec = candidates.find((candidate) => same(candidate, chosen));
  return spec ? { kind: 'fits', spec } : { kind: 'other', specs: candidates };
}
