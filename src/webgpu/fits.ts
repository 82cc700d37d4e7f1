/** Whether a network at a batch size fits a device, asked before anything is allocated. */

import { elementsOf, parametersOf } from '../model/parameters.ts';
import { convUnits, type FeatureShape, type Structure } from '../model/structure.ts';
import type { DeviceTraits } from './traits.ts';

const bytesOf = (s: FeatureShape): number => 4 * s.height * s.width * s.channels;

/** @throws Error with one sentence that names the largest batch that fits, if any does. */
export function checkFits(structure: Structure, batch: number, traits: DeviceTraits): void {
  const { maxBindingBytes } = traits;
  const megabytes = Math.floor(maxBindingBytes / 2 ** 20);
  const maps = convUnits(structure).flatMap((u) => [bytesOf(u.input), bytesOf(u.output)]);
  const largest = Math.max(...maps);
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
