/** Packs in a worker of its own, which is ended as soon as it has answered. */
import { ownScript } from '../../../../../base/ownScript.ts';
import type { PackRequest } from './worker.ts';
import workerAddress from './worker.ts?worker&url';

/** @returns a zip. @throws Error where the worker cannot be loaded or is ended for want of memory. */
export const pack = (request: PackRequest): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(ownScript(workerAddress), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = () => {
      worker.terminate();
      reject(new Error('The worker that packs runs broke.'));
    };
    worker.postMessage(request);
  });
