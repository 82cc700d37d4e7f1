/** Compares blocks in a worker of its own, which is ended as soon as it has answered or nobody waits any more. */
import { ownScript } from '../../../../../base/ownScript.ts';
import type { CompareRequest } from './worker.ts';
import workerAddress from './worker.ts?worker&url';

/**
 * @param signal Ends it; then nothing is answered.
 * @returns debiased CKA, [rows][columns].
 * @throws Error where the worker cannot be loaded or is ended for want of memory.
 */
export const compareBlocks = (request: CompareRequest, signal: AbortSignal): Promise<number[][]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(ownScript(workerAddress), { type: 'module' });
    const end = () => {
      worker.terminate();
      signal.removeEventListener('abort', end);
    };
    signal.addEventListener('abort', end);
    worker.onmessage = ({ data }: MessageEvent<number[][]>) => {
      end();
      resolve(data);
    };
    worker.onerror = () => {
      end();
      reject(new Error('The worker that compares blocks broke.'));
    };
    worker.postMessage(request);
  });
