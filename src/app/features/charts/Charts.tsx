/** All charts of the table with the toolbar that they share, and what they share besides: the feed, the scheduler, the cross-hair. */

import { useEffect, useMemo, useState } from 'react';
import { referenceName } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useRuns, useStores } from '../../state/react.ts';
import { Chart } from './Chart.tsx';
import classes from './Charts.module.css';
import { createChartSettings } from './chartSettings.ts';
import { ChartsContext, createCrossHair, type SharedByCharts } from './context.ts';
import { createFeed } from './feed.ts';
import { charts } from './kinds/index.ts';
import { browserClock, createScheduler } from './scheduler.ts';
import { Toolbar } from './Toolbar.tsx';

function useShared(): SharedByCharts {
  const words = useWords();
  const page = useStores().page;
  const { store } = useRuns();
  // Made once, whatever language the words are in.
  const [made] = useState(() => ({
    settings: createChartSettings(() => localStorage),
    crossHair: createCrossHair(),
    scheduler: createScheduler(browserClock),
  }));
  const feed = useMemo(
    () => createFeed(page.store, store, (id) => referenceName(words, id)),
    [page, store, words],
  );
  useEffect(() => feed.subscribe(made.scheduler.invalidate), [feed, made]);
  return useMemo(() => ({ ...made, feed }), [made, feed]);
}

export default function Charts() {
  return (
    <ChartsContext.Provider value={useShared()}>
      <div data-testid="charts">
        <Toolbar />
        <div className={classes.charts}>
          {charts.map((chart) => (
            <Chart key={chart.id} chart={chart} />
          ))}
        </div>
      </div>
    </ChartsContext.Provider>
  );
}
