/**
 * A benchmark of the device as the page sees it: its plan, how events change it, its rows and its JSON; and which
 * networks the page proposes for it. Pure.
 */

import { version } from '../../base/version.ts';
import { makeSpec } from '../../model/presets.ts';
import type { BenchTask } from '../../problems/run.ts';
import { type BenchPlan, type BenchPreset, benchPresets, type Suggestion } from '../../training/benchPlan.ts';
import type {
  BenchEvent,
  BenchModel,
  BenchReport,
  BenchResult,
  KernelChoice,
} from '../../training/benchReport.ts';
import { datasetOf, inputOf, specOf } from '../../training/config.ts';
import { deviceReport, type Measured } from '../../training/deviceReport.ts';
import type { DeviceInfo, EventOf } from '../../training/events.ts';
import type { RunConfig } from '../../training/settings.ts';

export interface Bench extends BenchPlan, Measured {
  readonly id: string;
  /** What is being done for the network after those that have a report. */
  readonly doing?: BenchTask;
  /** A wish to stop is on its way to the worker. */
  readonly stopping: boolean;
  readonly end?: Pick<EventOf<'end'>, 'outcome' | 'problem'>;
}

export const newBench = (id: string, plan: BenchPlan): Bench => ({
  ...plan,
  id,
  checked: [],
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
    case 'facts':
      return { ...bench, facts: event.facts };
    case 'checked':
      return { ...bench, checked: [...bench.checked, event.checked] };
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

/** A network to measure: a known one, or the one that is set on the page. */
export type BenchChoice = BenchPreset | 'current';
export const benchChoices: readonly BenchChoice[] = [...benchPresets, 'current'];

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

/** Families of kernels that won a pass, the one for the most layers first. */
export function familiesOf(report: BenchReport, pass: KernelChoice['pass']) {
  const layers = new Map<KernelChoice['family'], number>();
  for (const choice of report.kernels ?? []) {
    if (choice.pass === pass) layers.set(choice.family, (layers.get(choice.family) ?? 0) + choice.layers);
  }
  return [...layers].sort(([, a], [, b]) => b - a).map(([family, count]) => ({ family, count }));
}

/** All that was found, as the JSON that the command line's `bench --report` prints too. */
export const benchJson = (bench: Bench, { name, software }: DeviceInfo, agent: string): string =>
  deviceReport({ version, agent, device: name, software }, bench);
