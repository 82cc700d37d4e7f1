/** Makes a film in a worker of its own, which is ended with its answer or when nobody waits any more. */
import { ownScript } from '../../../../base/ownScript.ts';
import type { FilmAnswer, FilmRequest } from './request.ts';
import workerAddress from './worker.ts?worker&url';

/** @returns the file; undefined where it was cancelled or could not be made. */
export const makeFilm = (
  request: FilmRequest,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (share: number) => void },
): Promise<Blob | undefined> =>
  new Promise((resolve) => {
    const worker = new Worker(ownScript(workerAddress), { type: 'module' });
    const end = (film?: Blob) => {
      worker.terminate();
      resolve(film);
    };
    signal.addEventListener('abort', () => end(), { once: true });
    worker.onmessage = ({ data }: MessageEvent<FilmAnswer>) => {
      if (data.type === 'progress') tell(data.done / data.total);
      else end(data.type === 'film' ? new Blob([data.bytes], { type: 'image/gif' }) : undefined);
    };
    worker.onerror = () => end();
    worker.postMessage(request);
  });
