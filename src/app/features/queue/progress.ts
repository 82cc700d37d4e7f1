/** How far a queue is, and what each of its runs is called. Pure. */
import { formatSetting } from '../../../training/config.ts';
import type { DeviceInfo } from '../../../training/events.ts';
import { groupsOf, variedIn } from '../../../training/groups.ts';
import { namedKeys, type RunConfig, type SettingKey } from '../../../training/settings.ts';
import { labelOf, networkText, valueText } from '../../i18n/runTexts.ts';
import type { Words } from '../../i18n/words.ts';
import { timeOf } from '../../state/estimate.ts';
import { isOver, type QueueEntry } from '../../state/queue.ts';
import type { Speed } from '../../state/speeds.ts';

/** Seconds that each of the runs takes; those that differ by their seed alone take the same. */
export function secondsOf(
  configs: readonly RunConfig[],
  device: DeviceInfo,
  speeds: readonly Speed[],
): ReadonlyMap<RunConfig, number> {
  const groups = groupsOf(configs.map((config) => ({ config })));
  return new Map(
    groups.flatMap((group) => {
      const seconds = timeOf(group[0].config, device, speeds).runSeconds;
      return group.map(({ config }) => [config, seconds] as const);
    }),
  );
}

export interface QueueProgress {
  readonly over: number;
  /** 0…1, by the time that the runs take. */
  readonly share: number;
  /** Seconds to the end of all; undefined where the device is not known. */
  readonly left?: number;
}

/**
 * @param seconds Of each run, where the device is known; else they count by their epochs.
 * @param epochOf Epochs that a run which was begun has behind it, with fraction.
 */
export function progressOf(
  entries: readonly QueueEntry[],
  seconds: ReadonlyMap<RunConfig, number> | undefined,
  epochOf: (runId: string) => number,
): QueueProgress {
  let all = 0;
  let left = 0;
  for (const entry of entries) {
    const { config, runId } = entry;
    const takes = seconds?.get(config) ?? config.epochs;
    const done = isOver(entry) ? 1 : runId === undefined ? 0 : epochOf(runId) / config.epochs;
    all += takes;
    left += takes * (1 - Math.min(1, Math.max(0, done)));
  }
  return {
    over: entries.filter(isOver).length,
    share: all > 0 ? 1 - left / all : 0,
    ...(seconds && { left }),
  };
}

/** What tells a run of the queue from the others: its network where that is varied, and its values of what else is. */
export function entryNames(
  words: Words,
  entries: readonly QueueEntry[],
  part: (label: string, value: string) => string,
): string[] {
  const configs = entries.map(({ config }) => config);
  const varied = variedIn(configs);
  const networks = varied.some((key) => namedKeys.includes(key) || key === 'shortcut' || key === 'norm');
  const rest = varied.filter((key) => !namedKeys.includes(key));
  const told = (key: SettingKey, config: RunConfig) =>
    part(labelOf(words, key), valueText(words, key, formatSetting(key, config[key])));
  return configs.map((config) => {
    const parts = rest.map((key) => told(key, config));
    return [...(networks || parts.length === 0 ? [networkText(words, config)] : []), ...parts].join(' · ');
  });
}
