/**
 * Groups of runs that are equal but for the seed: what may be said of their differences, their figures, and every run as a line through
 * what was varied. Those that were selected in the list or are on the charts, or all that there are.
 */
import { SegmentedControl } from '@mantine/core';
import { type ComponentType, useMemo, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { type Verdict, verdictSentence } from '../../../training/verdict.ts';
import { useGroupWords } from '../../i18n/groups.ts';
import { groupName } from '../../i18n/groupTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { isAsPlanned } from '../../state/asPlanned.ts';
import { groupVerdicts, runGroups, variedKeys } from '../../state/groups.ts';
import { useOverlayState, useRunsState } from '../../state/react.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import quiet from '../../ui/quiet.module.css';
import classes from './GroupsDialog.module.css';
import { GroupTable } from './GroupTable.tsx';
import { ParallelPlot } from './ParallelPlot.tsx';
import { mostDrawn, parallelOf } from './parallel.ts';

/** So many sentences stand at once: in the order of the groups, so that those closest to the best are among them. */
const first = 4;

function Sentences({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const own = useGroupWords();
  return (
    <ul className={classes.verdicts}>
      {verdicts.map((verdict) => (
        <li key={verdict.other} data-verdict={verdict.difference ? verdict.difference.real : 'untold'}>
          {verdictSentence(own, verdict)}
        </li>
      ))}
    </ul>
  );
}

function Groups({ runs }: { readonly runs: readonly RunRecord[] }) {
  const words = useWords();
  const own = useGroupWords();
  const groups = useMemo(() => runGroups(runs), [runs]);
  const planned = useMemo(() => runs.filter(isAsPlanned), [runs]);
  const keys = variedKeys(groups.map(({ config }) => config));
  const verdicts = groupVerdicts(groups, ({ config }) => groupName(words, own, keys, config));
  const drawn = useMemo(() => planned.slice(-mostDrawn), [planned]);
  const parallel = useMemo(() => parallelOf(words, own, drawn), [words, own, drawn]);
  const byHand = runs.length - planned.length;
  if (groups.length === 0) return <p className={quiet.note}>{byHand > 0 ? own.byHand(byHand) : own.none}</p>;
  const none = groups.every(({ last }) => last.n === 0);
  const stopped = groups.filter((group) => group.stopped > 0).length;
  const diverged = groups.reduce((sum, group) => sum + group.diverged, 0);
  return (
    <>
      <section className={classes.part}>
        <h3>{own.verdict}</h3>
        {verdicts.length > 0 ? (
          <>
            <Sentences verdicts={verdicts.slice(0, first)} />
            {verdicts.length > first && (
              <details className={classes.more}>
                <summary>{own.moreVerdicts(verdicts.length - first)}</summary>
                <Sentences verdicts={verdicts.slice(first)} />
              </details>
            )}
          </>
        ) : (
          <p className={classes.verdicts}>{none ? own.noResult : own.oneGroup}</p>
        )}
        {stopped > 0 && <p className={quiet.note}>{own.someStopped(stopped)}</p>}
        {diverged > 0 && <p className={quiet.note}>{own.someDiverged(diverged)}</p>}
        {verdicts.length > 0 && <p className={quiet.note}>{own.by}</p>}
      </section>
      <section className={classes.part}>
        <h3>{own.table}</h3>
        <GroupTable groups={groups} keys={keys} />
        {byHand > 0 && <p className={quiet.note}>{own.byHand(byHand)}</p>}
      </section>
      <section className={classes.part}>
        <h3>{own.parallel}</h3>
        {drawn.length < planned.length && (
          <p className={quiet.note}>{own.tooMany(drawn.length, planned.length)}</p>
        )}
        {keys.length === 0 && <p className={quiet.note}>{own.nothingVaried}</p>}
        {parallel.more > 0 && <p className={quiet.note}>{own.moreVaried(parallel.more)}</p>}
        <ParallelPlot parallel={parallel} />
      </section>
    </>
  );
}

interface ChosenProps {
  readonly ids: readonly string[];
  /** Saves these runs: a menu of files. */
  readonly save: ComponentType<{ readonly ids: readonly string[] }>;
}

function Chosen({ ids, save: Save }: ChosenProps) {
  const own = useGroupWords();
  const all = useRunsState((state) => state.runs);
  const [every, setEvery] = useState(false);
  const chosen = useMemo(() => all.filter(({ id }) => ids.includes(id)), [all, ids]);
  const runs = every ? all : chosen;
  return (
    <>
      <div className={classes.head}>
        <p className={quiet.aside}>{own.what}</p>
        {chosen.length > 0 && chosen.length < all.length && (
          <SegmentedControl
            size="xs"
            aria-label={own.which}
            value={every ? 'all' : 'these'}
            data={[
              { value: 'these', label: own.these(chosen.length) },
              { value: 'all', label: own.everyRun(all.length) },
            ]}
            onChange={(which) => setEvery(which === 'all')}
          />
        )}
        <Save ids={runs.map(({ id }) => id)} />
      </div>
      <Groups runs={runs} />
    </>
  );
}

export function GroupsDialog({ opened, onClose, save }: DialogProps & Pick<ChosenProps, 'save'>) {
  const own = useGroupWords();
  const ids = useOverlayState((state) => state.compared);
  return (
    <Dialog opened={opened} onClose={onClose} title={own.title} size="min(1100px, 100%)">
      <Chosen key={ids.join()} ids={ids} save={save} />
    </Dialog>
  );
}
