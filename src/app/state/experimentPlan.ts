/** How large an experiment can be on a device in a given time: the size of its runs, and how many seeds of each. Pure. */

import type { DeviceInfo } from '../../training/events.ts';
import {
  type DeviceSettings,
  type Experiment,
  runsOf,
  type Size,
  sizes,
} from '../../training/experiments.ts';
import type { RunConfig } from '../../training/settings.ts';
import { planSeconds } from './budget.ts';
import { type TimeEstimate, timeOf } from './estimate.ts';
import type { Speed } from './speeds.ts';

/** In seconds, for all runs together. */
export const experimentSeconds = { twoMinutes: 120, tenMinutes: 600, halfHour: 1800 } as const;
export type ExperimentTime = keyof typeof experimentSeconds;
export const experimentTimes = Object.keys(experimentSeconds) as readonly ExperimentTime[];

/** Three of each tell something of chance. One is what a slow device can do. */
const seedCounts = [3, 1];

/** Seconds that a run takes before its first step. */
const startSeconds = { software: 5, hardware: 2 };

export interface ExperimentPlan {
  readonly size: Size;
  readonly seeds: readonly number[];
  readonly configs: readonly RunConfig[];
  readonly seconds: number;
  /** False where even the smallest takes longer than was given: the plan is that one. */
  readonly fits: boolean;
  /** True where nothing was measured on this device yet. */
  readonly assumed: boolean;
}

const firstSeeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

export interface Means {
  readonly device: DeviceInfo;
  readonly speeds: readonly Speed[];
  /** How the page's runs compute. */
  readonly settings: DeviceSettings;
}

/** Of a network, whatever it is trained on: pictures a second. What is known of one is asked for once, as unfolding a deep network takes a while. */
function speedOf({ device, speeds }: Omit<Means, 'settings'>): (config: RunConfig) => TimeEstimate {
  const known = new Map<string, TimeEstimate>();
  return (config) => {
    const { blocks, width, shortcut, norm, engine } = config;
    const key = [blocks, width, shortcut, norm, engine].join();
    const time = known.get(key) ?? timeOf(config, device, speeds);
    known.set(key, time);
    return time;
  };
}

const startOf = ({ software }: DeviceInfo): number => startSeconds[software ? 'software' : 'hardware'];

/** How long these runs of experiments take one after the other. */
export function secondsOf(configs: readonly RunConfig[], means: Omit<Means, 'settings'>): number {
  const time = speedOf(means);
  return configs.reduce(
    (sum, config) => sum + startOf(means.device) + planSeconds(config, time(config).imagesPerSecond),
    0,
  );
}

/** The largest that fits with three seeds, else with one, else the smallest at which there is something to see. */
export function experimentPlan(experiment: Experiment, time: ExperimentTime, means: Means): ExperimentPlan {
  const { device, settings } = means;
  const speed = speedOf(means);
  const offered = sizes.slice(experiment.least);
  const perSeed = offered.map((size) =>
    runsOf(experiment, size, [1], settings).reduce(
      (sum, config) => sum + startOf(device) + planSeconds(config, speed(config).imagesPerSecond),
      0,
    ),
  );
  const largest = (count: number): number =>
    perSeed.findLastIndex((seconds) => count * seconds <= experimentSeconds[time]);
  const count = seedCounts.find((seeds) => largest(seeds) >= 0) ?? 1;
  const place = Math.max(0, largest(count));
  const size = offered[place] as Size;
  const seeds = firstSeeds(count);
  const configs = runsOf(experiment, size, seeds, settings);
  const seconds = count * (perSeed[place] ?? 0);
  return {
    size,
    seeds,
    configs,
    seconds,
    fits: seconds <= experimentSeconds[time],
    assumed: configs.some((config) => speed(config).source === 'assumed'),
  };
}
