/** What is to be said about the stored runs: what went wrong with them, and which were deleted and can be had back. */

import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useRuns, useRunsState } from '../../state/react.ts';
import classes from './ListNotices.module.css';

/** What went wrong with storing runs, a sentence each. */
export function Problems() {
  const { runs: words, problem } = useWords();
  const persistent = useRunsState((state) => state.persistent);
  const damaged = useRunsState((state) => state.damaged);
  const saveProblem = useRunsState((state) => state.saveProblem);
  return (
    <div role="status" className={classes.problems}>
      {!persistent && <p>{words.notPersistent}</p>}
      {damaged > 0 && <p>{words.damaged(damaged)}</p>}
      {saveProblem && <p>{words.saveFailed(problem(saveProblem))}</p>}
    </div>
  );
}

/**
 * Offers to bring back the runs that were just deleted. It stays until it is dismissed, so that nobody has to be quick.
 */
export function Deleted({ onUndo }: { readonly onUndo: (names: readonly string[]) => void }) {
  const words = useWords();
  const { actions } = useRuns();
  const deleted = useRunsState((state) => state.deleted);
  const undo = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone with its run, so the focus moves here: the keyboard's place on the page would
  // be lost.
  useEffect(() => {
    if (deleted.length > 0) undo.current?.focus();
  }, [deleted]);
  if (deleted.length === 0) return null;
  const names = deleted.map(({ name }) => name);
  return (
    <div className={classes.deleted} data-testid="run-deleted">
      <span>{words.runs.removed(names)}</span>
      <Button
        ref={undo}
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => {
          actions.undo();
          onUndo(names);
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
