/** One chart: its head, its plot, and what can be had of it. It draws in turns with the others, and only in view. */
import { ActionIcon } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { memo, useDeferredValue, useMemo, useRef } from 'react';
import { useGroupWords } from '../../i18n/groups.ts';
import { meanName } from '../../i18n/groupTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { withGroups } from '../../state/shownGroups.ts';
import { useSize } from '../../ui/useSize.ts';
import classes from './Chart.module.css';
import { ChartHead } from './ChartHead.tsx';
import frameClasses from './Charts.module.css';
import { Crosshair } from './Crosshair.tsx';
import { useChartActions, useGrouping, useView } from './context.ts';
import { annotationsOf } from './data/annotations.ts';
import { sceneOf, wholeX } from './data/scene.ts';
import { type Chart as ChartOfTable, chartWords } from './kinds/index.ts';
import { Plot, pageFrame } from './Plot.tsx';
import { useTurns } from './useTurns.ts';

interface ChartProps {
  readonly chart: ChartOfTable;
  /** What may stand at its place, and which place beside the first chart that is; missing where there is no choice. */
  readonly choices?: readonly ChartOfTable[];
  readonly place?: number;
}

export const Chart = memo(function Chart({ chart, choices, place = 0 }: ChartProps) {
  const words = useWords();
  const { name, empty: emptyText } = chartWords(words, chart);
  const figure = useRef<HTMLElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const size = useSize(plot);
  const { runs: each, plannedEpochs } = useTurns(figure);
  // A slider that is dragged goes before the charts that follow it.
  const view = useDeferredValue(useView());
  const { zoom } = useChartActions();
  const grouping = useDeferredValue(useGrouping());
  const own = useGroupWords();
  const runs = useMemo(
    () => withGroups(each, grouping, (mean, means) => meanName(words, own, mean, means)),
    [each, grouping, words, own],
  );

  const scene = useMemo(() => sceneOf(chart, runs, view, plannedEpochs), [chart, runs, view, plannedEpochs]);
  const annotations = useMemo(() => annotationsOf(chart, runs), [chart, runs]);
  const whole = useMemo(() => wholeX(runs, view, plannedEpochs), [runs, view, plannedEpochs]);
  const frame = useMemo(() => size && { ...pageFrame, ...size }, [size]);
  const { axis } = view;
  const empty = scene.all.every(({ samples, level }) => samples.length === 0 && level === undefined);
  const marks = { words, chart, scene, axis, annotations };

  return (
    <figure ref={figure} className={frameClasses.chart} data-chart={chart.id} aria-label={name}>
      <ChartHead {...marks} chart={chart} runs={runs} choices={choices} place={place} width={size?.width} />
      <div ref={plot} className={classes.plot}>
        {frame && <Plot {...marks} frame={frame} />}
        <span className={classes.unit} aria-hidden>
          {words.curves.units[axis]}
        </span>
        {empty && <p className={classes.empty}>{emptyText}</p>}
        <Crosshair chart={chart} scene={scene} axis={axis} whole={whole} />
        {view.zoom && (
          <ActionIcon
            variant="default"
            size={24}
            className={classes.whole}
            aria-label={words.curves.wholeOn(name)}
            title={words.curves.whole}
            onClick={() => zoom(undefined)}
          >
            <IconZoomReset size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </figure>
  );
});
