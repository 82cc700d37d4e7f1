/** Which kernels compute the convolutions of a network on a device, in words for a report. */
import { convUnits, type Structure } from '../model/structure.ts';
import type { KernelChoice } from '../training/benchReport.ts';
import type { TrainingBackend } from './backend.ts';
import { type ConvSettings, convShape } from './kernels/convShape.ts';
import type { Tile } from './kernels/tiled/tile.ts';
import type { WinogradChoice } from './kernels/winograd/choice.ts';
import { tuningTasks } from './tuningTasks.ts';
import { chooseVariant, tuningKey, type Variant } from './variants.ts';

const inSlices = (slices: number): string => (slices === 1 ? '' : `, ${slices} slices`);

const tileOf = ({ bm, bn, bk, tm, tn }: Tile): string =>
  `${bm}×${bn}×${bk} tile, ${tm}×${tn} results a thread`;

const formOf = ({ outputs: m }: Pick<WinogradChoice, 'outputs'>): string => `F(${m}×${m}, 3×3)`;

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
    case 'tiled':
      return { family: 'tiled', tiling: `${tileOf(v.tile)}${inSlices(v.splits)}` };
    case 'winograd': {
      const { product } = v;
      const cut =
        product.by === 'tile'
          ? tileOf(product.tile)
          : `${product.tiling.rows} × ${4 * product.tiling.quads} results a thread, ${product.tiling.lanes} lanes`;
      return { family: 'winograd', tiling: `${formOf(v)}, products of ${cut}` };
    }
    case 'winograd-filter': {
      const { product } = v;
      if (product.by === 'tile') {
        const cut = `${tileOf(product.tile)}${inSlices(product.slices)}`;
        return { family: 'winograd', tiling: `${formOf(v)}, products of ${cut}` };
      }
      const { lanes, rowVectors, columnVectors, slices } = product.tiling;
      const cut = `${rowVectors * lanes} × ${columnVectors * lanes} results a workgroup, ${lanes} lanes${inSlices(slices)}`;
      return { family: 'winograd', tiling: `${formOf(v)}, products of ${cut}` };
    }
    default:
      return v satisfies never;
  }
}

/** Every different pass of a network's convolutions at a batch size, the most expensive first. */
export function kernelChoices(
  backend: TrainingBackend,
  structure: Structure,
  batch: number,
  settings: ConvSettings,
): KernelChoice[] {
  const { traits, tuning } = backend;
  return tuningTasks(structure, batch, settings).map(({ shape, pass }): KernelChoice => {
    const key = tuningKey(shape, pass);
    // The gradient of the pictures is never needed.
    const units = convUnits(structure).slice(pass === 'inputGradient' ? 1 : 0);
    const { kernel, stride, inChannels, outChannels, inHeight, inWidth } = shape;
    return {
      pass,
      shape: `${kernel}×${kernel}, ${inChannels} to ${outChannels} channels, ${inHeight}×${inWidth}${stride > 1 ? `, stride ${stride}` : ''}`,
      layers: units.filter((unit) => tuningKey({ ...convShape(batch, unit), ...settings }, pass) === key)
        .length,
      tuned: tuning.has(key),
      ...described(chooseVariant(shape, pass, traits, tuning)),
    };
  });
}
