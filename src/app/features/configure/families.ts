/** The named networks as the column offers them: two families, each a row from shallow to deep. Pure. */
import { type PresetName, type PresetShape, presetNames, presetOf, presets } from '../../../model/presets.ts';
import { depthOf } from '../../../model/spec.ts';
import { specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';

export const families = ['thin', 'wide'] as const;
export type Family = (typeof families)[number];

/** Between the 16 channels of thin networks and the 64 of wide ones. */
const wideFrom = 32;

/** Custom networks belong where their width does. */
export const familyOf = ({ width }: Pick<PresetShape, 'width'>): Family =>
  width < wideFrom ? 'thin' : 'wide';

export const networksOf = (family: Family): readonly PresetName[] =>
  presetNames.filter((name) => familyOf(presets[name]) === family);

/** The number in a network's name. */
export const layersOf = (name: PresetName): number => Number(name.replace(/\D/g, ''));

/** The network of a family whose depth is nearest to a config's. */
export function nearestOf(family: Family, config: RunConfig): PresetName {
  const named = presetOf(config);
  const depth = named ? layersOf(named) : depthOf(specOf(config));
  const distance = (name: PresetName) => Math.abs(Math.log(layersOf(name) / depth));
  return networksOf(family).reduce((best, name) => (distance(name) < distance(best) ? name : best));
}
