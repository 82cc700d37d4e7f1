/** A map that is there: beside it what is pointed at, whose it is, what its colours mean and what stands out. */
import { type ReactNode, useRef, useState } from 'react';
import { useAlikeWords } from '../../../i18n/alike.ts';
import type { Cell } from '../../../ui/gridPointer.ts';
import { HeatRamp } from '../../../ui/HeatRamp.tsx';
import { textWidth } from '../../../ui/textWidth.ts';
import classes from './Alike.module.css';
import { BlockMap } from './BlockMap.tsx';
import { fileName } from './csv.ts';
import { largestStep, leastAlikeTwins } from './findings.ts';
import { layoutOf } from './layout.ts';
import { useNames } from './names.ts';
import { SaveMap } from './SaveMap.tsx';
import type { Comparison } from './useComparison.ts';

const font = '400 11px';

function Ramp() {
  const words = useAlikeWords();
  return (
    <p className={classes.ramp}>
      <span>{words.low}</span>
      <HeatRamp label={words.ramp} width={72} parts={24} />
      <span>{words.high}</span>
    </p>
  );
}

/** The most remarkable pair, where there is one. */
function Finding({ comparison: { matrix, rows, columns, second } }: { readonly comparison: Comparison }) {
  const words = useAlikeWords();
  const pair = second ? leastAlikeTwins(matrix, rows, columns) : largestStep(matrix);
  if (!pair) return null;
  const [a, b] = [rows[pair.row] ?? '', columns[pair.column] ?? ''];
  return (
    <p className={classes.finding}>{second ? words.twins(a, pair.value) : words.step(a, b, pair.value)}</p>
  );
}

interface ShownProps {
  readonly comparison: Comparison;
  /** CSS pixels that the map may take. */
  readonly width: number;
  readonly height: number;
  /** What chooses another comparison. */
  readonly choice: ReactNode;
  /** What holds for every map. */
  readonly notes: ReactNode;
}

export function Shown({ comparison, width, height, choice, notes }: ShownProps) {
  const words = useAlikeWords();
  const names = useNames(comparison);
  const [pointed, setPointed] = useState<Cell>();
  const drawing = useRef<SVGSVGElement>(null);
  const { matrix, rows, columns } = comparison;
  const layout = layoutOf(rows, columns, { width, height }, (text) => textWidth(text, font));
  // Another network may have fewer.
  const at = pointed && pointed.row < rows.length && pointed.column < columns.length ? pointed : undefined;
  const file = () =>
    drawing.current
      ? {
          comparison,
          drawing: drawing.current,
          cell: layout.cell,
          lines: [names.map, names.networks.join(' · '), `${words.low} · ${words.high}`],
          name: fileName(names.runs),
        }
      : undefined;
  return (
    <>
      <div className={classes.side}>
        <BlockMap
          matrix={matrix}
          layout={layout}
          label={names.map}
          cellName={names.cell}
          at={at}
          onAt={setPointed}
          drawing={drawing}
        />
      </div>
      <div className={classes.side}>
        <p className={classes.readout} data-testid="alike-value" aria-hidden>
          {at ? names.cell(at.row, at.column) : words.hint}
        </p>
        <Ramp />
        {choice}
        <p className={classes.networks} data-testid="alike-networks">
          {names.networks.join(' · ')}
        </p>
        <Finding comparison={comparison} />
        {notes}
        <SaveMap file={file} />
      </div>
    </>
  );
}
