/** One chart: title, legend, plot, and what can be had of it. It draws in turns with the others, and only in view. */
import { NativeSelect } from '@mantine/core';
import { lazy, memo, Suspense, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { ChartTable } from './ChartTable.tsx';
import { useChartActions, useView } from './context.ts';
import { annotationsOf } from './data/annotations.ts';
import { type ChartId, logCharts, runsWithGradients } from './data/lines.ts';
import { sceneOf, wholeX } from './data/scene.ts';
import type { ChartFile, Format } from './exportChart.ts';
import { Legend } from './Legend.tsx';
import { plotHeight } from './plotSize.ts';
import { Reader } from './Reader.tsx';
import { useTurns } from './useTurns.ts';

const Plot = lazy(() => import('./Plot.tsx'));

function LogSwitch({ chart, on }: { readonly chart: ChartId; readonly on: boolean }) {
  const { curves } = useWords();
  const { toggleLog } = useChartActions();
  return (
    <button
      type="button"
      className="curve-button"
      aria-pressed={on}
      aria-label={curves.logOf(curves.names[chart])}
      onClick={() => toggleLog(chart)}
    >
      {curves.log}
    </button>
  );
}

interface FilesProps {
  readonly chart: ChartId;
  readonly tableId: string;
  readonly table: boolean;
  readonly onTable: () => void;
  readonly onSave: (format: Format) => Promise<void>;
}

function Files({ chart, tableId, table, onTable, onSave }: FilesProps) {
  const { curves } = useWords();
  const [failed, setFailed] = useState(false);
  const name = curves.names[chart];
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

export const Chart = memo(function Chart({ chart }: { readonly chart: ChartId }) {
  const words = useWords();
  const { curves } = words;
  const figure = useRef<HTMLElement>(null);
  const { runs, plannedEpochs } = useTurns(figure);
  // A slider that is dragged goes before the charts that follow it.
  const view = useDeferredValue(useView());
  const { chooseGradients } = useChartActions();
  const [table, setTable] = useState(false);
  const tableId = useId();

  const scene = useMemo(() => sceneOf(chart, runs, view, plannedEpochs), [chart, runs, view, plannedEpochs]);
  const annotations = useMemo(() => annotationsOf(runs), [runs]);
  const whole = useMemo(() => wholeX(runs, view, plannedEpochs), [runs, view, plannedEpochs]);
  const { axis, gradientsOf } = view;
  const empty = scene.all.every(({ samples, level }) => samples.length === 0 && level === undefined);
  const able = chart === 'gradients' ? runsWithGradients(runs) : [];

  const save = async (format: Format) => {
    if (!figure.current) return;
    const { exportChart } = await import('./exportChart.ts');
    const file: ChartFile = { chart, axis, scene, runs, annotations, gradientsOf };
    await exportChart(file, format, words, figure.current);
  };
  return (
    <figure ref={figure} className="curve" data-chart={chart} aria-label={curves.names[chart]}>
      <figcaption>
        <span className="curve-title">{curves.names[chart]}</span>
        {able.length > 1 && (
          <NativeSelect
            aria-label={curves.gradientsOf}
            value={scene.all[0]?.run.id}
            data={able.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => chooseGradients(event.currentTarget.value)}
          />
        )}
        {logCharts.includes(chart) && <LogSwitch chart={chart} on={view.logY.includes(chart)} />}
      </figcaption>
      <Legend chart={chart} scene={scene} view={view} />
      <div className="curve-plot" style={{ height: plotHeight }}>
        <Suspense>
          <Plot chart={chart} scene={scene} axis={axis} annotations={annotations} />
        </Suspense>
        {empty && <p className="curve-empty">{curves.nothingYet[chart]}</p>}
        <Reader chart={chart} scene={scene} axis={axis} whole={whole} />
      </div>
      <Files chart={chart} tableId={tableId} table={table} onTable={() => setTable(!table)} onSave={save} />
      {table && <ChartTable id={tableId} chart={chart} scene={scene} axis={axis} annotations={annotations} />}
    </figure>
  );
});
