/** What a measurement of the device asks for, and what suits a device. Plain data, for page and command line. */
import { makeSpec, type PresetName } from '../model/presets.ts';
import type { SpecInput } from '../model/spec.ts';
import type { BenchModel } from './benchReport.ts';
import type { DeviceInfo } from './events.ts';
import type { RunConfig } from './settings.ts';

export interface BenchPlan {
  /** In the order in which they are measured. */
  readonly models: readonly BenchModel[];
  /** How often each engine is timed, in turns. */
  readonly steps: number;
  readonly engines: readonly RunConfig['engine'][];
  /** Whether to check that the fused engine computes right: in those of the networks that there are numbers for, and in small ones. */
  readonly check?: boolean;
  /** Milliseconds: a network that would probably not be measured within them is left out, but for the first. */
  readonly budgetMs?: number;
}

export const benchPresets = [
  'resnet8',
  'resnet20',
  'resnet18',
  'resnet50',
] as const satisfies readonly PresetName[];
export type BenchPreset = (typeof benchPresets)[number];

/** What is measured by default: enough to fill a graphics card, little enough that a software adapter is done soon. */
export interface Suggestion {
  readonly chosen: readonly BenchPreset[];
  /** For those chosen there are numbers to check against, see src/trainer/checkNumbers.json. */
  readonly batchSizes: Readonly<Record<BenchPreset, number>>;
  readonly steps: number;
}

export const suggestionFor = (device: Pick<DeviceInfo, 'software'> | undefined): Suggestion =>
  device?.software
    ? { chosen: ['resnet8'], batchSizes: { resnet8: 8, resnet20: 8, resnet18: 2, resnet50: 1 }, steps: 3 }
    : {
        chosen: benchPresets,
        batchSizes: { resnet8: 128, resnet20: 128, resnet18: 64, resnet50: 32 },
        steps: 20,
      };

/** Nobody waits much longer: larger networks are left out where they would. */
const budgetMs = 55_000;

/** Whether the engine is right on a device, and how fast the known networks train that suit it. */
export function wholePlan(device: Pick<DeviceInfo, 'software'> | undefined, input: SpecInput): BenchPlan {
  const { chosen, batchSizes, steps } = suggestionFor(device);
  return {
    models: chosen.map((preset) => ({ spec: makeSpec(preset, input), batchSize: batchSizes[preset] })),
    steps,
    engines: ['fused'],
    check: true,
    budgetMs,
  };
}
