/**
 * A network of which the front is frozen: its weights and running statistics stay, and what lies behind it trains on what it makes of
 * the pictures. How far is a number, as the setting has it: 0 nothing, 1 the stem, 2 the first stage too, and so on; the classifier
 * always trains. Pure.
 */
import { layersOf } from './layers.ts';
import { type Part, partsOf, type Structure } from './structure.ts';

/** The stem is section 0, each stage the next one, the classifier the last. @param name Of a part or of a parameter. */
export function sectionOf({ stages, classifier }: Structure, name: string): number {
  if (name === 'classifier' || name.startsWith(`${classifier.name}.`)) return stages.length + 1;
  return stages.findIndex((stage) => name.startsWith(`${stage.name}.`)) + 1;
}

/** Sections that are frozen: of a network with fewer stages than the setting counts, all but the classifier. */
export const frozenSections = ({ stages }: Structure, freeze: number): number =>
  Math.min(freeze, stages.length + 1);

/** Parts that are frozen: the first so many of the forward pass. */
export const frozenParts = (structure: Structure, freeze: number): number =>
  partsOf(structure).filter(({ name }: Part) => sectionOf(structure, name) < freeze).length;

/**
 * Multiply-accumulates of one picture in a training step: forward through all layers, and back through those that are not frozen, once for
 * their weights and once for what they read, but for the layers that read the pictures, or what the frozen front made of them.
 */
export function stepMacs(structure: Structure, freeze: number): number {
  const names = [...partsOf(structure).map(({ name }) => name), 'classifier'];
  const frozen = frozenParts(structure, freeze);
  let total = 0;
  let begun = false;
  for (const { part, macs, beside } of layersOf(structure)) {
    if (macs === 0) continue;
    const place = names.indexOf(part);
    // The shortcut's convolution and the first of the main path.
    const reads = place === frozen && (beside || !begun);
    if (place === frozen && !beside) begun = true;
    const passes = place < frozen ? 1 : reads ? 2 : 3;
    total += passes * macs;
  }
  return total;
}
