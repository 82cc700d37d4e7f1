/** The command that trains a run. Pure. */
import { isReady } from '../data/sets/index.ts';
import { configToQuery, datasetOf, presetOfConfig } from './config.ts';
import type { RunConfig } from './settings.ts';

/** A value that a shell would take apart stands in quotes. */
const word = (text: string): string => (/^[\w.,:+-]+$/.test(text) ? text : `'${text}'`);

/** Where somebody's own pictures are, the person knows who has them. */
function dataFlags(config: RunConfig): Record<string, string> {
  if (isReady(config.dataset)) return {};
  const { imageSize } = datasetOf(config);
  return { data: 'PATH', ...(imageSize !== 32 && { 'data-size': String(imageSize) }) };
}

export function commandOf(config: RunConfig): string {
  const preset = presetOfConfig(config);
  const { dataset, ...query } = configToQuery(config);
  const flags: [string, string][] = Object.entries({
    ...(preset && { model: preset }),
    ...query,
    ...(dataset !== undefined && isReady(dataset) && { dataset }),
    ...dataFlags(config),
  });
  const texts = flags.map(([flag, text]) => {
    if (text === 'true') return `--${flag}`;
    return text === 'false' ? `--no-${flag}` : `--${flag} ${word(text)}`;
  });
  return ['npx resnet train', ...texts].join(' ');
}
