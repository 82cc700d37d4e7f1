/** The command that trains a run. Pure. */
import { configToQuery, presetOfConfig } from './config.ts';
import type { RunConfig } from './settings.ts';

/** A value that a shell would take apart stands in quotes. */
const word = (text: string): string => (/^[\w.,:+-]+$/.test(text) ? text : `'${text}'`);

export function commandOf(config: RunConfig): string {
  const preset = presetOfConfig(config);
  const flags: [string, string][] = Object.entries({
    ...(preset && { model: preset }),
    ...configToQuery(config),
  });
  const texts = flags.map(([flag, text]) => {
    if (text === 'true') return `--${flag}`;
    return text === 'false' ? `--no-${flag}` : `--${flag} ${word(text)}`;
  });
  return ['npx resnet train', ...texts].join(' ');
}
