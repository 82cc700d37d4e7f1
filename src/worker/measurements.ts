/**
 * What takes the device to itself for a while and is no run: a benchmark, an evaluation, a look, a search or a landscape. One at a time, and
 * not while a run is under way; a search alone may be made beside one that is paused.
 */
import type { Dataset } from '../data/pictures.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import type { Problem } from '../problems/index.ts';
import type { BenchOptions } from '../trainer/bench.ts';
import { benchAll } from '../trainer/benchAll.ts';
import type { OpenedDevice } from '../trainer/device.ts';
import { evaluateWeights } from '../trainer/evaluateWeights.ts';
import { findRate } from '../trainer/findRate.ts';
import { lookAtNetwork } from '../trainer/lookAtNetwork.ts';
import { measureLandscape } from '../trainer/measureLandscape.ts';
import type { DataRequest } from '../trainer/openRun.ts';
import type { BenchReport } from '../training/benchReport.ts';
import type { DeviceInfo } from '../training/events.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';
import type { CheckpointManager } from './checkpointManager.ts';
import { readState } from './files.ts';
import type { PathKeeper } from './pathKeeper.ts';
import type { Reply, WorkerCommand, WorkerMessage } from './protocol.ts';
import { namedNetwork } from './storedNetworks.ts';

type Command<T extends WorkerCommand['type']> = Extract<WorkerCommand, { type: T }>;
type Measuring = 'bench' | 'evaluate' | 'look' | 'find-rate' | 'landscape';

export interface MeasurementsOptions {
  readonly post: (message: WorkerMessage) => void;
  /** Sends what comes of a request, also where it fails. */
  readonly answerWith: (id: string, work: () => Promise<Reply>) => Promise<void>;
  /** What trains now, if anything does. */
  readonly underWay: () => 'run' | 'paused run' | undefined;
  /** The open device. */
  readonly device: () => Promise<OpenedDevice>;
  readonly closeDevice: () => Promise<void>;
  /** Does something once it has the device to itself. */
  readonly takeDevice: <T>(work: () => Promise<T>) => Promise<T>;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  readonly tuningStore: TextStore;
  /** Benchmarks one network. */
  readonly bench: ((options: BenchOptions) => Promise<BenchReport>) | undefined;
  readonly checkpoints: CheckpointManager;
  readonly paths: PathKeeper | undefined;
  readonly loadShipped: Parameters<typeof namedNetwork>[2];
  /** A run as it is now, or as it is stored. @throws ProblemError where its weights are gone. */
  readonly checkpointOf: (runId: string) => Promise<Checkpoint>;
}

export interface Measurements {
  /** Answers by what is measured, or by why it cannot be now. */
  measure(command: Command<Measuring>): void;
  /** Ends the one of that id. */
  stop(id: string): void;
  /** A run begins: it goes first. */
  interrupt(): void;
  /** No run stands still any more, so that nothing may go on beside it. */
  pauseOver(): void;
}

export function createMeasurements({
  post,
  answerWith,
  underWay,
  device,
  closeDevice,
  takeDevice,
  openData,
  tuningStore,
  bench,
  checkpoints,
  paths,
  loadShipped,
  checkpointOf,
}: MeasurementsOptions): Measurements {
  /** The one under way. */
  let measuring:
    | { readonly id: string; readonly stop: AbortController; readonly duringPause?: boolean }
    | undefined;

  /** Why nothing can be measured now, if so. */
  function busy(duringPause = false): Problem | undefined {
    const run = underWay() !== undefined && !duringPause;
    // What was told to end is over as soon as it hears of it, and the next one waits for that.
    if (!run && (!measuring || measuring.stop.signal.aborted)) return undefined;
    return { kind: 'busy', doing: run ? 'run' : 'measurement' };
  }

  function benchmark({ id, type: _, ...plan }: Command<'bench'>): void {
    const problem = busy();
    if (problem) {
      post({ type: 'bench', id, event: { type: 'end', outcome: 'failed', problem } });
      return;
    }
    const stop = new AbortController();
    const mine = { id, stop };
    measuring = mine;
    void takeDevice(async () => {
      const outcome = await benchAll({
        ...plan,
        tuningStore,
        bench,
        openDevice: device,
        signal: stop.signal,
        emit: (event) => {
          if (event.type === 'end' && measuring === mine) measuring = undefined;
          post({ type: 'bench', id, event });
        },
      });
      if (outcome === 'failed') await closeDevice();
    });
  }

  /** Answers a request that takes the device to itself, as a benchmark does: not while anything else is under way. */
  function measured(
    id: string,
    work: (options: {
      readonly device: DeviceInfo;
      readonly signal: AbortSignal;
      readonly openData: (request: DataRequest) => Promise<Dataset>;
      readonly onProgress: (
        done: number,
        total: number,
        found?: Pick<Extract<Reply, { type: 'progress' }>, 'ground' | 'points'>,
      ) => void;
    }) => Promise<Reply>,
    /** Whether it may be done beside a run that is paused. */
    mayPause = false,
  ): void {
    const duringPause = mayPause && underWay() === 'paused run';
    const problem = busy(duringPause);
    if (problem) {
      post({ type: 'answer', id, answer: { type: 'failed', problem } });
      return;
    }
    const stop = new AbortController();
    const { signal } = stop;
    const mine = { id, stop, duringPause };
    measuring = mine;
    const beside = (answered: () => Promise<void>) => (duringPause ? answered() : takeDevice(answered));
    void beside(async () => {
      await answerWith(id, async () => {
        try {
          const { info } = await device();
          return await work({
            device: info,
            signal,
            openData,
            onProgress: (done, total, found) =>
              post({ type: 'answer', id, answer: { type: 'progress', done, total, ...found } }),
          });
        } catch (error) {
          if (signal.aborted) return { type: 'failed' };
          throw error;
        } finally {
          if (measuring === mine) measuring = undefined;
        }
      });
    });
  }

  const evaluate = ({ id, file, config }: Command<'evaluate'>): void =>
    measured(id, async (options) => {
      const state = await readState(file);
      const { loss, correct, images } = await evaluateWeights({ ...options, config, state });
      return { type: 'evaluated', testLoss: loss / images, testAccuracy: correct / images, images };
    });

  const look = ({ id, config, correlation }: Command<'look'>): void =>
    measured(id, async (options) => ({
      type: 'vitals',
      ...(await lookAtNetwork({ ...options, config, correlation })),
    }));

  const search = ({ id, config, runId, steps }: Command<'find-rate'>): void =>
    measured(
      id,
      async (options) => {
        const from = runId === undefined ? undefined : await checkpointOf(runId);
        const { weights } = from?.state ?? {};
        const begun = { config: from?.config ?? config, state: weights && { weights } };
        return { type: 'rates', points: await findRate({ ...options, ...begun, steps }) };
      },
      true,
    );

  const landscape = ({ id, of, plan, known }: Command<'landscape'>): void =>
    measured(id, async ({ onProgress, ...options }) => {
      const { network, stored } = await namedNetwork(of, checkpoints, loadShipped);
      const path =
        plan.plane === 'path' && network.kind === 'run'
          ? { points: (await paths?.load(network.runId)) ?? [], step: network.step, epoch: network.epoch }
          : undefined;
      await measureLandscape({
        ...options,
        ...stored,
        plan,
        path,
        known,
        onProgress({ done, total, ground, points }) {
          if (!ground) return onProgress(done, total, points && { points });
          const { plan: _, ...told } = ground;
          onProgress(done, total, { ground: { ...told, network } });
        },
      });
      return { type: 'landscape' };
    });

  return {
    measure(command) {
      switch (command.type) {
        case 'bench':
          return benchmark(command);
        case 'evaluate':
          return evaluate(command);
        case 'look':
          return look(command);
        case 'find-rate':
          return search(command);
        case 'landscape':
          return landscape(command);
        default:
          return command satisfies never;
      }
    },
    stop(id) {
      if (measuring?.id === id) measuring.stop.abort();
    },
    interrupt() {
      measuring?.stop.abort();
    },
    pauseOver() {
      if (measuring?.duringPause) measuring.stop.abort();
    },
  };
}
