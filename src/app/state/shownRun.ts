/** Which of the recorded runs the views of frames can look at, and which they do. Pure. */
import type { RunRecord } from '../../storage/runRecord.ts';

type Known = Pick<RunRecord, 'id' | 'shown' | 'epochs'>;

const onCharts = ({ shown, epochs }: Known): boolean => shown && epochs.length > 0;

/**
 * @param own Id of the page's own run.
 * @param chosen Id of the run that a person chose; of one that cannot be looked at any more it is the usual one.
 */
export function runsToLookAt<R extends Known>(
  all: readonly R[],
  own: string | undefined,
  chosen: string | undefined,
): { readonly runs: readonly R[]; readonly record: R | undefined } {
  const runs = all.filter((record) => record.id === own || onCharts(record));
  const usual = own === undefined ? runs.at(-1) : runs.find(({ id }) => id === own);
  return { runs, record: runs.find(({ id }) => id === chosen) ?? usual };
}
