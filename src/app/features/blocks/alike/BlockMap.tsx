/**
 * The map: a square for every pair of blocks, names on both axes, lines between stages. A square is pointed at, or moved to by arrow keys.
 * Squares are pixels of one canvas, as there are thousands of them in a deep network; all else is drawn over it.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { heatBytes, textOnHeat } from '../../../../base/heatColour.ts';
import { useAlikeWords } from '../../../i18n/alike.ts';
import { placeAfterKey } from '../../../ui/gridKeys.ts';
import { type Cell, cellAt, placeIn } from '../../../ui/gridPointer.ts';
import classes from './BlockMap.module.css';
import { heatOf } from './colours.ts';
import type { MapLayout } from './layout.ts';

/** CSS pixels of a cell from which on its value is written in it. */
const written = 27;

interface BlockMapProps {
  readonly matrix: readonly (readonly number[])[];
  readonly layout: MapLayout;
  readonly label: string;
  readonly cellName: (row: number, column: number) => string;
  readonly at: Cell | undefined;
  readonly onAt: (cell: Cell | undefined) => void;
  /** The names and lines, of which a picture is made. */
  readonly drawing: RefObject<SVGSVGElement | null>;
}

function useCells(matrix: BlockMapProps['matrix']): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const columns = matrix[0]?.length ?? 0;
    const context = canvas.current?.getContext('2d');
    if (!context || columns === 0) return;
    const image = new ImageData(columns, matrix.length);
    matrix.flat().forEach((value, i) => {
      const heat = heatOf(value);
      // What has no value stays empty.
      if (heat !== undefined) image.data.set([...heatBytes(heat), 255], 4 * i);
    });
    context.putImageData(image, 0, 0);
  }, [matrix]);
  return canvas;
}

function Values({ matrix, cell }: { readonly matrix: BlockMapProps['matrix']; readonly cell: number }) {
  const words = useAlikeWords();
  return matrix.map((values, row) =>
    values.map((value, column) => {
      const heat = heatOf(value);
      return (
        heat !== undefined && (
          <text
            key={`${row} ${column}`}
            className={classes.value}
            textAnchor="middle"
            x={(column + 0.5) * cell}
            y={(row + 0.5) * cell}
            dy="0.35em"
            style={{ fill: textOnHeat(heat) }}
          >
            {words.value(value)}
          </text>
        )
      );
    }),
  );
}

export function BlockMap({ matrix, layout, label, cellName, at, onAt, drawing }: BlockMapProps) {
  const { cell, width, height, rows, columns, left, top } = layout;
  const [rowCount, columnCount] = [matrix.length, matrix[0]?.length ?? 0];
  const canvas = useCells(matrix);
  const { row, column } = at ?? { row: 0, column: 0 };
  const now = row * columnCount + column;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && at) {
      // The dock stays open.
      event.preventDefault();
      onAt(undefined);
      return;
    }
    const to = placeAfterKey(event, now, { columns: columnCount, count: rowCount * columnCount });
    if (to === undefined) return;
    event.preventDefault();
    onAt({ row: Math.floor(to / columnCount), column: to % columnCount });
  };
  const onPoint = (event: PointerEvent) =>
    onAt(cellAt(...placeIn(event.currentTarget, event), rowCount, columnCount));
  const place = { left, top, width, height };
  return (
    <div className={classes.map} style={{ width: left + width + 1, height: top + height + 1 }}>
      <canvas
        ref={canvas}
        className={classes.cells}
        width={columnCount}
        height={rowCount}
        style={place}
        aria-hidden
      />
      <svg
        ref={drawing}
        className={classes.names}
        width={left + width + 1}
        height={top + height + 1}
        aria-hidden
      >
        {rows.names.map(({ at: y, text }) => (
          <text key={text} textAnchor="end" x={left - 5} y={top + y} dy="0.35em">
            {text}
          </text>
        ))}
        {columns.names.map(({ at: x, text }) => (
          <text key={text} transform={`translate(${left + x} ${top - 5}) rotate(-90)`} dy="0.35em">
            {text}
          </text>
        ))}
        <g transform={`translate(${left} ${top})`} data-cells>
          {cell >= written && <Values matrix={matrix} cell={cell} />}
          {rows.lines.map((y) => (
            <line key={`row ${y}`} className={classes.line} x2={width} y1={y} y2={y} />
          ))}
          {columns.lines.map((x) => (
            <line key={`column ${x}`} className={classes.line} x1={x} x2={x} y2={height} />
          ))}
        </g>
      </svg>
      <div
        className={classes.target}
        style={place}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={rowCount * columnCount - 1}
        aria-valuenow={now}
        aria-valuetext={cellName(row, column)}
        data-testid="alike-map"
        onKeyDown={onKey}
        onFocus={({ target }) => target.matches(':focus-visible') && onAt(at ?? { row: 0, column: 0 })}
        onBlur={() => onAt(undefined)}
        onPointerDown={onPoint}
        onPointerMove={onPoint}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && onAt(undefined)}
      >
        {at && (
          <span
            className={classes.cursor}
            style={{ left: column * cell, top: row * cell, width: cell, height: cell }}
          />
        )}
      </div>
    </div>
  );
}
