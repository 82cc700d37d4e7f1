/** A chart as a file for the person: CSV, SVG or PNG. Loaded when the first is asked for. */
import { fileWord } from '../../state/fileNames.ts';
import type { ShownRun } from '../../state/shown.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import { csvOf } from './data/tables.ts';
import type { Chart } from './kinds/index.ts';
import type { MarksProps } from './Marks.tsx';
import { pictureOf } from './picture.tsx';

export type Format = 'CSV' | 'SVG' | 'PNG';

export interface ChartFile extends MarksProps {
  readonly chart: Chart;
  readonly runs: readonly ShownRun[];
  /** Id of the run that was chosen for a chart of one run. */
  readonly chosen?: string;
}

/** Letters that every file system takes. */
function fileName({ chart, runs }: ChartFile, ending: string): string {
  const own = runs.filter(({ kind }) => kind !== 'reference');
  const name = own.length === 1 && !own[0]?.group ? own[0]?.name : undefined;
  const words = [name && fileWord(name), chart.id].filter((word) => word);
  return `${words.join('-')}.${ending}`;
}

/**
 * Makes the file and hands it over.
 * @throws Error where the browser cannot draw the picture.
 */
export async function exportChart(file: ChartFile, format: Format): Promise<void> {
  const name = fileName(file, format.toLowerCase());
  if (format === 'CSV') {
    // The mark in front has spreadsheets read names in UTF-8.
    const text = ['\uFEFF', csvOf(file.chart, file.runs, file.chosen)];
    return saveBlob(new Blob(text, { type: 'text/csv' }), name);
  }
  const picture = await pictureOf(file);
  saveBlob(format === 'SVG' ? svgBlob(picture) : await pngBlob(picture), name);
}
