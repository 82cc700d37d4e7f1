/** Packs a kept set in a worker of its own, which ends with its answer. For the page. */
import { ownScript } from '../../base/ownScript.ts';
import { OwnDataError } from '../../data/own/ownDataError.ts';
import { ProblemError } from '../../problems/index.ts';
import type { ZipAnswer, ZipRequest } from './zipWorker.ts';
import workerAddress from './zipWorker.ts?worker&url';

/** @throws ProblemError where the pictures are not there; OwnDataError where the browser has no memory for it. */
export function exportZip(name: string): Promise<Blob> {
  const worker = new Worker(ownScript(workerAddress), { type: 'module' });
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ZipAnswer>) =>
      'zip' in data ? resolve(data.zip) : reject(new ProblemError(data.problem));
    // A script that does not load, or no memory.
    worker.onerror = () => reject(new OwnDataError({ kind: 'reading-failed' }));
    const request: ZipRequest = { name };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
