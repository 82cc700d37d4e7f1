/** Reads one picture in a worker of its own, which is ended as soon as it has answered or nobody waits any more: nothing of the picture is left but the answer. */
import { ownScript } from '../../../../base/ownScript.ts';
import type { ReadAnswer, ReadPicture, ReadRequest } from '../../../state/ownPicture.ts';
import workerAddress from './worker.ts?worker&url';

export const readPicture: ReadPicture = ({ source, side }, signal) =>
  new Promise((resolve) => {
    const worker = new Worker(ownScript(workerAddress), { type: 'module' });
    const end = (answer?: ReadAnswer) => {
      worker.terminate();
      signal.removeEventListener('abort', stop);
      if (answer) resolve(answer);
    };
    const stop = () => end();
    signal.addEventListener('abort', stop);
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => end(data);
    // A script that does not load or a worker that the browser ends for want of memory.
    worker.onerror = () => end({ problem: { kind: 'no-reader' } });
    const request: ReadRequest = { source, side };
    worker.postMessage(request, source instanceof Blob ? [] : [source]);
  });
