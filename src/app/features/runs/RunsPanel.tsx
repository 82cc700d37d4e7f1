/**
 * The list of all runs that this browser has stored, the comparison of some of them, and published results to draw
 * beside them.
 */

import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconColumns, IconX } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRuns, useRunsState } from '../../state/react.ts';
import { changedOf, forList, statusOf } from '../../state/runs.ts';
import { Panel } from '../../ui/Panel.tsx';
import quiet from '../../ui/quiet.module.css';
import { ReferenceChoices } from './ReferenceChoices.tsx';
import { RunRow } from './RunRow.tsx';
import classes from './RunsPanel.module.css';

const CompareDialog = lazy(() => import('./CompareDialog.tsx'));

/** The button that opens the comparison, and has the keyboard again when that is closed. */
function Compare({ disabled }: { readonly disabled: boolean }) {
  const { runs: words } = useWords();
  const [comparing, setComparing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !comparing) button.current?.focus();
    wasOpen.current = comparing;
  }, [comparing]);
  return (
    <>
      <Button
        ref={button}
        variant="default"
        leftSection={<IconColumns size={16} aria-hidden />}
        disabled={disabled}
        onClick={() => setComparing(true)}
      >
        {words.compare}
      </Button>
      <Suspense>{comparing && <CompareDialog onClose={() => setComparing(false)} />}</Suspense>
    </>
  );
}

/** What went wrong with storing runs, a sentence each. */
function Problems() {
  const { runs: words } = useWords();
  const { persistent, damaged, saveFailed } = useRunsState((state) => state);
  return (
    <div role="status" className={classes.problems}>
      {!persistent && <p>{words.notPersistent}</p>}
      {damaged > 0 && <p>{words.damaged(damaged)}</p>}
      {saveFailed && <p>{words.saveFailed}</p>}
    </div>
  );
}

/**
 * Offers to bring back the run that was just deleted. It stays until it is dismissed, so that nobody has to be quick.
 */
function Deleted({ onUndo }: { readonly onUndo: (name: string) => void }) {
  const words = useWords();
  const { actions } = useRuns();
  const deleted = useRunsState((state) => state.deleted);
  const undo = useRef<HTMLButtonElement>(null);
  const id = deleted?.id;
  // The button that was pressed is gone with its run, so the focus moves here: the keyboard's place on the page would
  // be lost.
  useEffect(() => {
    if (id !== undefined) undo.current?.focus();
  }, [id]);
  if (!deleted) return null;
  return (
    <div className={classes.deleted} data-testid="run-deleted">
      <span>{words.runs.removed(deleted.name)}</span>
      <Button
        ref={undo}
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => {
          actions.undo();
          onUndo(deleted.name);
        }}
      >
        {words.runs.undo}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={words.page.dismiss}
        onClick={actions.forget}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

interface RunsPanelProps {
  /** What can be done with the weights of a run, as buttons. */
  readonly weightsOf: (run: RunRecord) => ReactNode;
}

export function RunsPanel({ weightsOf }: RunsPanelProps) {
  const words = useWords();
  const runs = useRunsState((state) => state.runs);
  const loaded = useRunsState((state) => state.loaded);
  const elsewhere = useRunsState((state) => state.elsewhere);
  const id = usePage((state) => state.run?.id);
  const phase = usePage((state) => state.run?.phase);
  const current = id && phase ? { id, phase } : undefined;
  const [done, setDone] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const undone = (name: string) => {
    setDone(words.runs.restored(name));
    list.current?.focus();
  };
  return (
    <Panel title={words.runs.title} aside={runs.length > 0 ? words.runs.count(runs.length) : undefined}>
      <div ref={list} tabIndex={-1} className={classes.panel}>
        <Problems />
        <Deleted onUndo={undone} />
        <p className={`${quiet.aside} ${classes.done}`} role="status">
          {done}
        </p>
        {loaded && runs.length === 0 && <p className={quiet.aside}>{words.runs.none}</p>}
        {runs.length > 0 && (
          <ul className={classes.list} aria-label={words.runs.title}>
            {forList(runs).map((run) => (
              <RunRow
                key={run.id}
                run={run}
                status={statusOf(run, current, elsewhere)}
                changed={changedOf(run, runs)}
                weightsOf={weightsOf}
                onDone={setDone}
              />
            ))}
          </ul>
        )}
        <Compare disabled={runs.length < 2} />
        <ReferenceChoices />
      </div>
    </Panel>
  );
}
