/**
 * The list of all runs that this browser has stored: searched, sorted, opened one by one, selected to be compared, drawn or
 * deleted together. What one row shows is in `RunRow.tsx`, the order of rows in `state/runsList.ts`. It fills the box it is
 * given.
 */

import { type ReactNode, useRef, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRunsState, useStores } from '../../state/react.ts';
import { toCompare } from '../../state/runs.ts';
import { createRows, foundRows, type NetworkName, type RunSort, sortedRows } from '../../state/runsList.ts';
import quiet from '../../ui/quiet.module.css';
import { Deleted, Problems } from './ListNotices.tsx';
import { ListFoot, ListHead } from './ListTools.tsx';
import { RunRow } from './RunRow.tsx';
import classes from './RunsList.module.css';
import { useSelection } from './useSelection.ts';

interface RunsListProps {
  /** What can be done with the weights of a run, as buttons. The same function every time. */
  readonly weightsOf: (run: RunRecord) => ReactNode;
  /** What stands above the list. */
  readonly above?: ReactNode;
}

export function RunsList({ weightsOf, above }: RunsListProps) {
  const words = useWords();
  const { overlay } = useStores();
  const runs = useRunsState((state) => state.runs);
  const loaded = useRunsState((state) => state.loaded);
  const elsewhere = useRunsState((state) => state.elsewhere);
  const id = usePage((state) => state.run?.id);
  const phase = usePage((state) => state.run?.phase);
  const end = usePage((state) => state.run?.end);
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<RunSort>('newest');
  const [rowsOf] = useState(createRows);
  const list = useRef<HTMLUListElement>(null);
  const networkName: NetworkName = (config) => networkText(words, config);
  const found = foundRows(
    rowsOf(runs, id && phase ? { id, phase, end } : undefined, elsewhere),
    query,
    networkName,
  );
  const rows = sortedRows(found, sort, networkName);
  const selection = useSelection(rows);
  const undone = (names: readonly string[]) => {
    overlay.actions.say({ kind: 'runs-restored', names });
    list.current?.focus();
  };
  return (
    <div className={classes.room}>
      {above}
      <div className={classes.panel}>
        <ListHead
          search={{ query, setQuery }}
          order={{ sort, setSort }}
          selection={selection}
          empty={runs.length === 0}
        />
        <ul ref={list} tabIndex={-1} className={classes.list} aria-label={words.runs.title}>
          {rows.map((row) => (
            <RunRow
              key={row.run.id}
              row={row}
              selected={selection.ids?.has(row.run.id)}
              onSelect={selection.choose}
              weightsOf={weightsOf}
            />
          ))}
        </ul>
        {loaded && rows.length === 0 && (
          <p className={`${quiet.aside} ${classes.nothing}`}>
            {runs.length === 0 ? words.runs.none : words.runs.noneFound}
          </p>
        )}
        <Deleted onUndo={undone} />
        <Problems />
        <ListFoot
          selection={selection}
          found={rows.length}
          all={runs.length}
          onCompare={(ids, how) => overlay.actions.compare(ids ?? toCompare(runs), how)}
        />
      </div>
    </div>
  );
}
