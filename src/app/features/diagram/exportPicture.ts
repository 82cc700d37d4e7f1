/** The diagram as a file of its own, with a caption below. What makes a drawing stand alone is in `ui/standaloneSvg.ts`. */

import { heatColour } from '../../../base/heatColour.ts';
import type { SvgFile } from '../../ui/download.ts';
import { groundOf, standaloneSvg, styledCopy, svgElement } from '../../ui/standaloneSvg.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { overDrawing } from './overDrawing.ts';

/** What only the page needs: targets of the pointer, rings of the focus, marks of what can be folded. */
const onlyOnThePage = '[data-page-only]';
const captionLine = 18;
const margin = 12;

export interface Caption {
  /** What the picture shows, a sentence a line. */
  readonly lines: readonly string[];
  /** Words before and after the ramp of colours, where colours mean something. */
  readonly ramp?: { readonly low: string; readonly high: string };
}

/** Names of cards stay as titles; what only a page needs goes. */
function prepare(copy: SVGSVGElement): void {
  for (const gone of copy.querySelectorAll(onlyOnThePage)) gone.remove();
  for (const named of copy.querySelectorAll('[data-card]')) {
    named.prepend(svgElement('title', {}, named.getAttribute('aria-label') ?? ''));
  }
}

function captionElements({ lines, ramp }: Caption, top: number, colour: string): SVGElement[] {
  const style = { fill: colour, 'font-size': '12px' };
  const texts = lines.map((line, i) =>
    svgElement('text', { x: margin, y: top + (i + 1) * captionLine, ...style }, line),
  );
  if (!ramp) return texts;
  const y = top + lines.length * captionLine + 8;
  const parts = 40;
  const left = margin + ramp.low.length * 7 + 8;
  const bars = Array.from({ length: parts }, (_, i) =>
    svgElement('rect', { x: left + i * 4, y, width: 4, height: 10, fill: heatColour(i / (parts - 1)) }),
  );
  const words = [
    svgElement('text', { x: margin, y: y + 9, ...style }, ramp.low),
    svgElement('text', { x: left + parts * 4 + 8, y: y + 9, ...style }, ramp.high),
  ];
  return [...texts, ...bars, ...words];
}

/** A sentence in lines that fit: broken at spaces, and where there are none, as in Chinese, anywhere. */
export function brokenLines(
  text: string,
  room: number,
  widthOf = (part: string): number => textWidth(part, '400 12px'),
): string[] {
  const lines = [''];
  for (const part of text.match(/[\x21-\x7e\u00a0-\u2fff]+|[^\x21-\x7e\u00a0-\u2fff]/g) ?? []) {
    const line = lines.at(-1) ?? '';
    if (line === '' || widthOf(line + part) <= room) lines[lines.length - 1] = line + part;
    else lines.push(part.trimStart());
  }
  return lines.map((line) => line.trimEnd());
}

/** The drawing as it is on the page now, with all that lies over it, on the page's own ground. */
export async function svgFile(drawing: SVGSVGElement, { lines: said, ramp }: Caption): Promise<SvgFile> {
  const width = Number(drawing.getAttribute('width'));
  const height = Number(drawing.getAttribute('height'));
  const copy = styledCopy(drawing);
  prepare(copy);
  const { images, told } = await overDrawing(drawing);
  const lines = [...said, ...told].flatMap((line) => brokenLines(line, width - 2 * margin));
  const caption = { lines, ...(ramp && { ramp }) };
  copy.append(...images, ...captionElements(caption, height, getComputedStyle(drawing).color));
  return standaloneSvg(copy, {
    title: said[0] ?? '',
    width,
    height: height + lines.length * captionLine + (ramp ? captionLine : 0) + margin,
    ground: groundOf(drawing),
  });
}

/** Letters, digits and dashes of a model's name, such as `resnet-1-1-1-w8`, then what makes it unlike others. */
export const pictureName = (model: string, shortcut: string, ending: string): string =>
  `${model}${shortcut === 'projection' ? '' : `-${shortcut}`}-diagram.${ending}`
    .replaceAll(/[^a-z0-9.]+/gi, '-')
    .replace(/-+(?=\.)/, '');
