/** Page and worker in one thread, through a pair of message ports: both hear and speak only structured clones. */
import { afterEach } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { type CheckpointRepository, memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import type { OpenedDevice } from '../../src/trainer/device.ts';
import type { EventOf, RunEvent } from '../../src/training/events.ts';
import { createWorkerClient, type WorkerLike } from '../../src/worker/client.ts';
import { createHost, type HostOptions } from '../../src/worker/host.ts';
import { readMessage } from '../../src/worker/messages.ts';
import type { Reply, WorkerCommand, WorkerMessage } from '../../src/worker/protocol.ts';
import { until } from '../trainer/kit.ts';

export type ThreadlessWorker = WorkerLike & { terminated: boolean };
export type HostParts = Pick<HostOptions, 'openDevice' | 'openData'> & Partial<Omit<HostOptions, 'post'>>;

/** @param ports Whoever gave the list closes what is put into it. */
export function threadlessWorker(parts: HostParts, ports: MessagePort[]): ThreadlessWorker {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const handle = createHost({
    tuningStore: { get: async () => undefined, set: async () => undefined },
    checkpoints: memoryCheckpoints(),
    ...parts,
    post: (message, transfer = []) => port2.postMessage(message, transfer as ArrayBuffer[]),
  });
  port2.onmessage = (event: MessageEvent<WorkerCommand>) => handle(event.data);
  const worker: ThreadlessWorker = {
    onmessage: null,
    onerror: null,
    terminated: false,
    postMessage: (command) => port1.postMessage(command),
    terminate() {
      worker.terminated = true;
      port1.close();
    },
  };
  port1.onmessage = (event: MessageEvent<WorkerMessage>) => worker.onmessage?.(event);
  return worker;
}

/** A page whose workers share their checkpoints, as those of a browser do. */
export function threadlessPage(
  device: OpenedDevice,
  data: Dataset,
  checkpoints: CheckpointRepository = memoryCheckpoints(),
  more: Partial<HostParts> = {},
) {
  const ports: MessagePort[] = [];
  const workers: WorkerLike[] = [];
  const createWorker = (): WorkerLike => {
    const parts = {
      openDevice: async () => ({ ...device, close: () => {} }),
      openData: async () => data,
      checkpoints,
      ...more,
    };
    const worker = threadlessWorker(parts, ports);
    workers.push(worker);
    return worker;
  };
  const client = createWorkerClient({
    loadReader: () => readMessage,
    dataUrl: 'https://example.org/',
    createWorker,
  });
  const messages: WorkerMessage[] = [];
  client.onMessage((message) => messages.push(message));
  const events = (runId: string): RunEvent[] =>
    messages.flatMap((m) => (m.type === 'run' && m.event.runId === runId ? [m.event] : []));
  const answers = (id: string): Reply[] =>
    messages.flatMap((m) => (m.type === 'answer' && m.id === id ? [m.answer] : []));
  return {
    client,
    messages,
    events,
    answers,
    checkpoints: () => messages.flatMap((m) => (m.type === 'checkpoint' ? [m] : [])),
    /** The last answer to a request. */
    async answer(id: string): Promise<Reply> {
      const found = () => answers(id).find((answer) => answer.type !== 'progress');
      await until(() => found() !== undefined);
      return found() as Reply;
    },
    async end(runId: string): Promise<EventOf<'end'>> {
      const found = () => events(runId).find((e): e is EventOf<'end'> => e.type === 'end');
      await until(() => found() !== undefined);
      return found() as EventOf<'end'>;
    },
    crash: (message: string) =>
      workers[workers.length - 1]?.onerror?.({ message, preventDefault: () => {} } as ErrorEvent),
    close: () => {
      for (const port of ports) port.close();
    },
  };
}

export type ThreadlessPage = ReturnType<typeof threadlessPage>;

/** Opens pages for the tests of a file; each is closed after the test that it was opened for. */
export function threadlessPages(): typeof threadlessPage {
  const pages: ThreadlessPage[] = [];
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  return (...parts) => {
    const page = threadlessPage(...parts);
    pages.push(page);
    return page;
  };
}
