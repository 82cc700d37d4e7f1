/** Moving over a grid by arrow keys. Pure. */

export interface Cell {
  readonly row: number;
  readonly column: number;
}

const moves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where a key leads in a grid of so many rows and columns; undefined for a key that leads nowhere. */
export function movedCell(
  { row, column }: Cell,
  key: string,
  rows: number,
  columns: number,
): Cell | undefined {
  if (key === 'Home') return { row: 0, column: 0 };
  if (key === 'End') return { row: rows - 1, column: columns - 1 };
  const move = moves[key];
  if (!move) return undefined;
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { row: within(row + move[0], rows), column: within(column + move[1], columns) };
}

/** The cell of a grid under a place of 0…1 along both axes; undefined outside. */
export function cellAt(x: number, y: number, rows: number, columns: number): Cell | undefined {
  const [row, column] = [Math.floor(y * rows), Math.floor(x * columns)];
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : undefined;
}

/** Where a pointer is in an element, 0…1 along both axes. */
export function placeIn(
  element: Element,
  { clientX, clientY }: { clientX: number; clientY: number },
): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}
