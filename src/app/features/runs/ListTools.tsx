/** What stands above and below the list of runs: search, order and selection; the count, and what is done with the selected. */

import { ActionIcon, Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import {
  IconColumns,
  IconEye,
  IconEyeOff,
  IconListCheck,
  IconListDetails,
  IconPlus,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { useRuns } from '../../state/react.ts';
import { type RunSort, runSorts } from '../../state/runsList.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import classes from './ListTools.module.css';
import type { Selection } from './useSelection.ts';

const OutMenu = lazyPart(async () => (await import('./out/OutMenu.tsx')).OutMenu);

interface ListHeadProps {
  readonly search: { readonly query: string; readonly setQuery: (query: string) => void };
  readonly order: { readonly sort: RunSort; readonly setSort: (sort: RunSort) => void };
  readonly selection: Selection;
  /** Whether there are no runs at all. */
  readonly empty: boolean;
}

export function ListHead({ search, order, selection, empty }: ListHeadProps) {
  const { runs: words } = useWords();
  const { query, setQuery } = search;
  return (
    <div className={classes.head}>
      <TextInput
        value={query}
        disabled={empty}
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          query !== '' && (
            <CloseButton size={24} aria-label={words.clearSearch} onClick={() => setQuery('')} />
          )
        }
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
      />
      <div className={classes.line}>
        {selection.ids ? (
          <>
            <span className={classes.grow} role="status">
              {words.selected(selection.selected.length)}
            </span>
            <OutMenu ids={selection.selected} />
            <Button variant="default" title={words.selectAllHelp} onClick={selection.all}>
              {words.selectAll}
            </Button>
            <Button variant="default" onClick={selection.end}>
              {words.selectDone}
            </Button>
          </>
        ) : (
          <>
            <NativeSelect
              className={classes.grow}
              disabled={empty}
              aria-label={words.sort}
              value={order.sort}
              data={runSorts.map((value) => ({ value, label: words.sorts[value] }))}
              onChange={(event) => order.setSort(event.currentTarget.value as RunSort)}
            />
            <Button
              variant="default"
              disabled={empty}
              leftSection={<IconListCheck size={16} aria-hidden />}
              onClick={selection.begin}
            >
              {words.select}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly off: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, off, onClick, children }: ToolProps) {
  return (
    <ActionIcon variant="default" size={30} aria-label={label} title={label} disabled={off} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}

interface ListFootProps {
  readonly selection: Selection;
  /** Runs that the search left, and all. */
  readonly found: number;
  readonly all: number;
  /** @param ids Undefined where none are selected. */
  readonly onCompare: (ids: readonly string[] | undefined, how?: 'groups') => void;
}

export function ListFoot({ selection, found, all, onCompare }: ListFootProps) {
  const { runs: words, actions: named } = useWords();
  const { actions } = useRuns();
  const several = useAction('several');
  const { selected } = selection;
  const selecting = selection.ids !== undefined;
  const none = selected.length === 0;
  const remove = () => {
    actions.remove(selected);
    selection.end();
  };
  return (
    <div className={classes.foot}>
      {selecting ? (
        <>
          <Tool label={words.show} off={none} onClick={() => actions.show(selected, true)}>
            <IconEye size={16} aria-hidden />
          </Tool>
          <Tool label={words.hide} off={none} onClick={() => actions.show(selected, false)}>
            <IconEyeOff size={16} aria-hidden />
          </Tool>
          <Tool label={words.removeSelected} off={none} onClick={remove}>
            <IconTrash size={16} aria-hidden />
          </Tool>
          <span className={classes.grow} />
        </>
      ) : (
        <>
          <span className={`${classes.grow} ${classes.count}`} role="status" data-testid="run-count">
            {found === all ? words.count(all) : words.found(found, all)}
          </span>
          <Tool label={several.label} off={false} onClick={several.perform}>
            <IconPlus size={16} aria-hidden />
          </Tool>
        </>
      )}
      <Tool
        label={named.groups.label}
        off={selecting ? selected.length < 2 : all < 2}
        onClick={() => onCompare(selecting ? selected : undefined, 'groups')}
      >
        <IconListDetails size={16} aria-hidden />
      </Tool>
      <Button
        variant="default"
        px={selecting ? 8 : undefined}
        // Beside four tools there is room for its words alone.
        leftSection={!selecting && <IconColumns size={16} aria-hidden />}
        disabled={selecting ? selected.length < 2 : all < 2}
        onClick={() => onCompare(selecting ? selected : undefined)}
      >
        {selecting && selected.length > 1 ? words.compareSelected(selected.length) : words.compare}
      </Button>
    </div>
  );
}
