/** The results of a benchmark: one row for each engine and network, with dashes for what is not measured yet. */

import type { BenchPlan } from '../../../training/benchPlan.ts';
import type { BenchReport } from '../../../training/benchReport.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { type SpeedWords, useSpeedWords } from '../../i18n/speed.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { type BenchRow, rowsOf } from '../../state/bench.ts';
import table from '../../ui/FigureTable.module.css';
import classes from './SpeedTable.module.css';

type Column = Exclude<keyof SpeedWords['columns'], 'network'>;
const columns = [
  'batch',
  'speed',
  'share',
  'step',
  'gflops',
  'dispatches',
  'memory',
  'speedup',
] as const satisfies readonly Column[];

function cellsOf({ model, result, speedup }: BenchRow, words: Words): Record<Column, string> {
  const or = (value: number | undefined, text: (value: number) => string): string =>
    value === undefined ? words.figures.unknown : text(value);
  return {
    batch: words.figures.count(model.batchSize),
    speed: or(result?.imagesPerSecond, words.figures.measured),
    step: or(result?.stepMs.median, words.figures.measured),
    gflops: or(result?.gflops, words.figures.measured),
    share: or(result?.rooflineFraction, words.figures.percent),
    dispatches: or(result?.dispatches, words.figures.count),
    memory: or(result?.gpuBytes, words.figures.measuredBytes),
    speedup: or(speedup, words.figures.times),
  };
}

interface SpeedTableProps {
  readonly plan: BenchPlan;
  readonly reports: readonly BenchReport[];
}

export function SpeedTable({ plan, reports }: SpeedTableProps) {
  const words = useWords();
  const speed = useSpeedWords();
  const rows = rowsOf(plan, reports);
  const shown = columns.filter((column) => column !== 'speedup' || plan.engines.length > 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a region within the panel's own section.
    <div className={classes.scroll} role="region" aria-label={speed.table} tabIndex={0}>
      <table className={table.table} aria-label={speed.table}>
        <thead>
          <tr>
            {(['network', ...shown] as const).map((column) => (
              <th key={column} scope="col">
                {speed.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const name = networkText(words, row.model.spec);
            const cells = cellsOf(row, words);
            return (
              // Rows stay in their places, and a network may be there twice.
              <tr key={`${row.engine} ${i}`}>
                <th scope="row">{row.engine === 'stock' ? speed.onStock(name) : name}</th>
                {shown.map((column) => (
                  <td key={column} data-testid={`speed-${column}`}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
