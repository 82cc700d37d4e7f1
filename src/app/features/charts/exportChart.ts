/** A chart as a file for the person: CSV, SVG or PNG. Loaded when the first is asked for. */

import type { Words } from '../../i18n/words.ts';
import type { ShownRun } from '../../state/shown.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import type { Annotation } from './data/annotations.ts';
import type { XAxis } from './data/samples.ts';
import type { Scene } from './data/scene.ts';
import { csvOf } from './data/tables.ts';
import { annotationText, lineName, placeTick, valueTick } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import { type Picture, pictureOf } from './picture.ts';

export const formats = ['CSV', 'SVG', 'PNG'] as const;
export type Format = (typeof formats)[number];

export interface ChartFile {
  readonly chart: Chart;
  readonly axis: XAxis;
  readonly scene: Scene;
  readonly runs: readonly ShownRun[];
  readonly annotations: readonly Annotation[];
  /** Id of the run that was chosen for a chart of one run. */
  readonly chosen?: string;
}

/** `var(--name)` as the colour it stands for on this page now. */
function resolved(root: Element, colour: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
  return name ? getComputedStyle(root).getPropertyValue(name).trim() || 'currentColor' : colour;
}

function picture({ chart, axis, scene, annotations }: ChartFile, words: Words, figure: Element): Picture {
  const of = (colour: string) => resolved(figure, colour);
  const several = new Set(scene.lines.map(({ line }) => line.run)).size > 1;
  const name = scene.lines.find(({ line }) => line.run.name !== '')?.line.run.name;
  const title = chartWords(words, chart).name;
  return pictureOf({
    ...{ chart, axis, scene, annotations },
    texts: {
      title: several || !name ? title : words.curves.pictureOf(title, name),
      axis: words.curves.axes[axis],
      nameOf: (line) => lineName(words, chart, line, several),
      valueTick: (value) => valueTick(chart, scene.y, value),
      placeTick: (value) => placeTick(axis, value),
      annotation: (what) => annotationText(words, what).short,
    },
    colours: {
      ground: getComputedStyle(figure.closest('.panel') ?? document.body).backgroundColor,
      text: getComputedStyle(figure).color,
      grid: of('var(--curve-grid)'),
      axis: of('var(--curve-axis)'),
      of,
    },
  });
}

/** Letters that every file system takes. */
const fileName = (chart: Chart, runs: readonly ShownRun[], ending: string): string => {
  const own = runs.filter(({ kind }) => kind !== 'reference');
  const name = own.length === 1 ? own[0]?.name : undefined;
  const words = [name?.replaceAll(/[^\p{L}\p{N}-]+/gu, '-'), chart.id].filter((word) => word);
  return `${words.join('-')}.${ending}`;
};

/**
 * Makes the file and hands it over.
 * @throws Error where the browser cannot draw the picture.
 */
export async function exportChart(
  file: ChartFile,
  format: Format,
  words: Words,
  figure: Element,
): Promise<void> {
  const { chart, runs, chosen } = file;
  const name = fileName(chart, runs, format.toLowerCase());
  if (format === 'CSV') {
    // The mark in front has spreadsheets read names in UTF-8.
    return saveBlob(new Blob(['\uFEFF', csvOf(chart, runs, chosen)], { type: 'text/csv' }), name);
  }
  const drawn = picture(file, words, figure);
  saveBlob(format === 'SVG' ? svgBlob(drawn) : await pngBlob(drawn), name);
}
