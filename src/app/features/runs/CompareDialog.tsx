/**
 * Runs side by side in a table: the settings in which they differ, and their results. As many as the dialog has room for; others
 * take the place of those that are taken out.
 */

import { CloseButton, Select, Table } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { useCompareWords } from '../../i18n/compare.ts';
import { useWords } from '../../i18n/words.ts';
import { useOverlayState, usePage, useRunsState } from '../../state/react.ts';
import { forList, statusOf } from '../../state/runs.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import quiet from '../../ui/quiet.module.css';
import classes from './CompareDialog.module.css';
import { type CompareRow, columnsIn, resultRows, settingRows } from './compare.ts';
import { Swatch } from './Swatch.tsx';

/** Of all that have the words that are typed, so many are listed. */
const mostListed = 50;

function Rows({ title, rows, columns }: { title: string; rows: readonly CompareRow[]; columns: number }) {
  return (
    <Table.Tbody>
      <Table.Tr>
        <Table.Th scope="rowgroup" colSpan={columns} className={classes.group}>
          {title}
        </Table.Th>
      </Table.Tr>
      {rows.map(({ key, label, cells }) => (
        <Table.Tr key={key}>
          <Table.Th scope="row">{label}</Table.Th>
          {cells.map((cell, i) => (
            <Table.Td key={i}>{cell}</Table.Td>
          ))}
        </Table.Tr>
      ))}
    </Table.Tbody>
  );
}

interface CompareTableProps {
  readonly runs: readonly RunRecord[];
  readonly onTakeOut: (id: string) => void;
}

function CompareTable({ runs, onTakeOut }: CompareTableProps) {
  const words = useWords();
  const own = useCompareWords();
  const id = usePage((state) => state.run?.id);
  const phase = usePage((state) => state.run?.phase);
  const end = usePage((state) => state.run?.end);
  const elsewhere = useRunsState((state) => state.elsewhere);
  const current = id && phase ? { id, phase, end } : undefined;
  const assignment = usePage((state) => state.assignment);
  const settings = settingRows(words, own, runs).filter(({ key }) => !assignment?.hides(key));
  const results = resultRows(words, own, runs, (run) => statusOf(run, current, elsewhere));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label={own.title}>
      <Table className={classes.table} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{own.run}</Table.Th>
            {runs.map((run) => (
              <Table.Th key={run.id} scope="col" aria-label={run.name}>
                <div className={classes.column}>
                  <Swatch colour={run.colour} />
                  <CloseButton
                    size={24}
                    iconSize={14}
                    aria-label={own.without(run.name)}
                    onClick={() => onTakeOut(run.id)}
                  />
                </div>
                <span>{run.name}</span>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {settings.length > 0 && <Rows title={own.settings} rows={settings} columns={runs.length + 1} />}
        <Rows title={own.results} rows={results} columns={runs.length + 1} />
      </Table>
      {settings.length === 0 && <p className={quiet.note}>{own.sameSettings}</p>}
    </section>
  );
}

function Comparison({ ids }: { readonly ids: readonly string[] }) {
  const own = useCompareWords();
  const runs = forList(useRunsState((state) => state.runs));
  const [chosen, setChosen] = useState(ids);
  const { ref, width } = useElementSize();
  const room = columnsIn(width || window.innerWidth);
  const compared = chosen.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const columns = compared.slice(0, room);
  const others = runs.filter(({ id }) => !chosen.includes(id));
  const full = compared.length >= room;
  return (
    <div ref={ref}>
      {columns.length < 2 ? (
        <p className={quiet.note}>{own.more}</p>
      ) : (
        <CompareTable runs={columns} onTakeOut={(id) => setChosen(chosen.filter((other) => other !== id))} />
      )}
      {others.length > 0 && !full && (
        <Select
          className={classes.add}
          size="xs"
          searchable
          limit={mostListed}
          aria-label={own.add}
          placeholder={own.add}
          nothingFoundMessage={own.none}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(id) => id !== null && setChosen([...chosen, id])}
        />
      )}
      {compared.length > room ? (
        <p className={quiet.note}>{own.first(room, compared.length)}</p>
      ) : (
        full && others.length > 0 && <p className={quiet.note}>{own.full(room)}</p>
      )}
    </div>
  );
}

export function CompareDialog({ opened, onClose }: DialogProps) {
  const own = useCompareWords();
  const ids = useOverlayState((state) => state.compared);
  return (
    <Dialog opened={opened} onClose={onClose} title={own.title} size="min(1100px, 100%)">
      <Comparison key={ids.join()} ids={ids} />
    </Dialog>
  );
}
