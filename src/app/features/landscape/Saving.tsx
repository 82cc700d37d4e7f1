/** The landscapes as a picture or as numbers. */
import { landscapeCsv, type NamedLandscape } from '../../../formats/landscape/csv.ts';
import { landscapeSvg } from '../../../formats/landscape/svg.ts';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import { fileWord } from '../../state/fileNames.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import beside from '../../ui/drawingBeside.module.css';
import { SaveAs } from '../../ui/SaveAs.tsx';
import { usePlan } from './usePlan.ts';
import { looking } from './view.ts';

const formats = ['PNG', 'SVG', 'CSV'] as const;
type Format = (typeof formats)[number];

interface SavingProps {
  readonly landscapes: readonly NamedLandscape[];
  readonly notes: readonly string[];
}

export function Saving({ landscapes, notes }: SavingProps) {
  const words = useLandscapeWords();
  const { plane } = usePlan();
  const blobOf = async (format: Format): Promise<Blob> => {
    if (format === 'CSV') return new Blob([landscapeCsv(landscapes)], { type: 'text/csv' });
    const { drawing, view } = looking.getState();
    const { title, loss, epoch } = words;
    const directions = words.axes[plane];
    const file = landscapeSvg({
      landscapes,
      rows: [drawing],
      view,
      texts: { title, directions, loss, epoch, notes },
    });
    return format === 'SVG' ? svgBlob(file) : pngBlob(file);
  };
  const save = async (format: Format) => {
    const name = [...landscapes.map((landscape) => fileWord(landscape.name)), 'landscape'].join('-');
    saveBlob(await blobOf(format), `${name}.${format.toLowerCase()}`);
  };
  return <SaveAs className={beside.row} label={words.save} formats={formats} words={words} onSave={save} />;
}
