/**
 * The confusion matrix as a table of buttons: rows are the right classes, columns what is said. Each cell opens its pictures, and so do
 * the heads of rows and columns. Arrow keys move over all of them, as one stop of the tabulator. Of many classes it shows some, and one
 * column for what is said besides.
 */
import { type CSSProperties, type KeyboardEvent, memo, useRef, useState } from 'react';
import { heatColour, textOnHeat } from '../../../base/heatColour.ts';
import type { Confusion } from '../../../training/confusion.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { placeAfterKey } from '../../ui/gridKeys.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { usePredictions } from './context.ts';
import { heatOfShare, type Opened, openedKey } from './derive.ts';
import classes from './Matrix.module.css';
import { type MatrixSize, turnedHead } from './matrixSize.ts';
import { looking, useLooking } from './view.ts';

const font = '400 11px';
/** A cell narrower than this has no number in it. */
const numbered = 19;

export const widthOfName = (name: string): number => textWidth(name, font);

interface MatrixProps {
  readonly confusion: Confusion;
  readonly size: MatrixSize;
  /** CSS pixels of a row at most. */
  readonly rowHeight: number;
  /** Told of what the pointer or the focus is on. */
  readonly onPoint: (what: Opened | undefined) => void;
}

/** Gives the focus to what opened some pictures. */
export function focusCell(opened: Opened): void {
  document.querySelector<HTMLElement>(`[data-dock] [data-opens="${openedKey(opened)}"]`)?.focus();
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** What opening a cell, the head of a row or that of a column is called. */
export function useNames({ shown, counts, said: saidCounts }: Confusion): (what: Opened) => string {
  const words = usePredictionWords();
  const { names } = usePredictions();
  return ({ label, said, besides }) => {
    const nameOf = (number: number) => names[number] ?? '';
    if (label === undefined) {
      if (besides) return words.saidOther;
      return said === undefined ? '' : words.saidClass(nameOf(said), saidCounts[shown.indexOf(said)] ?? 0);
    }
    const row = counts[shown.indexOf(label)] ?? [];
    if (besides) return words.otherCell(nameOf(label), row.at(-1) ?? 0, sum(row));
    if (said === undefined) return words.trueClass(nameOf(label), sum(row));
    const count = row[shown.indexOf(said)] ?? 0;
    return label === said
      ? words.rightCell(nameOf(label), count, sum(row))
      : words.cell(nameOf(label), nameOf(said), count, sum(row));
  };
}

export const Matrix = memo(function Matrix({ confusion, size, rowHeight, onPoint }: MatrixProps) {
  const words = usePredictionWords();
  const { shortNames } = usePredictions();
  const nameOf = useNames(confusion);
  const opened = useLooking((state) => state.opened);
  const text = useLooking((state) => state.cells);
  const table = useRef<HTMLTableElement>(null);
  const { shown, counts, others } = confusion;
  const { head, cell } = size;
  /** A head for each class, and for the others together. */
  const heads = others > 0 ? [...shown, undefined] : shown;
  const columns = heads.length + 1;
  const count = columns * (shown.length + 1);
  // The corner is no button; the first cell that is one has the tabulator's stop.
  const [chosen, setAt] = useState(columns + 1);
  const at = Math.min(chosen, count - 1);
  const upright = cell >= Math.max(...heads.map((label) => widthOfName(headText(label)))) + 2;
  const height = Math.min(rowHeight, cell);
  function headText(label: number | undefined): string {
    return label === undefined ? words.others : (shortNames[label] ?? '');
  }
  const whatOf = (place: number): Opened => {
    const label = shown[Math.floor(place / columns) - 1];
    const column = (place % columns) - 1;
    const said = heads[column];
    return {
      ...(label !== undefined && { label }),
      ...(said !== undefined && { said }),
      ...(column === shown.length && { besides: shown }),
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeAfterKey(event, at, { columns, count });
    if (place === undefined) return;
    event.preventDefault();
    // The corner has nothing to open: the first head stands for it, and an arrow key stops beside it.
    const to = place > 0 ? place : event.key === 'Home' ? 1 : at;
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-place-in="${to}"]`)?.focus();
  };
  const button = (place: number, children: React.ReactNode) => {
    const what = whatOf(place);
    const pressed = opened !== undefined && openedKey(opened) === openedKey(what);
    return (
      <button
        type="button"
        className={classes.button}
        data-place-in={place}
        data-opens={openedKey(what)}
        tabIndex={place === at ? 0 : -1}
        aria-label={nameOf(what)}
        aria-pressed={pressed || undefined}
        onClick={() => looking.setState({ opened: pressed ? undefined : what })}
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
  const textOf = (n: number, share: number) => {
    if (cell < numbered || n === 0) return '';
    return text === 'counts' ? n : words.share(share);
  };
  return (
    <table
      ref={table}
      className={classes.matrix}
      aria-label={words.matrix}
      style={
        {
          width: head + heads.length * cell,
          '--head': `${turnedHead(size)}px`,
          '--row': `${height}px`,
        } as CSSProperties
      }
      onKeyDown={onKeyDown}
    >
      <colgroup>
        <col style={{ width: head }} />
        <col span={heads.length} />
      </colgroup>
      <thead>
        <tr>
          <td />
          {heads.map((label, i) => (
            <th
              key={label ?? 'others'}
              scope="col"
              className={upright ? classes.upright : classes.turned}
              style={upright ? undefined : { height: turnedHead(size) }}
            >
              {button(i + 1, <span>{headText(label)}</span>)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, r) => {
          const label = shown[r];
          const total = sum(row);
          return (
            <tr key={label} style={{ height }}>
              <th scope="row" className={classes.row}>
                {button((r + 1) * columns, height < 12 ? '' : headText(label))}
              </th>
              {row.map((n, c) => {
                const share = total > 0 ? n / total : 0;
                const heat = heatOfShare(share);
                const said = heads[c];
                return (
                  <td
                    key={said ?? 'others'}
                    data-cell={`${label} ${said ?? 'others'}`}
                    data-right={label === said || undefined}
                    style={n > 0 ? { background: heatColour(heat), color: textOnHeat(heat) } : undefined}
                  >
                    {button((r + 1) * columns + c + 1, textOf(n, share))}
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
