/** One chart: title, legend, plot, and what can be had of it. It draws in turns with the others, and only in view. */
import { NativeSelect } from '@mantine/core';
import { lazy, memo, Suspense, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { ChartTable } from './ChartTable.tsx';
import { useChartActions, useView } from './context.ts';
import { annotationsOf } from './data/annotations.ts';
import { sceneOf, wholeX } from './data/scene.ts';
import type { ChartFile, Format } from './exportChart.ts';
import { type Chart as ChartOfTable, chartWords } from './kinds/index.ts';
import { Legend } from './Legend.tsx';
import { plotHeight } from './plotSize.ts';
import { Reader } from './Reader.tsx';
import { useTurns } from './useTurns.ts';

const Plot = lazy(() => import('./Plot.tsx'));

function LogSwitch({ chart, on }: { readonly chart: ChartOfTable; readonly on: boolean }) {
  const words = useWords();
  const { curves } = words;
  const { toggleLog } = useChartActions();
  return (
    <button
      type="button"
      className="curve-button"
      aria-pressed={on}
      aria-label={curves.logOf(chartWords(words, chart).name)}
      onClick={() => toggleLog(chart.id)}
    >
      {curves.log}
    </button>
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
    <div className="curve-files">
      <button
        type="button"
        className="curve-button"
        aria-expanded={table}
        aria-controls={table ? tableId : undefined}
        aria-label={curves.tableOf(name, table)}
        onClick={onTable}
      >
        {curves.table}
      </button>
      {(['CSV', 'SVG', 'PNG'] as const).map((format) => (
        <button
          key={format}
          type="button"
          className="curve-button"
          aria-label={curves.saveAs(name, format)}
          onClick={() =>
            onSave(format).then(
              () => setFailed(false),
              () => setFailed(true),
            )
          }
        >
          {format}
        </button>
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

  const save = async (format: Format) => {
    if (!figure.current) return;
    const { exportChart } = await import('./exportChart.ts');
    const file: ChartFile = { chart, axis, scene, runs, annotations, chosen: view.runOf[chart.id] };
    await exportChart(file, format, words, figure.current);
  };
  return (
    <figure ref={figure} className="curve" data-chart={chart.id} aria-label={name}>
      <figcaption>
        <span className="curve-title">{name}</span>
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
      <div className="curve-plot" style={{ height: plotHeight }}>
        <Suspense>
          <Plot chart={chart} scene={scene} axis={axis} annotations={annotations} />
        </Suspense>
        {empty && <p className="curve-empty">{emptyText}</p>}
        <Reader chart={chart} scene={scene} axis={axis} whole={whole} />
      </div>
      <Files name={name} tableId={tableId} table={table} onTable={() => setTable(!table)} onSave={save} />
      {table && <ChartTable id={tableId} chart={chart} scene={scene} axis={axis} annotations={annotations} />}
    </figure>
  );
});
