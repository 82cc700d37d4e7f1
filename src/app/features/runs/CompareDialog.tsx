/** Two runs or more in a table: the settings in which they differ, and their results. */

import { Checkbox, Modal, Table } from '@mantine/core';
import { useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRunsState } from '../../state/react.ts';
import { forList, statusOf } from '../../state/runs.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './CompareDialog.module.css';
import { type CompareRow, resultRows, settingRows } from './compare.ts';
import { Swatch } from './Swatch.tsx';

/** How many runs are chosen at first: more do not fit beside each other. */
const firstChoice = 4;

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

function CompareTable({ runs }: { runs: readonly RunRecord[] }) {
  const words = useWords();
  const id = usePage((state) => state.run?.id);
  const phase = usePage((state) => state.run?.phase);
  const elsewhere = useRunsState((state) => state.elsewhere);
  const current = id && phase ? { id, phase } : undefined;
  const settings = settingRows(words, runs);
  const results = resultRows(words, runs, (run) => statusOf(run, current, elsewhere));
  return (
    <>
      {settings.length === 0 && <p className={quiet.note}>{words.runs.sameSettings}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label={words.runs.compareTitle}>
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.runs.run}</Table.Th>
              {runs.map((run) => (
                <Table.Th key={run.id} scope="col">
                  <Swatch colour={run.colour} /> {run.name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          {settings.length > 0 && (
            <Rows title={words.runs.settings} rows={settings} columns={runs.length + 1} />
          )}
          <Rows title={words.runs.results} rows={results} columns={runs.length + 1} />
        </Table>
      </section>
    </>
  );
}

export default function CompareDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const runs = forList(useRunsState((state) => state.runs));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => {
    const drawn = runs.filter(({ shown }) => shown);
    return new Set((drawn.length > 1 ? drawn : runs).slice(0, firstChoice).map(({ id }) => id));
  });
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const compared = runs.filter(({ id }) => chosen.has(id));
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.runs.compareTitle}
      size="xl"
      closeButtonProps={{ 'aria-label': words.page.dismiss, size: 28 }}
    >
      <fieldset className={classes.choices}>
        <legend>{words.runs.compareWhich}</legend>
        {runs.map(({ id, name, colour }) => (
          <Checkbox
            key={id}
            checked={chosen.has(id)}
            label={
              <>
                <Swatch colour={colour} /> {name}
              </>
            }
            onChange={(event) => choose(id, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      {compared.length < 2 ? (
        <p className={quiet.note}>{words.runs.compareMore}</p>
      ) : (
        <CompareTable runs={compared} />
      )}
    </Modal>
  );
}
