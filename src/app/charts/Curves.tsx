/** Loss and accuracy of the current run, side by side. */
import './Curves.css';
import { useMemo } from 'react';
import { useWords } from '../i18n/words.ts';
import { Panel } from '../panels/Panel.tsx';
import { usePage } from '../store/react.ts';
import { emptySeries } from '../store/series.ts';
import { CurveChart } from './CurveChart.tsx';
import { axisEnd, curveRows, lossTicks } from './rows.ts';

const shareTicks = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function Curves() {
  const words = useWords();
  const series = usePage((state) => state.run?.series) ?? emptySeries;
  const epochs = usePage((state) => state.run?.epochs);
  const planned = usePage((state) => (state.run?.config ?? state.config).epochs);
  const rows = useMemo(() => curveRows({ series, epochs: epochs ?? [] }), [series, epochs]);
  const end = rows.length === 0 ? planned : axisEnd(rows[rows.length - 1]?.epoch ?? 0, planned);
  return (
    <Panel title={words.curves.title} aside={rows.length === 0 ? words.curves.none : words.curves.overEpochs}>
      <div className="curves">
        <CurveChart
          title={words.curves.accuracy}
          rows={rows}
          train="trainAccuracy"
          test="testAccuracy"
          end={end}
          format={words.figures.percent}
          ticks={shareTicks}
          formatTick={(share) => `${Math.round(100 * share)} %`}
        />
        <CurveChart
          title={words.curves.loss}
          rows={rows}
          train="trainLoss"
          test="testLoss"
          end={end}
          format={words.figures.loss}
          ticks={lossTicks(rows)}
          formatTick={(loss) => String(Number(loss.toPrecision(3)))}
        />
      </div>
    </Panel>
  );
}
