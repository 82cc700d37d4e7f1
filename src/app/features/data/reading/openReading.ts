/** Opens a reading: a worker of its own, so that the page answers while a hundred thousand files are looked at, and all that they took is gone with it. */
import { ownScript } from '../../../../base/ownScript.ts';
import { OwnDataError } from '../../../../data/own/ownDataError.ts';
import { rememberFacts } from '../../../../data/sets/index.ts';
import type { ReadingCommand, ReadingMessage, TaskName, Tasks } from './protocol.ts';
import type { ChosenFile, OnProgress, Reading } from './types.ts';
import workerAddress from './worker.ts?worker&url';

/** Files that are handed over at once. */
const batch = 2000;

/** What a reading needs of a worker. */
export interface ReadingWorker {
  onmessage: ((event: MessageEvent<ReadingMessage>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(command: ReadingCommand): void;
  terminate(): void;
}

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

const startWorker = (): ReadingWorker => new Worker(ownScript(workerAddress), { type: 'module' });

const aborted = () => new DOMException('Something else was asked for.', 'AbortError');

/** @param persist Asks the browser to keep what is stored here for good, once there is a set to keep. */
export function openReading(
  start: () => ReadingWorker = startWorker,
  persist: () => Promise<unknown> = async () =>
    (navigator.storage as StorageManager | undefined)?.persist?.(),
): Reading {
  const worker = start();
  const pending = new Map<number, Pending>();
  let asked = 0;
  /** Why nothing is answered any more. */
  let gone: OwnDataError | undefined;
  const post = (command: ReadingCommand) => worker.postMessage(command);

  worker.onmessage = ({ data }: MessageEvent<ReadingMessage>) => {
    const waiting = pending.get(data.id);
    if (!waiting) return;
    if (data.type === 'progress') {
      waiting.onProgress?.(data.done, data.total);
      return;
    }
    pending.delete(data.id);
    if (data.type === 'answer') waiting.resolve(data.answer as never);
    else if (data.type === 'refused') waiting.reject(new OwnDataError(data.problem));
    else waiting.reject(waiting.signal?.aborted ? waiting.signal.reason : aborted());
  };
  // A script that does not load, or a worker that the browser ends for want of memory.
  worker.onerror = () => {
    gone = new OwnDataError({ kind: 'reader-gone' });
    for (const { reject } of pending.values()) reject(gone);
    pending.clear();
  };

  function ask<K extends TaskName>(
    task: K,
    what: Tasks[K]['asked'],
    onProgress?: OnProgress,
    signal?: AbortSignal,
  ): Promise<Tasks[K]['answer']> {
    if (gone) return Promise.reject(gone);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = ++asked;
    const answered = new Promise<Tasks[K]['answer']>((resolve, reject) => {
      pending.set(id, { resolve, reject, onProgress, signal });
      post({ id, task, ...what } as unknown as ReadingCommand);
    });
    const abort = () => post({ task: 'abort', id });
    signal?.addEventListener('abort', abort);
    return answered.finally(() => signal?.removeEventListener('abort', abort));
  }

  async function handOver(files: readonly ChosenFile[]): Promise<void> {
    for (let from = 0; from < files.length; from += batch) {
      post({ task: 'add', files: files.slice(from, from + batch) });
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  return {
    async understand(files, onProgress) {
      await handOver(files);
      return ask('understand', {}, onProgress);
    },
    rename: (index, name) => ask('mend', { mend: { kind: 'rename', index, name } }),
    merge: (into, other) => ask('mend', { mend: { kind: 'merge', into, other } }),
    leaveOut: (index, out) => ask('mend', { mend: { kind: 'leave-out', index, out } }),
    undo: () => ask('undo', {}),
    sheet: (options, signal) => ask('sheet', { options }, undefined, signal),
    async make(settings, onProgress, signal) {
      const made = await ask('make', { settings }, onProgress, signal);
      rememberFacts(made.kept.facts);
      // Nobody waits for it: some browsers ask the person.
      persist().catch(() => {});
      return made;
    },
    dispose: () => worker.terminate(),
  };
}
