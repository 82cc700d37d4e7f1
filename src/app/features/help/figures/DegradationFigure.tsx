/** Networks of many depths, with shortcuts and without, all trained alike for a short while: measured beforehand. */

import { useWords } from '../../../i18n/words.ts';
import measured from '../measured.json';
import { colours, Figure } from './Figure.tsx';
import { Plot, type PlotLine } from './Plot.tsx';

interface DegradationFigureProps {
  readonly question: string;
  readonly residual: string;
  readonly plain: string;
  readonly accuracy: string;
  readonly layers: string;
  readonly caption: (training: typeof measured.training) => string;
}

const trained = measured.depths as readonly { layers: number; shortcut: string; trainAccuracy: number }[];

export function DegradationFigure(words: DegradationFigureProps) {
  const { figures } = useWords();
  const line = (plain: boolean): PlotLine => ({
    label: plain ? words.plain : words.residual,
    colour: plain ? colours.plain : colours.residual,
    points: trained
      .filter(({ shortcut }) => (shortcut === 'none') === plain)
      .map(({ layers, trainAccuracy }) => [layers, trainAccuracy] as const),
    dots: true,
  });
  const depths = [...new Set(trained.map(({ layers }) => layers))];
  const caption = words.caption(measured.training);
  const top = 0.05 * Math.ceil(Math.max(...trained.map(({ trainAccuracy }) => trainAccuracy)) / 0.05);
  return (
    <Figure question={words.question} caption={caption}>
      <Plot
        label={`${words.question} ${caption}`}
        lines={[line(false), line(true)]}
        x={{ domain: [4, 60], ticks: depths.map((at) => ({ at, text: String(at) })), name: words.layers }}
        y={{
          domain: [0.1, top],
          ticks: Array.from({ length: Math.round((top - 0.1) / 0.05) + 1 }, (_, i) => {
            const at = 0.1 + 0.05 * i;
            return { at, text: figures.percent(at) };
          }),
          name: words.accuracy,
        }}
      />
    </Figure>
  );
}
