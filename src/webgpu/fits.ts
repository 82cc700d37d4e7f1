/** Whether a network at a batch size fits a device, asked before anything is allocated. */

import { elementsOf, parametersOf } from '../model/parameters.ts';
import type { Structure } from '../model/structure.ts';
import { ProblemError } from '../problems/index.ts';
import { largestMapBytes } from '../training/memory.ts';
import type { DeviceTraits } from './traits.ts';

/** @throws ProblemError that names the largest batch that fits, if any does. */
export function checkFits(structure: Structure, batch: number, traits: DeviceTraits): void {
  const { maxBindingBytes } = traits;
  const limitMB = Math.floor(maxBindingBytes / 2 ** 20);
  const largest = largestMapBytes(structure);
  if (batch * largest > maxBindingBytes) {
    const most = Math.floor(maxBindingBytes / largest);
    throw new ProblemError(
      most > 0 ? { kind: 'batch-too-large', batch, limitMB, most } : { kind: 'picture-too-large', limitMB },
    );
  }
  const heaviest = Math.max(...parametersOf(structure).map((p) => 4 * elementsOf(p.shape)));
  if (heaviest > maxBindingBytes) throw new ProblemError({ kind: 'layer-too-large', limitMB });
}
