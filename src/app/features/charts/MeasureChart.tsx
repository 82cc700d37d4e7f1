/**
 * A measure of every block as lines of a run's stages over its epochs, for views outside of the charts' own box: it has no menu and no
 * cross-hair, follows one run and marks the epoch that all views show.
 */
import { useMemo, useRef } from 'react';
import { ReferenceLine } from 'recharts';
import { useWords } from '../../i18n/words.ts';
import type { Measure, StageLines } from '../../state/blockMeasures.ts';
import { runLook } from '../../state/colours.ts';
import { emptySeries } from '../../state/series.ts';
import type { ShownRun } from '../../state/shown.ts';
import { noGradients } from '../../state/vitals.ts';
import { useSize } from '../../ui/useSize.ts';
import chartClasses from './Chart.module.css';
import { sceneOf, type View } from './data/scene.ts';
import { valueText } from './format.ts';
import type { ChartKind } from './kinds/kind.ts';
import { measureLines, measureLooks } from './kinds/measures.ts';
import classes from './MeasureChart.module.css';
import { Plot, pageFrame } from './Plot.tsx';

const kindOf = (measure: Measure): ChartKind => ({
  id: measure,
  ...measureLines(measure),
  ...measureLooks[measure],
});

function shownRun({ runId, config, stages }: Pick<StageLines, 'runId' | 'config' | 'stages'>): ShownRun {
  const run = { series: emptySeries, gradients: noGradients, epochs: [], log: [], stages, config };
  return { id: runId, name: '', kind: 'stored', ...runLook(0), run };
}

export function MeasureChart({ label, measure, runId, config, stages, epoch }: StageLines) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const chart = useMemo(() => kindOf(measure), [measure]);
  const scene = useMemo(() => {
    const log = chart.y.log === 'initial' ? [chart.id] : [];
    const view: View = { axis: 'epoch', logX: false, logY: log, smoothing: 0, hidden: [], runOf: {} };
    return sceneOf(chart, [shownRun({ runId, config, stages })], view, config.epochs);
  }, [chart, runId, config, stages]);
  const frame = useMemo(
    () =>
      size && {
        ...pageFrame,
        ...size,
        children: <ReferenceLine x={epoch} stroke="var(--mantine-color-dimmed)" strokeDasharray="2 3" />,
      },
    [size, epoch],
  );
  return (
    <figure className={classes.figure} aria-label={label} data-measure={measure}>
      <div ref={box} className={chartClasses.plot} aria-hidden>
        {frame && (
          <Plot words={words} chart={chart} scene={scene} axis="epoch" annotations={[]} frame={frame} />
        )}
        <span className={chartClasses.unit}>{words.curves.units.epoch}</span>
      </div>
      <ul className={classes.legend}>
        {scene.all.map(({ part, colour, samples }) => (
          <li key={part} data-stage={part}>
            <span className={classes.swatch} style={{ background: colour }} />
            <span>{chart.partName(words, part)}</span>
            <span className={classes.value}>
              {valueText(words, chart, samples.findLast((sample) => sample.epoch <= epoch)?.value)}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
