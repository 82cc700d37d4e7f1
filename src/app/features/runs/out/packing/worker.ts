/** The worker that packs the files of several runs: a long run has tens of thousands of points, and a training may be under way. */
import { filesOfRuns, type NamedRun, type SeveralFormat } from '../../../../../formats/severalRuns.ts';
import { zipOf } from '../../../../../formats/zip.ts';

export interface PackRequest {
  readonly format: SeveralFormat;
  readonly runs: readonly NamedRun[];
}

addEventListener('message', ({ data: { format, runs } }: MessageEvent<PackRequest>) => {
  const zip = zipOf(filesOfRuns(format, runs));
  postMessage(zip, { transfer: [zip.buffer] });
});
