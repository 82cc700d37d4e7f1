/**
 * The confusion matrix as a table of buttons: rows are the right classes, columns what is said. Each cell opens its pictures, and so do
 * the heads of rows and columns. Arrow keys move over all of them, as one stop of the tabulator.
 */
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { heatColour, textOnHeat } from '../../../base/heatColour.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { placeAfterKey } from '../../ui/gridKeys.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { usePredictions } from './context.ts';
import { heatOfShare, type Opened } from './derive.ts';
import classes from './Matrix.module.css';
import { looking, useLooking } from './view.ts';

const font = '400 11px';
/** CSS pixels: the widest column, and what neither row nor column is below. */
const [widest, least] = [38, 6];
/** A cell narrower than this has no number in it. */
const numbered = 19;
const padding = 8;

interface MatrixProps {
  /** [true class][predicted class]. */
  readonly counts: readonly (readonly number[])[];
  /** CSS pixels that it may take. */
  readonly width: number;
  /** CSS pixels of a row at most. */
  readonly rowHeight: number;
  /** Told of what the pointer or the focus is on. */
  readonly onPoint: (what: Opened | undefined) => void;
}

/** Gives the focus to what opened some pictures. @param classCount Rows and columns of the matrix. */
export function focusCell({ label = -1, said = -1 }: Opened, classCount: number): void {
  const place = (label + 1) * (classCount + 1) + said + 1;
  document.querySelector<HTMLElement>(`[data-dock] [data-place-in="${place}"]`)?.focus();
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const same = (a: Opened | undefined, b: Opened): boolean => a?.label === b.label && a?.said === b.said;

/** What opening a cell, the head of a row or that of a column is called. */
export function useNames(counts: MatrixProps['counts']): (what: Opened) => string {
  const words = usePredictionWords();
  const { names } = usePredictions();
  return ({ label, said }) => {
    const nameOf = (number: number) => names[number] ?? '';
    if (label === undefined)
      return said === undefined
        ? ''
        : words.saidClass(nameOf(said), sum(counts.map((row) => row[said] ?? 0)));
    const row = counts[label] ?? [];
    if (said === undefined) return words.trueClass(nameOf(label), sum(row));
    const count = row[said] ?? 0;
    return label === said
      ? words.rightCell(nameOf(label), count, sum(row))
      : words.cell(nameOf(label), nameOf(said), count, sum(row));
  };
}

export const Matrix = memo(function Matrix({ counts, width, rowHeight, onPoint }: MatrixProps) {
  const words = usePredictionWords();
  const { shortNames } = usePredictions();
  const nameOf = useNames(counts);
  const opened = useLooking((state) => state.opened);
  const text = useLooking((state) => state.cells);
  const table = useRef<HTMLTableElement>(null);
  const classCount = counts.length;
  const columns = classCount + 1;
  // The corner is no button; the first cell that is one has the tabulator's stop.
  const [at, setAt] = useState(columns + 1);
  const longest = Math.max(...shortNames.map((name) => textWidth(name, font)));
  const head = longest + padding;
  const cell = Math.max(least, Math.min(widest, Math.floor((width - head) / classCount)));
  const upright = cell >= longest + 2;
  const height = Math.min(rowHeight, Math.max(cell, least));
  const whatOf = (place: number): Opened => {
    const [row, column] = [Math.floor(place / columns) - 1, (place % columns) - 1];
    return { ...(row >= 0 && { label: row }), ...(column >= 0 && { said: column }) };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeAfterKey(event, at, { columns, count: columns * columns });
    if (place === undefined) return;
    event.preventDefault();
    // The corner has nothing to open: the first head stands for it, and an arrow key stops beside it.
    const to = place > 0 ? place : event.key === 'Home' ? 1 : at;
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-place-in="${to}"]`)?.focus();
  };
  const button = (place: number, children: React.ReactNode) => {
    const what = whatOf(place);
    return (
      <button
        type="button"
        className={classes.button}
        data-place-in={place}
        tabIndex={place === at ? 0 : -1}
        aria-label={nameOf(what)}
        aria-pressed={same(opened, what) || undefined}
        onClick={() => looking.setState({ opened: same(opened, what) ? undefined : what })}
        onFocus={() => {
          setAt(place);
          onPoint(what);
        }}
        onBlur={() => onPoint(undefined)}
        onPointerEnter={() => onPoint(what)}
        onPointerLeave={() => onPoint(undefined)}
      >
        {children}
      </button>
    );
  };
  const textOf = (count: number, share: number) => {
    if (cell < numbered || count === 0) return '';
    return text === 'counts' ? count : words.share(share);
  };
  return (
    <table
      ref={table}
      className={classes.matrix}
      aria-label={words.matrix}
      style={{ width: head + classCount * cell }}
      onKeyDown={onKeyDown}
    >
      <colgroup>
        <col style={{ width: head }} />
        <col span={classCount} />
      </colgroup>
      <thead>
        <tr>
          <td />
          {shortNames.map((name, i) => (
            <th
              key={name}
              scope="col"
              className={upright ? classes.upright : classes.turned}
              style={upright ? undefined : { height: head }}
            >
              {button(i + 1, <span>{cell < 12 ? '' : name}</span>)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, label) => {
          const total = sum(row);
          return (
            <tr key={shortNames[label]} style={{ height }}>
              <th scope="row" className={classes.row}>
                {button((label + 1) * columns, height < 12 ? '' : shortNames[label])}
              </th>
              {row.map((count, said) => {
                const share = total > 0 ? count / total : 0;
                const heat = heatOfShare(share);
                return (
                  <td
                    key={shortNames[said]}
                    data-cell={`${label} ${said}`}
                    data-right={label === said || undefined}
                    style={count > 0 ? { background: heatColour(heat), color: textOnHeat(heat) } : undefined}
                  >
                    {button((label + 1) * columns + said + 1, textOf(count, share))}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
});
