/** Pointing at a cell of a grid that is drawn as one picture. */

export interface Cell {
  readonly row: number;
  readonly column: number;
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
