/** What was found of an experiment, as far as its runs are trained, and what can be trained further. */
import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { RunConfig } from '../../../../training/settings.ts';
import { useSeveralWords } from '../../../i18n/several.ts';
import { useWords } from '../../../i18n/words.ts';
import { type Comparison, experimentFinding } from '../../../state/experimentFinding.ts';
import { secondsOf } from '../../../state/experimentPlan.ts';
import { compares, missingOf, moreSeeds, type Study, withMoreSeeds } from '../../../state/experimentRuns.ts';
import { usePage, useRuns, useRunsState, useStores } from '../../../state/react.ts';
import { ArmTable } from './ArmTable.tsx';
import classes from './ExperimentDialog.module.css';

/** How long these runs will take; undefined until the device is known. */
function useSeconds(configs: readonly RunConfig[]): number | undefined {
  const device = usePage((state) => state.device);
  const speeds = useStore(useStores().speeds, (state) => state.speeds);
  return useMemo(() => device && secondsOf(configs, { device, speeds }), [configs, device, speeds]);
}

function Sentences({ study }: { readonly study: Study }) {
  const words = useSeveralWords();
  const finding = experimentFinding(study);
  const { story, known } = words.each[study.experiment.id];
  const { holds, fails, open, single, alike } = words.told;
  const told =
    finding.story === 'open'
      ? finding.several
        ? open
        : single
      : finding.story === 'fails'
        ? fails
        : study.experiment.story.kind === 'alike'
          ? alike
          : holds;
  const interval = ({ difference }: Comparison) => difference;
  return (
    <>
      <ArmTable arms={finding.arms} />
      <div role="status" data-testid="experiment-findings">
        <ul className={classes.findings}>
          {finding.arms
            .filter(({ diverged }) => diverged > 0)
            .map(({ arm, diverged, n }) => (
              <li key={`diverged ${arm}`}>{words.diverged(arm, diverged, n)}</li>
            ))}
          {finding.comparisons.map((comparison) => (
            <li key={`${comparison.measure} ${comparison.behind}`}>
              {words.compared({ ...comparison, interval: interval(comparison) })}
            </li>
          ))}
        </ul>
        <p className={classes.text}>{words.join([told(story), finding.story !== 'holds' && known])}</p>
      </div>
    </>
  );
}

interface FoundProps {
  readonly studies: readonly Study[];
  /** Puts runs into the queue. */
  readonly onTrain: (configs: readonly RunConfig[]) => void;
  /** Whether runs of the experiment wait in the queue. */
  readonly going: boolean;
  readonly onShow: () => void;
}

export function Found({ studies, onTrain, going, onShow }: FoundProps) {
  const words = useSeveralWords();
  const { estimate } = useWords();
  const { actions } = useRuns();
  const all = useRunsState((state) => state.runs);
  const [chosen, setChosen] = useState(0);
  const study = studies[chosen] ?? studies[0];
  const missing = useMemo(() => (study ? missingOf(study) : []), [study]);
  const more = useMemo(() => (study ? withMoreSeeds(study) : []), [study]);
  const missingSeconds = useSeconds(missing);
  const moreSeconds = useSeconds(more);
  if (!study) return null;
  const runs = [...study.runs.values()].flat();
  const show = () => {
    const ids = new Set(runs.map(({ id }) => id));
    const others = all.filter(({ id, shown, pinned }) => shown && !pinned && !ids.has(id));
    actions.show(
      others.map(({ id }) => id),
      false,
    );
    actions.show([...ids], true);
    onShow();
  };
  const sizeText = ({ config }: Study) => words.sizeOf(config.epochs, config.trainImages, config.width);
  const takes = (n: number, seconds: number | undefined) =>
    seconds !== undefined && (
      <span className={classes.aside}>{words.moreTakes(n, estimate.duration(seconds))}</span>
    );
  return (
    <section aria-label={words.found}>
      <h3 className={classes.heading}>{words.found}</h3>
      {studies.length > 1 ? (
        <NativeSelect
          aria-label={words.choose}
          value={String(studies.indexOf(study))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={studies.map((each, i) => ({ value: String(i), label: sizeText(each) }))}
        />
      ) : (
        <p className={classes.aside}>{sizeText(study)}</p>
      )}
      {compares(study) ? <Sentences study={study} /> : <p className={classes.text}>{words.alone}</p>}
      {!going && missing.length > 0 && (
        <>
          <p className={classes.text}>{words.missing(missing.length)}</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => onTrain(missing)}>
              {words.trainMissing(missing.length)}
            </Button>
            {takes(missing.length, missingSeconds)}
          </div>
        </>
      )}
      {compares(study) && (
        <div className={classes.buttons}>
          <Button variant="default" onClick={show}>
            {words.show}
          </Button>
          {!going && missing.length === 0 && (
            <>
              <Button variant="default" onClick={() => onTrain(more)}>
                {words.more(moreSeeds)}
              </Button>
              {takes(more.length, moreSeconds)}
            </>
          )}
        </div>
      )}
    </section>
  );
}
