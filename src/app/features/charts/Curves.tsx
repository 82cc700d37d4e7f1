/** The curves of every run that is shown: accuracy, loss, learning rate, gradients and speed, one below or beside another. */
import './Curves.css';
import { useEffect, useMemo, useState } from 'react';
import { referenceName } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useThePage } from '../../state/react.ts';
import { useRuns } from '../../state/runsStore.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Chart } from './Chart.tsx';
import { createChartSettings } from './chartSettings.ts';
import { type Charts, ChartsContext, createCrossHair } from './context.ts';
import { createFeed } from './feed.ts';
import { charts as kinds } from './kinds/index.ts';
import { browserClock, createPace } from './pace.ts';
import { Toolbar } from './Toolbar.tsx';

/** Made once, whatever language the words are in. */
function useChartsOf(): Charts {
  const words = useWords();
  const page = useThePage();
  const { store } = useRuns();
  const [made] = useState(() => ({
    settings: createChartSettings(() => localStorage),
    crossHair: createCrossHair(),
    pace: createPace(browserClock),
  }));
  const feed = useMemo(
    () => createFeed(page.store, store, (id) => referenceName(words, id)),
    [page, store, words],
  );
  useEffect(() => feed.subscribe(made.pace.ask), [feed, made]);
  return useMemo(() => ({ ...made, feed }), [made, feed]);
}

export function Curves() {
  const { curves } = useWords();
  const charts = useChartsOf();
  const empty = usePage((state) => !state.run || state.run.series.points.length === 0);
  return (
    <Panel title={curves.title} aside={empty ? curves.none : curves.zoomHint}>
      <ChartsContext.Provider value={charts}>
        <Toolbar />
        <div className="curves">
          {kinds.map((chart) => (
            <Chart key={chart.id} chart={chart} />
          ))}
        </div>
      </ChartsContext.Provider>
    </Panel>
  );
}
