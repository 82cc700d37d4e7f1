/** The worker's side of the protocol: one run or measurement at a time, commands in, messages out. Knows no `self`, so tests can run it. */
import type { Dataset } from '../data/pictures.ts';
import type { ShardSource } from '../data/shardSource.ts';
import { type Problem, ProblemError, problemOf } from '../problems/index.ts';
import { type CheckpointRepository, checkpointBytes } from '../storage/checkpoints.ts';
import type { BenchOptions } from '../trainer/bench.ts';
import type { OpenedDevice } from '../trainer/device.ts';
import { type DataRequest, openRun } from '../trainer/openRun.ts';
import type { SavingBounds } from '../trainer/saving.ts';
import type { Trainer } from '../trainer/trainer.ts';
import type { BenchReport } from '../training/benchReport.ts';
import { epochOfStart, type RunEvent } from '../training/events.ts';
import type { Answer } from '../training/questions.ts';
import type { RunConfig } from '../training/settings.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';
import { createCheckpointManager } from './checkpointManager.ts';
import { readCommand, refusalOf } from './commands.ts';
import { exportRun, readOrigin, readPreview } from './files.ts';
import type { FrameKeeper } from './frameKeeper.ts';
import { createMeasurements } from './measurements.ts';
import type { PathKeeper } from './pathKeeper.ts';
import type { Reply, WorkerCommand, WorkerMessage } from './protocol.ts';
import { type AskedRun, createRespondent } from './respondent.ts';
import { createShipped } from './shippedNetwork.ts';
import { createTestPictures } from './testPictures.ts';

export interface HostOptions {
  /** @param transfer Buffers that the sender needs no more. */
  readonly post: (message: WorkerMessage, transfer?: ArrayBufferLike[]) => void;
  readonly openDevice: () => Promise<OpenedDevice>;
  readonly tuningStore: TextStore;
  /** Where checkpoints of runs lie. */
  readonly checkpoints: CheckpointRepository;
  /** Stores the frames of runs. Without it they leave none. */
  readonly frames?: FrameKeeper;
  /** Stores the paths of runs. Without it they leave none. */
  readonly paths?: PathKeeper;
  readonly openData: (dataUrl: string, request: DataRequest) => Promise<Dataset>;
  /** Where the files of the network that comes with the page lie. Without it none comes. */
  readonly shippedSource?: (dataUrl: string) => ShardSource;
  /** Benchmarks one network. Default: the real benchmark; tests pass another. */
  readonly bench?: (options: BenchOptions) => Promise<BenchReport>;
}

/**
 * Whatever was thrown that says nothing to a person is called what it is: the words of an engine or a browser are for those who
 * mend it, and go to the console.
 */
function inWords(event: RunEvent): RunEvent {
  if (event.type !== 'end' || event.problem?.kind !== 'text') return event;
  console.error(event.problem.text);
  return { ...event, problem: { kind: 'engine-broke' } };
}

/** What an answer holds that the worker needs no more. */
function ownBuffers(answer: Reply): ArrayBufferLike[] | undefined {
  if (answer.type === 'exported') return [answer.bytes.buffer];
  return answer.type === 'pictures' ? [answer.images.buffer] : undefined;
}

type Start = Extract<WorkerCommand, { type: 'start' }>;
type Ask = Extract<WorkerCommand, { type: 'ask' }>;

/** Why a question has no answer. */
function why(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  console.error(error);
  return { kind: 'question-failed' };
}

/** What an answer holds its numbers in. */
const buffersOf = ({
  logits,
  whole,
  pooled,
  sizes: _,
  filters,
  maps,
  gradient,
}: Answer): ArrayBufferLike[] => {
  const shown = gradient ? [gradient.output, gradient.gradient] : [];
  const arrays = [
    logits,
    ...(whole ? [whole] : []),
    ...(filters ? [filters.data] : []),
    ...[...pooled, ...maps, ...shown].map(({ values }) => values),
  ];
  return [...new Set(arrays.map(({ buffer }) => buffer))];
};

/** Keeping a run may take a twentieth of its time; at most two minutes of training are lost with a page. */
const saving: SavingBounds = { share: 0.05, every: 120 };

/** @returns the handler of whatever reaches the worker. It never throws and never waits. */
export function createHost({
  post,
  openDevice,
  openData,
  tuningStore,
  checkpoints,
  frames,
  paths,
  shippedSource,
  bench,
}: HostOptions): (data: unknown) => void {
  let dataUrl = '';
  let device: Promise<OpenedDevice> | undefined;
  let current: (AskedRun & { readonly run: Trainer }) | undefined;
  /** The run under way that is paused. */
  let paused: string | undefined;
  const manager = createCheckpointManager({
    repository: checkpoints,
    report: (report) => post({ type: 'checkpoint', ...report }),
    passedOver: (told) => post({ type: 'passed-over', ...told }),
  });
  let idle: Promise<unknown> = Promise.resolve();
  const pictures = createTestPictures((request) => openData(dataUrl, request));
  const shipped = shippedSource && createShipped(() => shippedSource(dataUrl));
  /** Questions that wait for an answer. */
  const asked = new Map<string, AbortController>();

  /** The device stays open between runs: its compiled kernels are worth keeping. */
  const sharedDevice = () => {
    device ??= watched(openDevice());
    return device;
  };
  /** One that fails while nothing is under way, or something that goes on without it, is closed as soon as it may be. */
  const watched = (opened: Promise<OpenedDevice>) => {
    const close = () => {
      idle = idle.then(() => (device === opened ? closeDevice() : undefined));
    };
    // Whoever uses it meets what went wrong.
    opened.then(({ failure }) => failure?.catch(close)).catch(() => {});
    return opened;
  };
  /** Whatever failed may have been the device, so the next run opens a new one. */
  const closeDevice = async () => {
    const failed = device;
    device = undefined;
    respondent.letGo();
    // One that could not be opened at all has told whoever wanted it, and what comes next must not wait for it.
    (await failed?.catch(() => undefined))?.close();
  };

  const loadShipped = async () => shipped?.weights();
  const respondent = createRespondent({
    current: () => current,
    pictures,
    checkpoints: manager,
    loadShipped,
    openDevice: sharedDevice,
    onDevice: (work) => {
      const done = idle.then(work);
      idle = done.catch(() => {});
      return done;
    },
  });
  /** What has the device to itself from here on, once it is its turn. */
  const takeDevice = <T>(work: () => Promise<T>): Promise<T> => {
    respondent.interrupt();
    const done = idle.then(() => {
      respondent.letGo();
      return work();
    });
    idle = done;
    return done;
  };

  /** What a run tells, and what is stored of it. */
  function tell(event: RunEvent, config: RunConfig): void {
    // Questions are asked of the network as it is.
    if (current?.runId === event.runId) {
      if (event.type === 'start') current = { ...current, config: event.config };
      if (event.type === 'change') current = { ...current, config: { ...current.config, ...event.settings } };
    }
    if (event.type === 'start') frames?.goesOn(event.runId, Math.floor(epochOfStart(event)));
    if (event.type === 'frame') frames?.save(event.runId, event.frame, checkpointBytes(config));
    if (event.type === 'phase' || event.type === 'end') {
      paused = event.type === 'phase' && event.phase === 'paused' ? event.runId : undefined;
      if (!paused) measurements.pauseOver();
    }
    post({ type: 'run', event: inWords(event) });
  }

  function start({ runId, config, from }: Start): void {
    current?.run.stop();
    measurements.interrupt();
    respondent.runBegan(runId);
    let giveBack = () => {};
    if (!from) paths?.begins(runId, config);
    const run = openRun({
      runId,
      config,
      openDevice: sharedDevice,
      tuningStore,
      openData: async (request) => {
        const data = await openData(dataUrl, request);
        giveBack = pictures.lend(config.dataset, data.test);
        return data;
      },
      emit: (event) => tell(event, config),
      backend: from?.kind === 'recovered' ? from.backend : undefined,
      origin: from && (() => readOrigin(from, manager, loadShipped)),
      save: (checkpoint) => {
        paths?.see(runId, checkpoint, checkpointBytes(checkpoint.config));
        return manager.save(runId, checkpoint);
      },
      saving,
      keepLevels: (files) => manager.saveLevels(runId, files),
      frames: frames !== undefined,
    });
    const over = takeDevice(async () => {
      const outcome = await run.run();
      giveBack();
      if (outcome === 'failed') await closeDevice();
      if (current?.run === run) current = undefined;
      return outcome;
    });
    current = { runId, config, run, over };
  }

  /** Answers a request, also where it fails. */
  async function answerWith(id: string, work: () => Promise<Reply>): Promise<void> {
    const answer = await work().catch((error): Reply => ({ type: 'failed', problem: problemOf(error) }));
    post({ type: 'answer', id, answer }, ownBuffers(answer));
  }

  /** Answers a question, unless it is withdrawn before. */
  async function ask({ id, question }: Ask): Promise<void> {
    const leave = new AbortController();
    asked.set(id, leave);
    try {
      const answer = await respondent.answer(question, leave.signal);
      if (!leave.signal.aborted)
        post({ type: 'answer', id, answer: { type: 'said', answer } }, buffersOf(answer));
    } catch (error) {
      if (!leave.signal.aborted)
        post({ type: 'answer', id, answer: { type: 'failed', problem: why(error) } });
    } finally {
      asked.delete(id);
    }
  }

  /** A checkpoint of the run under way, or undefined where another run is under way or this one ends first. */
  async function live(runId: string) {
    if (current?.runId !== runId) return undefined;
    return Promise.race([
      current.run.checkpoint().catch(() => undefined),
      current.over.then(() => undefined),
    ]);
  }

  /** A run as it is now, or as it is stored. @throws ProblemError where its weights are gone. */
  async function checkpointOf(runId: string) {
    const checkpoint = (await live(runId)) ?? (await manager.newest(runId));
    if (!checkpoint) throw new ProblemError({ kind: 'weights-gone' });
    return checkpoint;
  }

  const measurements = createMeasurements({
    post,
    answerWith,
    underWay: () => {
      if (!current) return undefined;
      return current.runId === paused ? 'paused run' : 'run';
    },
    device: sharedDevice,
    closeDevice,
    takeDevice,
    openData: (request) => openData(dataUrl, request),
    tuningStore,
    bench,
    checkpoints: manager,
    paths,
    loadShipped,
    checkpointOf,
  });

  /** The run a command is for; none when it has ended while the command was on its way. */
  const runOf = ({ runId }: { readonly runId: string }) =>
    current?.runId === runId ? current.run : undefined;

  return (data) => {
    const command = readCommand(data);
    if (!command) {
      const refusal = refusalOf(data);
      if (refusal) post(refusal);
      return;
    }
    switch (command.type) {
      case 'open':
        dataUrl = command.dataUrl;
        return;
      case 'ping':
        return post({ type: 'alive' });
      case 'detect':
        void sharedDevice().then(({ info }) => post({ type: 'device', device: info }), closeDevice);
        return;
      case 'start':
        return start(command);
      case 'pause':
        return runOf(command)?.pause();
      case 'resume':
        return runOf(command)?.resume();
      case 'single-step':
        return runOf(command)?.singleStep();
      case 'stop':
        return runOf(command)?.stop();
      case 'change':
        return runOf(command)?.change(command.settings);
      case 'change-depth':
        return runOf(command)?.changeDepth(command.edit);
      case 'undo-depth':
        return runOf(command)?.undoDepth();
      case 'stop-bench':
      case 'stop-evaluation':
        return measurements.stop(command.id);
      case 'export':
        return void answerWith(command.id, async () => {
          const bytes = await exportRun(command, manager, await live(command.runId));
          return { type: 'exported', bytes };
        });
      case 'store-held':
        return void manager.storeHeld(command.runIds);
      case 'inspect':
        return void answerWith(command.id, async () => ({
          type: 'preview',
          preview: await readPreview(command.file),
        }));
      case 'bench':
      case 'evaluate':
      case 'look':
      case 'find-rate':
      case 'landscape':
        return measurements.measure(command);
      case 'ask':
        return void ask(command);
      case 'withdraw':
        asked.get(command.id)?.abort();
        return;
      case 'pictures':
        return void answerWith(command.id, async () => {
          const { images } = await pictures.gather(command.dataset, command.numbers);
          return { type: 'pictures', images };
        });
      case 'labels':
        return void answerWith(command.id, async () => ({
          type: 'labels',
          labels: await pictures.labels(command.dataset),
        }));
      case 'shipped':
        return void answerWith(command.id, async () => ({ type: 'shipped', ...(await shipped?.frame()) }));
      default:
        return command satisfies never;
    }
  };
}
