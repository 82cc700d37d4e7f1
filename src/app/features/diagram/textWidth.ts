/** Measures the width of the diagram's texts in the font that the browser uses for the page. */

/** Size of every text in the diagram, in pixels. */
const size = 12;

/** A wide font's: digits of 7.7 pixels, × of 10. What is known where nothing can be measured. */
export const estimatedWidth = (text: string): number =>
  [...text].reduce((sum, c) => sum + (c === '×' ? 10 : 7.7), 0);

const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Pixels of a text on this page. */
export function measuredWidth(text: string): number {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d');
    if (context) context.font = `500 ${size}px ${getComputedStyle(document.body).fontFamily}`;
  }
  const width = context?.measureText(text).width ?? estimatedWidth(text);
  known.set(text, width);
  return width;
}
