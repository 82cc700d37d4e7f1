/** A network and its twin: the same one without its shortcuts, or with them again. Pure. */
import { defaultConfig, type RunConfig } from '../../training/settings.ts';

/** Whether a network has no shortcuts. */
export const isPlain = ({ shortcut }: Pick<RunConfig, 'shortcut'>): boolean => shortcut === 'none';

/**
 * The same settings with the other kind of network.
 * @param kind Of the shortcuts that a plain network gets.
 */
export const twinOf = (
  config: RunConfig,
  kind: RunConfig['shortcut'] = defaultConfig.shortcut,
): RunConfig => ({
  ...config,
  shortcut: isPlain(config) ? kind : 'none',
});
