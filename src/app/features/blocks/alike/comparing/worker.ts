/** The worker that compares blocks: of a wide network that takes seconds, in which the page and a training go on. */
import { ckaMatrix } from '../../../../../training/cka.ts';
import type { Representation } from '../../../../../training/matrices.ts';

export interface CompareRequest {
  readonly rows: readonly Representation[];
  /** Default: the rows. */
  readonly columns?: readonly Representation[];
}

addEventListener('message', ({ data: { rows, columns = rows } }: MessageEvent<CompareRequest>) => {
  postMessage(ckaMatrix(rows, columns, { debiased: true }));
});
