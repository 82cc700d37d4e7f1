/** Whether a network at a batch size fits a device, asked before anything is allocated. */

import { elementsOf, parametersOf } from '../model/parameters.ts';
import type { Structure } from '../model/structure.ts';
import { largestMapBytes } from '../training/memory.ts';
import type { DeviceTraits } from './traits.ts';

/** @throws Error with one sentence that names the largest batch that fits, if any does. */
export function checkFits(structure: Structure, batch: number, traits: DeviceTraits): void {
  const { maxBindingBytes } = traits;
  const megabytes = Math.floor(maxBindingBytes / 2 ** 20);
  const largest = largestMapBytes(structure);
  if (batch * largest > maxBindingBytes) {
    const most = Math.floor(maxBindingBytes / largest);
    throw new Error(
      most > 0
        ? `A batch of ${batch} needs a tensor larger than the ${megabytes} MB this GPU allows: choose a batch size of at most ${most}.`
        : `One picture alone needs a tensor larger than the ${megabytes} MB this GPU allows: choose a narrower network.`,
    );
  }
  const heaviest = Math.max(...parametersOf(structure).map((p) => 4 * elementsOf(p.shape)));
  if (heaviest > maxBindingBytes) {
    throw new Error(
      `A layer has more than the ${megabytes} MB of weights this GPU allows: choose a narrower network.`,
    );
  }
}
