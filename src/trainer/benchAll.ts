/**
 * Measures several networks one after another, each on kernels that were tuned as for a run, against one roofline; where that is
 * asked for, also whether they compute right. The counterpart of openRun.ts for measurements.
 */
import { summaryOf } from '../model/summary.ts';
import * as tf from '../nn/tf.ts';
import { ProblemError, problemOf } from '../problems/index.ts';
import type { BenchTask } from '../problems/run.ts';
import type { BenchPlan } from '../training/benchPlan.ts';
import type { BenchEvent, BenchModel, BenchReport } from '../training/benchReport.ts';
import { withNetwork } from '../training/config.ts';
import type { CheckedNetwork } from '../training/deviceCheck.ts';
import type { RunOutcome } from '../training/events.ts';
import { defaultConfig, type RunConfig } from '../training/settings.ts';
import { TrainingBackend } from '../webgpu/backend.ts';
import { factsOf } from '../webgpu/facts.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';
import { type BenchOptions, bench as benchOne } from './bench.ts';
import type { OpenedDevice } from './device.ts';
import { prepareTuning } from './tuning.ts';

export interface BenchRequest extends BenchPlan {
  /** The caller opens the device, and closes it. */
  readonly openDevice: () => Promise<Pick<OpenedDevice, 'info'>>;
  readonly tuningStore: TextStore;
  /** Ends the measurement between two steps. */
  readonly signal: AbortSignal;
  readonly emit: (event: BenchEvent) => void;
  readonly bench?: (options: BenchOptions) => Promise<BenchReport>;
}

/** Timing of one network where there is a budget. */
const timingMs = 3000;

/** Steps from a new engine to the end of its measurement, about: check, warm-up and three rounds. */
const stepsOfAll = 8;

/**
 * What the next network takes, about: what the last one took, for tuning and compiling, and its steps at the speed of the
 * fastest so far.
 */
function expectedMs(
  { spec, batchSize }: BenchModel,
  lastMs: number,
  reports: readonly BenchReport[],
): number {
  const gflops = Math.max(0, ...reports.flatMap((r) => r.results.map((result) => result.gflops)));
  return lastMs + (stepsOfAll * 6 * summaryOf(spec).macs * batchSize) / gflops / 1e6;
}

/** Never rejects: the `end` event reports a failure. */
export async function benchAll(request: BenchRequest): Promise<RunOutcome> {
  const { models, steps, engines, openDevice, tuningStore, signal, emit, bench = benchOne } = request;
  const { check = false, budgetMs } = request;
  const tell = (doing: BenchTask): void => emit({ type: 'progress', doing });
  const checked = (result: CheckedNetwork): void => emit({ type: 'checked', checked: result });
  const started = performance.now();
  try {
    const { info } = await openDevice();
    if (info.backend !== 'webgpu') throw new ProblemError({ kind: 'cannot-measure' });
    const backend = tf.backend();
    if (backend instanceof TrainingBackend) emit({ type: 'facts', facts: factsOf(backend) });
    // Its numbers come along only where they are wanted.
    const checking = check ? await import('./checkDevice.ts') : undefined;
    // On a software adapter compiling more than what is measured takes a minute.
    const small = checking && !info.software ? checking : undefined;
    if (small) {
      tell({ kind: 'checking' });
      for (const known of small.smallCases) checked(await small.checkNetwork(known, signal));
    }
    const reports: BenchReport[] = [];
    let lastMs = 0;
    for (const model of models) {
      signal.throwIfAborted();
      const { spec, batchSize } = model;
      const begun = performance.now();
      const spent = begun - started;
      if (budgetMs && reports.length > 0 && spent + expectedMs(model, lastMs, reports) > budgetMs) break;
      if (engines.includes('fused')) {
        const config: RunConfig = { ...withNetwork(defaultConfig, spec), batchSize };
        const onProgress = (done: number, total: number) => tell({ kind: 'tuning', done, total });
        await prepareTuning(config, info, { store: tuningStore, signal, onProgress });
      }
      const known = checking?.caseFor(spec, batchSize);
      if (checking && known) {
        tell({ kind: 'checking' });
        checked(await checking.checkNetwork(known, signal));
      }
      const report = await bench({
        spec,
        batchSize,
        steps,
        engines,
        signal,
        timingMs: budgetMs && timingMs,
        rooflineGflops: reports[0]?.rooflineGflops,
        device: info.name,
        rooflineSide: info.software ? 512 : undefined,
        onProgress: tell,
      });
      reports.push(report);
      emit({ type: 'report', report });
      lastMs = performance.now() - begun;
    }
    // Last, since nothing of this device would use them: there may be no time for it.
    if (small) tell({ kind: 'checking' });
    await small?.checkOtherFamilies(checked, started + (budgetMs ?? Number.POSITIVE_INFINITY), signal);
    emit({ type: 'end', outcome: 'finished' });
    return 'finished';
  } catch (error) {
    if (signal.aborted) {
      emit({ type: 'end', outcome: 'stopped' });
      return 'stopped';
    }
    emit({ type: 'end', outcome: 'failed', problem: problemOf(error) });
    return 'failed';
  }
}
