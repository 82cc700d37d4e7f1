/** A map as a file for the person: numbers as CSV, or the drawing as SVG or PNG. Loaded when the first is asked for. */

import { heatColour } from '../../../../base/heatColour.ts';
import { pngBlob, type SvgFile, saveBlob, svgBlob } from '../../../ui/download.ts';
import { groundOf, standaloneSvg, styledCopy, svgElement } from '../../../ui/standaloneSvg.ts';
import { textWidth } from '../../../ui/textWidth.ts';
import { heatOf } from './colours.ts';
import { csvOf } from './csv.ts';
import type { Comparison } from './useComparison.ts';

export type Format = 'SVG' | 'PNG' | 'CSV';

export interface MapFile {
  readonly comparison: Comparison;
  /** Names and lines, as they are on the page. */
  readonly drawing: SVGSVGElement;
  /** CSS pixels of a cell. */
  readonly cell: number;
  /** What the picture shows, a sentence a line. */
  readonly lines: readonly string[];
  /** Without an ending. */
  readonly name: string;
}

const [lineHeight, margin] = [18, 12];

/** The drawing with the cells in it, and what it shows below. */
function pictureOf({ comparison: { matrix }, drawing, cell, lines }: MapFile): SvgFile {
  const [width, height] = ['width', 'height'].map((side) => Number(drawing.getAttribute(side)));
  const copy = styledCopy(drawing);
  const cells = matrix.flatMap((values, row) =>
    values.flatMap((value, column) => {
      const heat = heatOf(value);
      const place = { x: column * cell, y: row * cell, width: cell + 0.2, height: cell + 0.2 };
      return heat === undefined ? [] : [svgElement('rect', { ...place, fill: heatColour(heat) })];
    }),
  );
  copy.querySelector('[data-cells]')?.prepend(...cells);
  const { color } = getComputedStyle(drawing);
  const style = { 'font-size': '11px', fill: color };
  const captions = lines.map((text, i) =>
    svgElement('text', { y: (height ?? 0) + (i + 1) * lineHeight, ...style }, text),
  );
  const within = svgElement('g', { transform: `translate(${margin} ${margin})` });
  within.append(...copy.childNodes, ...captions);
  copy.append(within);
  return standaloneSvg(copy, {
    title: lines[0] ?? '',
    width: Math.ceil(Math.max(width ?? 0, ...lines.map((text) => textWidth(text, '400 11px')))) + 2 * margin,
    height: (height ?? 0) + lines.length * lineHeight + 2 * margin,
    ground: groundOf(drawing),
  });
}

/** Makes the file and hands it over. @throws Error where the browser cannot draw the picture. */
export async function saveMap(file: MapFile, format: Format): Promise<void> {
  const name = `${file.name}.${format.toLowerCase()}`;
  if (format === 'CSV') return saveBlob(new Blob([csvOf(file.comparison)], { type: 'text/csv' }), name);
  const picture = pictureOf(file);
  saveBlob(format === 'SVG' ? svgBlob(picture) : await pngBlob(picture), name);
}
