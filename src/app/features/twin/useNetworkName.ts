/** What a network of a pair is called: by its name where it has one, else by its layers and its width. */
import { isPresetName, modelName } from '../../../model/presets.ts';
import { convUnits, structureOf } from '../../../model/structure.ts';
import { specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useTwinWords } from '../../i18n/twin.ts';
import { useWords } from '../../i18n/words.ts';
import { isPlain } from '../../state/plain.ts';

/** Layers with weights on the main path, as He et al. 2015 count them: the stem, the blocks' convolutions, the classifier. */
function layersOf(config: RunConfig): number {
  const structure = structureOf({ ...specOf(config), shortcut: 'none' });
  return convUnits(structure).length + 1;
}

export function useNetworkName(): (config: RunConfig) => string {
  const words = useTwinWords();
  const page = useWords();
  return (config) =>
    isPresetName(modelName(config))
      ? networkText(page, config)
      : words.network(layersOf(config), config.width, isPlain(config));
}
