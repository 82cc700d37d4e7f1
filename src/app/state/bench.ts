/**
 * A benchmark of the device as the page sees it: its plan, how events change it, its rows and its JSON; and which
 * networks the page proposes for it. Pure.
 */

import { makeSpec, type PresetName } from '../../model/presets.ts';
import type { BenchTask } from '../../problems/run.ts';
import type { BenchEvent, BenchModel, BenchReport, BenchResult } from '../../training/benchReport.ts';
import { datasetOf, inputOf, specOf } from '../../training/config.ts';
import type { DeviceInfo, EventOf } from '../../training/events.ts';
import type { RunConfig } from '../../training/settings.ts';

/** What is asked of the worker. */
export interface BenchPlan {
  readonly models: readonly BenchModel[];
  readonly steps: number;
  readonly engines: readonly RunConfig['engine'][];
}

export interface Bench extends BenchPlan {
  readonly id: string;
  /** What is being done for the network after those that have a report. */
  readonly doing?: BenchTask;
  /** In the order of the networks, as far as they were measured. */
  readonly reports: readonly BenchReport[];
  /** A wish to stop is on its way to the worker. */
  readonly stopping: boolean;
  readonly end?: Pick<EventOf<'end'>, 'outcome' | 'problem'>;
}

export const newBench = (id: string, plan: BenchPlan): Bench => ({
  ...plan,
  id,
  reports: [],
  stopping: false,
});

export const isMeasuring = (bench: Bench | undefined): bench is Bench & { readonly end?: undefined } =>
  bench !== undefined && bench.end === undefined;

/** The measurement after an event. Nothing follows the end. */
export function foldBench(bench: Bench, event: BenchEvent): Bench {
  if (bench.end) return bench;
  switch (event.type) {
    case 'progress':
      return { ...bench, doing: event.doing };
    case 'report':
      return { ...bench, doing: undefined, reports: [...bench.reports, event.report] };
    case 'end': {
      const { outcome, problem } = event;
      return { ...bench, doing: undefined, stopping: false, end: { outcome, problem } };
    }
    default:
      return event satisfies never;
  }
}

export const benchPresets = ['resnet8', 'resnet20', 'resnet18'] as const satisfies readonly PresetName[];
/** A network to measure: a known one, or the one that is set on the page. */
export type BenchChoice = (typeof benchPresets)[number] | 'current';
export const benchChoices: readonly BenchChoice[] = [...benchPresets, 'current'];

/** What is measured by default: enough to fill a graphics card, little enough that a software adapter is done soon. */
export interface Suggestion {
  readonly chosen: readonly BenchChoice[];
  readonly batchSizes: Readonly<Record<(typeof benchPresets)[number], number>>;
  readonly steps: number;
}

export const suggestionFor = (device: Pick<DeviceInfo, 'software'> | undefined): Suggestion =>
  device?.software
    ? { chosen: ['resnet8'], batchSizes: { resnet8: 8, resnet20: 8, resnet18: 2 }, steps: 3 }
    : { chosen: benchPresets, batchSizes: { resnet8: 128, resnet20: 128, resnet18: 64 }, steps: 20 };

/** The network of a choice at the batch size it would be measured with. */
export function modelOf(choice: BenchChoice, { batchSizes }: Suggestion, config: RunConfig): BenchModel {
  return choice === 'current'
    ? { spec: specOf(config), batchSize: config.batchSize }
    : { spec: makeSpec(choice, inputOf(datasetOf(config))), batchSize: batchSizes[choice] };
}

/** A row of the table: one engine on one network, measured or still to come. */
export interface BenchRow {
  readonly model: BenchModel;
  readonly engine: RunConfig['engine'];
  readonly result?: BenchResult;
  /** How many times as fast as stock; on the fused engine's row, where both were measured. */
  readonly speedup?: number;
}

/** The rows of a plan, fused before stock, filled as far as there are reports. */
export function rowsOf({ models, engines }: BenchPlan, reports: readonly BenchReport[]): BenchRow[] {
  return models.flatMap((model, i) =>
    (['fused', 'stock'] as const)
      .filter((engine) => engines.includes(engine))
      .map((engine): BenchRow => {
        const report = reports[i];
        return {
          model,
          engine,
          result: report?.results.find((r) => r.engine === engine),
          speedup: engine === 'fused' ? report?.speedup : undefined,
        };
      }),
  );
}

/** All that was measured, as JSON to pass on. Each report has the form of the command line's `bench --json`. */
export function benchJson({ reports, steps }: Bench, device: DeviceInfo, browser: string): string {
  const { name, software } = device;
  return JSON.stringify({ device: name, software, browser, steps, reports }, undefined, 2);
}
