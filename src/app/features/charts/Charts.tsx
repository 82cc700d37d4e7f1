/** The charts in the box that they are given, and what they share: the feed, the scheduler, the settings, the cross-hair. */

import { VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { referenceName } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useRuns, useStores } from '../../state/react.ts';
import { useSize } from '../../ui/useSize.ts';
import { Chart } from './Chart.tsx';
import classes from './Charts.module.css';
import { createChartSettings } from './chartSettings.ts';
import { ChartsContext, createCrossHair, type SharedByCharts, useView } from './context.ts';
import type { Direction } from './direction.ts';
import { createFeed } from './feed.ts';
import { placeText } from './format.ts';
import { charts } from './kinds/index.ts';
import { browserClock, createScheduler } from './scheduler.ts';

/** Pixels from which on there is room for a third chart in a row; the style sheet has the same number. */
const wide = 1300;

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

/** Says what of the run is in view, whichever chart it was set on. */
function ZoomStatus() {
  const words = useWords();
  const { axis, zoom } = useView();
  return (
    <VisuallyHidden role="status">
      {zoom
        ? words.curves.zoomed(placeText(words, axis, zoom.from), placeText(words, axis, zoom.to))
        : words.curves.allShown}
    </VisuallyHidden>
  );
}

/** What a person may choose for the places beside the first chart. */
const [first, ...choices] = charts;

export function Charts({ direction }: { readonly direction: Direction }) {
  const shared = useShared();
  const { settings } = shared;
  const beside = useStore(settings, (state) => state.beside);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const places = direction === 'row' && size && size.width >= wide ? 2 : 1;
  return (
    <ChartsContext.Provider value={shared}>
      <div ref={box} className={classes.charts} data-direction={direction}>
        {first && <Chart chart={first} />}
        {beside.slice(0, places).map((id, place) => {
          const chart = choices.find((choice) => choice.id === id);
          // A place keeps its element whatever chart it shows: the focus stays in its head.
          return chart && <Chart key={`place ${place}`} chart={chart} choices={choices} place={place} />;
        })}
      </div>
      <ZoomStatus />
    </ChartsContext.Provider>
  );
}
