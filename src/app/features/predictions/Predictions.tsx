/**
 * What the network makes of the test pictures, from the frame of one epoch and the one before it: the same few pictures, the classes,
 * the worst mistakes, and what changed. Read on in `derive.ts` for what is drawn, in `PictureList.tsx` for how pictures are.
 */
import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { Classes } from './Classes.tsx';
import { PredictionsContext } from './context.ts';
import { Flips } from './Flips.tsx';
import { Mistakes } from './Mistakes.tsx';
import classes from './Predictions.module.css';
import { Strip } from './Strip.tsx';
import { useShownPredictions } from './useShownPredictions.ts';
import { looking, useLooking, type View, views } from './view.ts';

const parts: Readonly<Record<View, ReactElement>> = {
  pictures: <Strip />,
  classes: <Classes />,
  mistakes: <Mistakes />,
  flips: <Flips />,
};

interface NothingProps {
  /** The name of a run that has no frames; undefined where one is still to come. */
  readonly run: string | undefined;
  readonly noLabels: string | undefined;
}

/** What will be here, where there is nothing yet. */
function Nothing({ run, noLabels }: NothingProps) {
  const words = usePredictionWords();
  const missing = run === undefined ? words.waiting : words.noFrame(run);
  const why = noLabels ?? missing;
  return (
    <div data-testid="no-predictions">
      <p className={classes.note}>{why}</p>
      <ul className={classes.promises}>
        {views.map((view) => (
          <li key={view}>{words.promises[view]}</li>
        ))}
      </ul>
    </div>
  );
}

export function Predictions() {
  const words = usePredictionWords();
  const view = useLooking((state) => state.view);
  const shown = useShownPredictions();
  if (!shown.predictions) {
    if (!shown.loaded) return null;
    return <Nothing run={shown.waiting ? undefined : shown.run} noLabels={shown.noLabels} />;
  }
  const { frame, labels } = shown.predictions.seen;
  const total = frame.predicted.length;
  let right = 0;
  for (let i = 0; i < total; i++) if (frame.predicted[i] === labels[i]) right++;
  return (
    <PredictionsContext.Provider value={shown.predictions}>
      <div className={classes.predictions} data-epoch={frame.epoch}>
        <div className={classes.head}>
          <SegmentedControl
            size="xs"
            aria-label={words.views}
            value={view}
            data={views.map((value) => ({ value, label: words.view[value] }))}
            onChange={(next) => looking.setState({ view: next })}
          />
          <span data-testid="score">{words.score(frame.epoch, right, total)}</span>
        </div>
        {parts[view]}
      </div>
    </PredictionsContext.Provider>
  );
}
