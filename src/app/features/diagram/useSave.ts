/** Saving the drawing as a file, with a caption that says what it shows. */
import { type RefObject, useState } from 'react';
import { modelName } from '../../../model/presets.ts';
import type { ModelSpec } from '../../../model/spec.ts';
import { summaryOf } from '../../../model/summary.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import { coloursOf } from './diagramSettings.ts';
import type { Caption } from './exportPicture.ts';
import { powerOfTen } from './powerOfTen.ts';
import type { Heat } from './useHeat.ts';

export type PictureFormat = 'svg' | 'png';

/** @returns What saves, and whether the last attempt failed. */
export function useSave(drawing: RefObject<SVGSVGElement | null>, spec: ModelSpec, heat: Heat) {
  const words = useWords();
  const [failed, setFailed] = useState(false);
  const captionOf = (): Caption => {
    const { parameters, macs } = summaryOf(spec);
    const title = words.diagram.caption(
      networkText(words, spec),
      words.diagram.network[spec.shortcut],
      words.figures.count(parameters),
      words.figures.millions(macs),
    );
    const { look } = heat;
    const kind = coloursOf(heat.kind);
    if (!look || !kind) return { lines: [title] };
    const [low, high] = heat.domain.map(powerOfTen) as [string, string];
    return {
      lines: [title, words.diagram.heatCaption(words.diagram.heats[kind], look.step)],
      ramp: { low, high },
    };
  };
  const save = async (format: PictureFormat): Promise<void> => {
    const svg = drawing.current;
    if (!svg) return;
    try {
      // Who saves nothing need not load what makes files.
      const { pictureName, svgFile } = await import('./exportPicture.ts');
      const file = await svgFile(svg, captionOf());
      const blob = format === 'svg' ? svgBlob(file) : await pngBlob(file);
      setFailed(false);
      saveBlob(blob, pictureName(modelName(spec), spec.shortcut, format));
    } catch {
      setFailed(true);
    }
  };
  return { failed, save };
}
