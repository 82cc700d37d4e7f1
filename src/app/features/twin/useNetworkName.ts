/** What a network of a pair is called: by its name where it has one, else by its layers and its width. */
import { isPresetName, modelName } from '../../../model/presets.ts';
import { depthOf } from '../../../model/spec.ts';
import { specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useTwinWords } from '../../i18n/twin.ts';
import { useWords } from '../../i18n/words.ts';
import { isPlain } from '../../state/plain.ts';

export function useNetworkName(): (config: RunConfig) => string {
  const words = useTwinWords();
  const page = useWords();
  return (config) =>
    isPresetName(modelName(config))
      ? networkText(page, config)
      : words.network(depthOf(specOf(config)), config.width, isPlain(config));
}
