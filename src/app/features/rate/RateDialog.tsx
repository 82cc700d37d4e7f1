/** Finds a learning rate: a search of about a hundred steps, its curve, and a suggestion that one click adopts. */
import { Button, Progress, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type RateSuggestion, searchSteps, suggestionOf } from '../../../training/rateSearch.ts';
import { stepsPerEpoch } from '../../../training/stepPlan.ts';
import { useRateWords } from '../../i18n/rate.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useEstimate, usePage, useStores } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { SourceLinks } from '../../ui/sources.tsx';
import { RateCurve } from './RateCurve.tsx';
import classes from './RateDialog.module.css';
import { isSameSubject, rateSearchOf, type Subject } from './search.ts';

type Begin = 'fresh' | 'run';

/** What a search may begin with now. */
function useSubject(begin: Begin): {
  readonly subject: Subject;
  readonly hasRun: boolean;
  readonly trains: boolean;
} {
  const config = usePage((state) => state.config);
  const run = usePage((state) => state.run);
  const hasRun = run !== undefined && run.step > 0;
  const trains = isActive(run) && run.phase !== 'paused';
  const subject = begin === 'run' && hasRun ? { config: run.config, runId: run.id } : { config };
  return { subject, hasRun, trains };
}

/** About how long a search takes. */
function Takes() {
  const words = useWords();
  const config = usePage((state) => state.config);
  const time = useEstimate()?.time;
  if (!time) return null;
  const { estimate } = words;
  const seconds = (time.epochSeconds / stepsPerEpoch(config)) * searchSteps;
  return <span className={classes.aside}>{estimate.about(estimate.duration(seconds))}</span>;
}

function Suggestion({ suggestion }: { readonly suggestion: RateSuggestion | undefined }) {
  const words = useRateWords();
  const { set } = useActions();
  const rate = usePage((state) => state.config.learningRate);
  if (!suggestion) return <p className={classes.text}>{words.none}</p>;
  const adopted = rate === suggestion.rate;
  return (
    <div className={classes.suggestion}>
      <p className={classes.text} role="status">
        {adopted ? words.adopted(rate) : words.suggested[suggestion.rule](suggestion.rate, suggestion.lowest)}
      </p>
      {!adopted && (
        <Button onClick={() => set('learningRate', suggestion.rate)}>{words.use(suggestion.rate)}</Button>
      )}
    </div>
  );
}

function Body() {
  const words = useRateWords();
  const page = useWords();
  const search = rateSearchOf(useStores().client);
  const { doing, found, problem } = useStore(search.store);
  const [begin, setBegin] = useState<Begin>('fresh');
  const { subject, hasRun, trains } = useSubject(begin);
  const rate = usePage((state) => state.config.learningRate);
  const schedule = usePage((state) => state.config.schedule);
  const suggestion = useMemo(() => found && suggestionOf(found.points, { schedule }), [found, schedule]);
  return (
    <>
      <p className={classes.text}>{words.what(searchSteps)}</p>
      {hasRun && (
        <SegmentedControl
          fullWidth
          aria-label={words.begin}
          value={begin}
          onChange={(value) => setBegin(value as Begin)}
          data={[
            { value: 'fresh', label: words.fresh },
            { value: 'run', label: words.ofRun },
          ]}
        />
      )}
      <div className={classes.buttons}>
        {doing ? (
          <Button variant="default" onClick={search.stop}>
            {words.stop}
          </Button>
        ) : (
          <Button
            data-autofocus
            variant={suggestion ? 'default' : 'filled'}
            disabled={trains}
            onClick={() => search.start(subject)}
          >
            {found ? words.again : words.start}
          </Button>
        )}
        {doing ? (
          <span className={classes.aside} data-testid="rate-progress">
            {doing.total > 0 ? words.progress(doing.done, doing.total) : words.preparing}
          </span>
        ) : (
          <Takes />
        )}
      </div>
      {doing && (
        <Progress
          value={doing.total > 0 ? (100 * doing.done) / doing.total : 0}
          aria-label={words.title}
          mt={8}
        />
      )}
      {trains && <p className={classes.text}>{words.trains}</p>}
      {problem && (
        <p className={classes.text} role="alert">
          {page.problem(problem)}
        </p>
      )}
      {found && (
        <>
          <RateCurve points={found.points} suggestion={suggestion} set={rate} />
          {!isSameSubject(found.subject, subject) && <p className={classes.text}>{words.stale}</p>}
          <Suggestion suggestion={suggestion} />
        </>
      )}
      <p className={classes.rule}>
        {words.rule} <SourceLinks of={['gugger2018', 'smith2015', 'smith2017']} />
      </p>
    </>
  );
}

export function RateDialog({ opened, onClose }: DialogProps) {
  const words = useRateWords();
  const { client } = useStores();
  return (
    <Dialog
      opened={opened}
      onClose={() => {
        // Nothing is searched that nobody sees.
        rateSearchOf(client).stop();
        onClose();
      }}
      title={words.title}
      size={560}
    >
      <Body />
    </Dialog>
  );
}
