/**
 * From a config to a run: device, pictures and engine are opened, the trainer runs, and everything is given back.
 * Commands may come at any time, also while it still opens.
 */

import type { OpenOptions } from '../data/openShards.ts';
import type { Dataset } from '../data/pictures.ts';
import type { DatasetName } from '../data/sets/index.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import { scheduleProblem } from '../model/depth.ts';
import { structureOf } from '../model/structure.ts';
import type { Engine, EngineState } from '../nn/engine.ts';
import { withNewClassifier } from '../nn/newClassifier.ts';
import { asksFirst, ProblemError, problemOf } from '../problems/index.ts';
import { datasetOf, specOf } from '../training/config.ts';
import type { DeviceInfo, RunEvent, RunOutcome } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
import { storageOfRun } from '../training/storage.ts';
import { otherClasses } from '../training/transfer.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';
import { currentEngine } from './currentEngine.ts';
import type { KeepLevels } from './depthHistory.ts';
import type { OpenedDevice } from './device.ts';
import { createEngine, createEngineBeside } from './engines.ts';
import { type AcceptedDevice, keptKernels } from './sameDevice.ts';
import type { SavingBounds } from './saving.ts';
import { createTrainer, type Trainer } from './trainer.ts';
import { prepareTuning } from './tuning.ts';

/** What a run asks of its data set. Where the pictures come from is up to the caller. */
export type DataRequest = Pick<RunConfig, 'dataset' | 'seed' | 'trainImages' | 'testImages'> &
  Pick<OpenOptions, 'signal' | 'onProgress' | 'onOutage' | 'onDemand'>;

/** What a run begins with in place of fresh weights. */
export type Origin =
  /** Goes on with the run; its config counts for what the request's does not change. */
  | {
      readonly kind: 'checkpoint';
      readonly checkpoint: Checkpoint;
      /** States before its changes of depth that can be taken back. */
      readonly levels?: readonly Uint8Array[];
      /** Another device than the checkpoint's that it may go on with. */
      readonly accepted?: AcceptedDevice;
    }
  /** Weights and running statistics; all else is fresh, and the classifier too where they learned other classes. */
  | {
      readonly kind: 'weights';
      readonly weights: EngineState['weights'];
      /** What they learned. */
      readonly dataset: DatasetName;
    };

/** The state that a run begins with which begins with weights. */
function begunWith(
  { weights, dataset }: Extract<Origin, { kind: 'weights' }>,
  config: RunConfig,
): EngineState {
  const structure = structureOf(specOf(config));
  const classes = weights.find(({ name }) => name === `${structure.classifier.name}.bias`)?.shape[0] ?? 0;
  const fresh = otherClasses({ dataset, classes }, config);
  return { weights: fresh ? withNewClassifier(weights, structure, config) : weights, slots: [], steps: 0 };
}

export interface RunRequest {
  readonly runId: string;
  readonly config: RunConfig;
  readonly openDevice: () => Promise<Pick<OpenedDevice, 'info' | 'failure'>>;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  /** The only backend that the run may begin on; a checkpoint knows its own. */
  readonly backend?: DeviceInfo['backend'];
  /** Stores the results of tuning. */
  readonly tuningStore: TextStore;
  readonly emit: (event: RunEvent) => void;
  /** Reads what the run begins with; nothing is fresh weights. What it throws ends the run. */
  readonly origin?: () => Promise<Origin | undefined>;
  readonly save?: (checkpoint: Checkpoint) => Promise<void>;
  readonly saving?: SavingBounds;
  readonly keepLevels?: KeepLevels;
  /** Whether every epoch leaves a frame. */
  readonly frames?: boolean;
}

/** The checkpoint, where the run is to go on with the data set that it learned. @throws ProblemError where not. */
function sameDataset(checkpoint: Checkpoint, config: RunConfig): Checkpoint {
  if (checkpoint.config.dataset === config.dataset) return checkpoint;
  const [learned, chosen] = [datasetOf(checkpoint.config).title, datasetOf(config).title];
  throw new ProblemError({ kind: 'other-dataset', learned, chosen });
}

/** @throws ProblemError where a run would begin anew on what it did not begin on. */
function sameBackend(before: DeviceInfo['backend'] | undefined, { backend, name }: DeviceInfo): void {
  if (before === undefined || before === backend) return;
  throw new ProblemError({
    kind: 'backend-gone',
    before: { backend: before, name: '' },
    now: { backend, name },
  });
}

export function openRun(request: RunRequest): Trainer {
  const { runId, openDevice, openData, tuningStore, emit, save, saving, keepLevels, frames } = request;
  const { dataset, seed, trainImages, testImages } = request.config;
  const loading = new AbortController();
  const early: ((trainer: Trainer) => void)[] = [];
  let trainer: Trainer | undefined;
  const ask = (command: (trainer: Trainer) => void) => {
    if (trainer) command(trainer);
    else early.push(command);
  };

  async function run(): Promise<RunOutcome> {
    let engine: Engine | undefined;
    let from: Checkpoint | undefined;
    let shards = { done: 0, total: 0 };
    let offline = false;
    const tellShards = () => {
      if (!loading.signal.aborted) emit({ runId, type: 'progress', task: 'shards', ...shards, offline });
    };
    emit({ runId, type: 'phase', phase: 'preparing' });
    try {
      const origin = await request.origin?.();
      if (origin?.kind === 'checkpoint') from = sameDataset(origin.checkpoint, request.config);
      // The depth is that of the state: it may have changed since the run began, or since it was asked for.
      const config = from ? { ...request.config, blocks: from.config.blocks } : request.config;
      const done = from?.position.epoch ?? 0;
      const problem = scheduleProblem(
        specOf(config),
        config.depthAt.filter(({ after }) => after >= done),
      );
      if (problem) throw new ProblemError(problem);
      const device = await openDevice();
      if (!from) sameBackend(request.backend, device.info);
      const accepted = origin?.kind === 'checkpoint' ? origin.accepted : undefined;
      const settled = from && keptKernels(from, config, device.info, accepted);
      const data = await openData({
        dataset,
        seed,
        trainImages,
        testImages,
        signal: loading.signal,
        onProgress: (done, total) => {
          shards = { done, total };
          tellShards();
        },
        onOutage: (gone) => {
          offline = gone;
          tellShards();
        },
      });
      const tuning = {
        store: tuningStore,
        signal: loading.signal,
        onProgress: (done: number, total: number) =>
          emit({ runId, type: 'progress', task: 'tune', done, total }),
        measure: settled?.tune ?? true,
      };
      const kernels = settled?.kernels ?? (await prepareTuning(config, device.info, tuning));
      loading.signal.throwIfAborted();
      const current = currentEngine(createEngine(config, data, device.info, kernels));
      engine = current.engine;
      if (from) engine.importState(from.state);
      else if (origin?.kind === 'weights') engine.importState(begunWith(origin, config));
      // Another engine than the one that was asked for may serve, and stores in its own way.
      const served = { ...config, engine: engine.kind };
      trainer = createTrainer({
        runId,
        config: { ...served, storage: storageOfRun(served) },
        engine,
        exchange: {
          make: (next, kept) => createEngineBeside(next, data, device.info, kept),
          replaceBy: current.replaceBy,
        },
        device: device.info,
        failure: device.failure,
        data,
        emit,
        from,
        save,
        saving,
        levels: origin?.kind === 'checkpoint' ? origin.levels : undefined,
        keepLevels,
        frames,
      });
      for (const command of early) command(trainer);
      return await trainer.run();
    } catch (error) {
      const problem = loading.signal.aborted ? undefined : problemOf(error);
      // A run that waits for an answer is as whole as one that was stopped.
      const outcome = problem === undefined || asksFirst(problem) ? 'stopped' : 'failed';
      emit({ runId, type: 'end', outcome, step: from?.position.step ?? 0, problem });
      return outcome;
    } finally {
      loading.abort();
      engine?.dispose();
    }
  }

  return {
    run,
    pause: () => ask((t) => t.pause()),
    resume: () => ask((t) => t.resume()),
    singleStep: () => ask((t) => t.singleStep()),
    checkpoint: () => new Promise((resolve, reject) => ask((t) => void t.checkpoint().then(resolve, reject))),
    ask: (asked) => new Promise((resolve, reject) => ask((t) => void t.ask(asked).then(resolve, reject))),
    change: (settings) => ask((t) => t.change(settings)),
    changeDepth: (edit) => ask((t) => t.changeDepth(edit)),
    undoDepth: () => ask((t) => t.undoDepth()),
    stop: () => {
      if (!trainer) loading.abort();
      ask((t) => t.stop());
    },
  };
}
