/** The worker's side of the protocol: one run or measurement at a time, commands in, messages out. Knows no `self`, so tests can run it. */
import type { Cifar10 } from '../data/pictures.ts';
import type { BenchOptions } from '../trainer/bench.ts';
import { benchAll } from '../trainer/benchAll.ts';
import type { OpenedDevice } from '../trainer/device.ts';
import { type DataRequest, openRun } from '../trainer/openRun.ts';
import type { Trainer } from '../trainer/trainer.ts';
import type { BenchReport } from '../training/benchReport.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';
import type { WorkerCommand, WorkerMessage } from './protocol.ts';

export interface HostOptions {
  readonly post: (message: WorkerMessage) => void;
  readonly openDevice: () => Promise<OpenedDevice>;
  readonly tuningStore: TextStore;
  readonly openData: (dataUrl: string, request: DataRequest) => Promise<Cifar10>;
  /** Measures one network; the real thing unless told. */
  readonly bench?: (options: BenchOptions) => Promise<BenchReport>;
}

type Start = Extract<WorkerCommand, { type: 'start' }>;
type Bench = Extract<WorkerCommand, { type: 'bench' }>;

/** @returns what handles a command. It never throws and never waits. */
export function createHost({
  post,
  openDevice,
  openData,
  tuningStore,
  bench,
}: HostOptions): (command: WorkerCommand) => void {
  let dataUrl = '';
  let device: Promise<OpenedDevice> | undefined;
  let current: { readonly runId: string; readonly run: Trainer } | undefined;
  let measuring: { readonly id: string; readonly stop: AbortController } | undefined;
  let idle: Promise<void> = Promise.resolve();

  /** The device stays open between runs: its compiled kernels are worth keeping. */
  const sharedDevice = () => {
    device ??= openDevice();
    return device;
  };
  /** Whatever failed may have been the device, so the next run opens a new one. */
  const closeDevice = async () => {
    const failed = device;
    device = undefined;
    (await failed)?.close();
  };

  function start({ runId, config }: Start): void {
    current?.run.stop();
    measuring?.stop.abort();
    const run = openRun({
      runId,
      config,
      openDevice: sharedDevice,
      tuningStore,
      openData: (request) => openData(dataUrl, request),
      emit: (event) => post({ type: 'run', event }),
    });
    const mine = { runId, run };
    current = mine;
    idle = idle.then(async () => {
      if ((await run.run()) === 'failed') await closeDevice();
      if (current === mine) current = undefined;
    });
  }

  function measure({ id, models, steps, engines }: Bench): void {
    const busy = current ? 'A run' : measuring ? 'A measurement' : undefined;
    if (busy !== undefined) {
      const message = `${busy} is under way: stop it or wait for its end, then measure.`;
      post({ type: 'bench', id, event: { type: 'end', outcome: 'failed', message } });
      return;
    }
    const stop = new AbortController();
    const mine = { id, stop };
    measuring = mine;
    idle = idle.then(async () => {
      const outcome = await benchAll({
        ...{ models, steps, engines, tuningStore, bench },
        openDevice: sharedDevice,
        signal: stop.signal,
        emit: (event) => {
          if (event.type === 'end') measuring = undefined;
          post({ type: 'bench', id, event });
        },
      });
      if (outcome === 'failed') await closeDevice();
    });
  }

  /** The run a command is for; none when it has ended while the command was on its way. */
  const runOf = ({ runId }: { readonly runId: string }) =>
    current?.runId === runId ? current.run : undefined;

  return (command) => {
    switch (command.type) {
      case 'open':
        dataUrl = command.dataUrl;
        return;
      case 'detect':
        void sharedDevice().then(({ info }) => post({ type: 'device', device: info }));
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
      case 'bench':
        return measure(command);
      case 'stop-bench':
        if (measuring?.id === command.id) measuring.stop.abort();
        return;
      default:
        return command satisfies never;
    }
  };
}
