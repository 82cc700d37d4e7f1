/** How large the cells of the confusion matrix are, and how many classes it has room for. Pure. */

/** CSS pixels: the widest column, and one from which on its head has room for a name that is turned. */
const [widest, named] = [38, 12];
/** A cell of a matrix that shows some of the classes: wide enough for a number. */
const ofSome = 21;
const [fewest, most] = [6, 20];
/** CSS pixels of the heads of rows: names that are longer end in an ellipsis. */
const longestHead = 112;
const padding = 8;
/** Of turned names: the rows are to be in view in a low dock. */
const mostTurned = 92;

const cellOf = (room: number, columns: number): number =>
  Math.max(named, Math.min(widest, Math.floor(room / columns)));

export interface MatrixSize {
  /** Heads of rows. */
  readonly head: number;
  /** How many classes are shown: all, or so many of them and one more column. */
  readonly classes: number;
  readonly cell: number;
}

/** The heads of rows are no wider than the names of those that are shown, and leave what they do not need to the cells. */
export function withHead(size: MatrixSize, width: number, columns: number, longest: number): MatrixSize {
  const head = Math.min(size.head, longest + padding);
  return { ...size, head, cell: cellOf(width - head, columns) };
}

/** CSS pixels of the heads of columns whose names are turned. */
export const turnedHead = ({ head }: MatrixSize): number => Math.min(head, mostTurned);

/** @param longest Width of the longest name. */
export function matrixSize(width: number, classes: number, longest: number): MatrixSize {
  const head = Math.min(longestHead, longest) + padding;
  if (classes <= Math.max(fewest, Math.floor((width - head) / named)))
    return { head, classes, cell: cellOf(width - head, classes) };
  const room = Math.floor((width - head) / ofSome) - 1;
  const shown = Math.max(fewest, Math.min(most, room));
  return { head, classes: shown, cell: cellOf(width - head, shown + 1) };
}
