/** What the table says besides its numbers. Pure. */
import { type BlockRow, type Measure, type Measured, measures } from '../../../state/blockMeasures.ts';

/** Why a block has no number of a measure. */
export type Missing = 'stem' | 'plain' | 'unprobed' | 'unlooked' | 'unmeasured';

/** @param plain Whether the network has no shortcuts. */
export function missingOf(
  measure: Measure,
  { name }: Pick<BlockRow, 'name'>,
  { vitals, probes }: Measured,
  plain: boolean,
): Missing {
  if (measure === 'branch' && (name === 'stem' || plain)) return name === 'stem' ? 'stem' : 'plain';
  if (measure === 'probe') return probes ? 'unmeasured' : 'unprobed';
  return vitals ? 'unmeasured' : 'unlooked';
}

/** A table of blocks as CSV: shares are 0…1, what is not known is left empty. */
export const blocksCsv = (rows: readonly BlockRow[]): string =>
  [
    ['block', ...measures].join(','),
    ...rows.map(({ name, values }) => [name, ...measures.map((measure) => values[measure] ?? '')].join(',')),
  ].join('\n');
