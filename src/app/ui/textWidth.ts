/** How wide a text is in the font of the page: where room has to be divided before anything is drawn. */

const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Pixels of a text. @param font Weight and size, such as `400 12px`. */
export function textWidth(text: string, font: string): number {
  const key = `${font} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  context ??= document.createElement('canvas').getContext('2d');
  if (context) context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  const width = context?.measureText(text).width ?? 8 * text.length;
  known.set(key, width);
  return width;
}
