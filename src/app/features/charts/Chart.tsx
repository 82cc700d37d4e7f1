/** One chart: title, legend, plot, and what can be had of it. It draws in turns with the others, and only in view. */
import { NativeSelect } from '@mantine/core';
import { memo, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import classes from './Chart.module.css';
import { ChartButton } from './ChartButton.tsx';
import { ChartTable } from './ChartTable.tsx';
import { Crosshair } from './Crosshair.tsx';
import { useChartActions, useView } from './context.ts';
import { annotationsOf } from './data/annotations.ts';
import { sceneOf, wholeX } from './data/scene.ts';
import type { Format } from './exportChart.ts';
import { type Chart as ChartOfTable, chartWords } from './kinds/index.ts';
import { Legend } from './Legend.tsx';
import { Plot, pageFrame } from './Plot.tsx';
import { useTurns } from './useTurns.ts';

function LogSwitch({ chart, on }: { readonly chart: ChartOfTable; readonly on: boolean }) {
  const words = useWords();
  const { curves } = words;
  const { toggleLog } = useChartActions();
  return (
    <ChartButton
      quiet
      aria-pressed={on}
      aria-label={curves.logOf(chartWords(words, chart).name)}
      onClick={() => toggleLog(chart.id)}
    >
      {curves.log}
    </ChartButton>
  );
}

interface FilesProps {
  readonly name: string;
  readonly tableId: string;
  readonly table: boolean;
  readonly onTable: () => void;
  readonly onSave: (format: Format) => Promise<void>;
}

function Files({ name, tableId, table, onTable, onSave }: FilesProps) {
  const { curves } = useWords();
  const [failed, setFailed] = useState(false);
  return (
    <div className={classes.files}>
      <ChartButton
        quiet
        aria-expanded={table}
        aria-controls={table ? tableId : undefined}
        aria-label={curves.tableOf(name, table)}
        onClick={onTable}
      >
        {curves.table}
      </ChartButton>
      {(['CSV', 'SVG', 'PNG'] as const).map((format) => (
        <ChartButton
          key={format}
          quiet
          aria-label={curves.saveAs(name, format)}
          onClick={() =>
            onSave(format).then(
              () => setFailed(false),
              () => setFailed(true),
            )
          }
        >
          {format}
        </ChartButton>
      ))}
      <span role="status">{failed ? curves.notSaved : ''}</span>
    </div>
  );
}

export const Chart = memo(function Chart({ chart }: { readonly chart: ChartOfTable }) {
  const words = useWords();
  const { name, empty: emptyText } = chartWords(words, chart);
  const figure = useRef<HTMLElement>(null);
  const { runs, plannedEpochs } = useTurns(figure);
  // A slider that is dragged goes before the charts that follow it.
  const view = useDeferredValue(useView());
  const { chooseRun } = useChartActions();
  const [table, setTable] = useState(false);
  const tableId = useId();

  const scene = useMemo(() => sceneOf(chart, runs, view, plannedEpochs), [chart, runs, view, plannedEpochs]);
  const annotations = useMemo(() => annotationsOf(runs), [runs]);
  const whole = useMemo(() => wholeX(runs, view, plannedEpochs), [runs, view, plannedEpochs]);
  const { axis } = view;
  const empty = scene.all.every(({ samples, level }) => samples.length === 0 && level === undefined);
  const candidates = chart.oneRun?.candidates(runs) ?? [];

  const marks = { words, chart, scene, axis, annotations };

  const save = async (format: Format) => {
    if (!figure.current) return;
    const { exportChart } = await import('./exportChart.ts');
    await exportChart({ ...marks, runs, chosen: view.runOf[chart.id] }, format, figure.current);
  };
  return (
    <figure ref={figure} className={classes.chart} data-chart={chart.id} aria-label={name}>
      <figcaption className={classes.head}>
        <span className={classes.title}>{name}</span>
        {chart.oneRun && candidates.length > 1 && (
          <NativeSelect
            aria-label={chart.oneRun.label(words)}
            value={scene.all[0]?.run.id}
            data={candidates.map((run) => ({ value: run.id, label: run.name }))}
            onChange={(event) => chooseRun(chart.id, event.currentTarget.value)}
          />
        )}
        {chart.y.log && <LogSwitch chart={chart} on={view.logY.includes(chart.id)} />}
      </figcaption>
      <Legend chart={chart} scene={scene} view={view} />
      <div className={classes.plot} style={{ height: pageFrame.height }}>
        <Plot {...marks} frame={pageFrame} />
        {empty && <p className={classes.empty}>{emptyText}</p>}
        <Crosshair chart={chart} scene={scene} axis={axis} whole={whole} />
      </div>
      <Files name={name} tableId={tableId} table={table} onTable={() => setTable(!table)} onSave={save} />
      {table && <ChartTable id={tableId} chart={chart} scene={scene} axis={axis} annotations={annotations} />}
    </figure>
  );
});
