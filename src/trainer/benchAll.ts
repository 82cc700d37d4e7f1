/**
 * Measures several networks one after another, each on kernels that were tuned as for a run, against one roofline.
 * The counterpart of openRun.ts for measurements.
 */
import { ProblemError, problemOf } from '../problems/index.ts';
import type { BenchTask } from '../problems/run.ts';
import type { BenchEvent, BenchModel, BenchReport } from '../training/benchReport.ts';
import { withNetwork } from '../training/config.ts';
import type { RunOutcome } from '../training/events.ts';
import { defaultConfig, type RunConfig } from '../training/settings.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';
import { type BenchOptions, bench as benchOne } from './bench.ts';
import type { OpenedDevice } from './device.ts';
import { prepareTuning } from './tuning.ts';

export interface BenchRequest {
  readonly models: readonly BenchModel[];
  /** How often each engine is timed, in turns. */
  readonly steps: number;
  readonly engines: readonly RunConfig['engine'][];
  /** The caller opens the device, and closes it. */
  readonly openDevice: () => Promise<Pick<OpenedDevice, 'info'>>;
  readonly tuningStore: TextStore;
  /** Ends the measurement between two steps. */
  readonly signal: AbortSignal;
  readonly emit: (event: BenchEvent) => void;
  readonly bench?: (options: BenchOptions) => Promise<BenchReport>;
}

/** Never rejects: the `end` event reports a failure. */
export async function benchAll(request: BenchRequest): Promise<RunOutcome> {
  const { models, steps, engines, openDevice, tuningStore, signal, emit, bench = benchOne } = request;
  const tell = (doing: BenchTask): void => emit({ type: 'progress', doing });
  try {
    const { info } = await openDevice();
    if (info.backend !== 'webgpu') throw new ProblemError({ kind: 'cannot-measure' });
    let rooflineGflops: number | undefined;
    for (const { spec, batchSize } of models) {
      signal.throwIfAborted();
      if (engines.includes('fused')) {
        const config: RunConfig = { ...withNetwork(defaultConfig, spec), batchSize };
        await prepareTuning(config, info, tuningStore, signal, (done, total) =>
          tell({ kind: 'tuning', done, total }),
        );
      }
      const report = await bench({
        spec,
        batchSize,
        steps,
        engines,
        signal,
        rooflineGflops,
        device: info.name,
        rooflineSide: info.software ? 512 : undefined,
        onProgress: tell,
      });
      rooflineGflops = report.rooflineGflops;
      emit({ type: 'report', report });
    }
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
