/** Which kernels compute the convolutions of a network on a device, in words for a report. */
import { convUnits, type Structure } from '../model/structure.ts';
import type { KernelChoice } from '../training/benchReport.ts';
import type { TrainingBackend } from './backend.ts';
import { convShape } from './kernels/convShape.ts';
import { tuningTasks } from './tuner.ts';
import { chooseVariant, tuningKey, type Variant } from './variants.ts';

const inSlices = (slices: number): string => (slices === 1 ? '' : `, ${slices} slices`);

/** The family as people are told of it, and the tiling in the field's terms. */
function described(v: Variant): Pick<KernelChoice, 'family' | 'tiling'> {
  switch (v.family) {
    case 'direct': {
      const { pixels, quads, threads, lanes } = v.tiling;
      return {
        family: 'direct',
        tiling: `${pixels} pixels × ${4 * quads} channels a thread, ${threads} threads, weights shared by ${lanes} lanes`,
      };
    }
    case 'direct-filter': {
      const { lanes, outVectors, inVectors, pixels, slices } = v.tiling;
      return {
        family: 'direct',
        tiling: `${outVectors * lanes} output × ${inVectors * lanes} input channels, ${pixels} pixels at a time, ${lanes} lanes${inSlices(slices)}`,
      };
    }
    case 'tiled': {
      const { bm, bn, bk, tm, tn, ahead } = v.tile;
      return {
        family: 'tiled',
        tiling: `${bm}×${bn}×${bk} tile, ${tm}×${tn} results a thread${ahead ? ', loads one step ahead' : ''}${inSlices(v.splits)}`,
      };
    }
    default:
      return v satisfies never;
  }
}

/** Every different pass of a network's convolutions at a batch size, the most expensive first. */
export function kernelChoices(backend: TrainingBackend, structure: Structure, batch: number): KernelChoice[] {
  const { traits, tuning } = backend;
  return tuningTasks(structure, batch).map(({ shape, pass }): KernelChoice => {
    const key = tuningKey(shape, pass);
    // The gradient of the pictures is never needed.
    const units = convUnits(structure).slice(pass === 'inputGradient' ? 1 : 0);
    const { kernel, stride, inChannels, outChannels, inHeight, inWidth } = shape;
    return {
      pass,
      shape: `${kernel}×${kernel}, ${inChannels} to ${outChannels} channels, ${inHeight}×${inWidth}${stride > 1 ? `, stride ${stride}` : ''}`,
      layers: units.filter((unit) => tuningKey(convShape(batch, unit), pass) === key).length,
      tuned: tuning.has(key),
      ...described(chooseVariant(shape, pass, traits, tuning)),
    };
  });
}
