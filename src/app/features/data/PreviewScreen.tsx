/** What was understood, before anything is made of it: a sentence, warnings, the classes to mend, and how pictures are made small. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { type Fit, fits } from '../../../data/own/square.ts';
import { type DataProblem, useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import { ClassList } from './ClassList.tsx';
import classes from './Data.module.css';
import { type Look, obstacle, type Row, rowsOf, sourceOf } from './flow.ts';
import type { Preview } from './reading/types.ts';
import { Refused, Warnings } from './Said.tsx';
import { Screen } from './Screen.tsx';
import { sessionOf } from './session.ts';

const sizes = [32, 64] as const satisfies readonly Look['imageSize'][];

const mostTitle = 60;

function Options() {
  const words = useDataWords();
  const { store, actions } = sessionOf(useStores());
  const title = useStore(store, (flow) => flow.title);
  const imageSize = useStore(store, (flow) => flow.imageSize);
  const fit = useStore(store, (flow) => flow.fit);
  return (
    <>
      <div className={classes.options}>
        <TextInput
          className={classes.title}
          label={words.name}
          placeholder={words.untitled}
          maxLength={mostTitle}
          autoComplete="off"
          value={title}
          onChange={(event) => actions.set({ title: event.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.size}
          value={String(imageSize)}
          data={sizes.map((side) => ({ value: String(side), label: `${side}×${side}` }))}
          onChange={(side) => actions.set({ imageSize: side === '64' ? 64 : 32 })}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.fitLabel}
          value={fit}
          data={fits.map((value) => ({ value, label: words.fit[value] }))}
          onChange={(value) => actions.set({ fit: value as Fit })}
        />
      </div>
      <p className={classes.note}>{words.fitHelp[fit]}</p>
    </>
  );
}

const total = (rows: readonly Row[], split: 'train' | 'test'): number =>
  rows.reduce((sum, row) => sum + row[split], 0);

function Understood({ preview, rows }: { readonly preview: Preview; readonly rows: readonly Row[] }) {
  const words = useDataWords();
  const { store } = sessionOf(useStores());
  const taken = useStore(store, (flow) => flow.taken);
  const kept = rows.filter(({ leftOut }) => !leftOut);
  const { pictures } = preview;
  const counts = { classes: kept.length, pictures, train: total(kept, 'train'), test: total(kept, 'test') };
  return (
    <p className={classes.understood} role="status">
      {words.understood({ ...counts, ...sourceOf(preview, taken) })}
    </p>
  );
}

function Foot({ rows, undoable }: { readonly rows: readonly Row[]; readonly undoable: boolean }) {
  const words = useDataWords();
  const { store, actions } = sessionOf(useStores());
  const side = useStore(store, (flow) => flow.imageSize);
  const taken = useStore(store, (flow) => flow.taken);
  const problem = obstacle(rows);
  const kept = rows.filter(({ leftOut }) => !leftOut);
  const bytes = (total(kept, 'train') + total(kept, 'test')) * side * side * 3;
  return (
    <div className={classes.foot}>
      <Refused problem={problem} />
      <div className={classes.buttons}>
        <Button disabled={problem !== undefined} onClick={() => actions.make(words.untitled)}>
          {words.make}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={!undoable}
          onClick={actions.undo}
        >
          {words.undo}
        </Button>
        {taken ? (
          <Button variant="default" onClick={actions.openCamera}>
            {words.moreShots}
          </Button>
        ) : (
          <Button variant="default" onClick={() => actions.startOver()}>
            {words.others}
          </Button>
        )}
      </div>
      <p className={classes.note}>
        {!problem && `${words.takes(bytes)} `}
        {words.stays}
      </p>
    </div>
  );
}

export function PreviewScreen({ problem }: { readonly problem?: DataProblem }) {
  const words = useDataWords();
  const { store } = sessionOf(useStores());
  const preview = useStore(store, (flow) => flow.preview);
  const rows = useMemo(() => (preview ? rowsOf(preview) : []), [preview]);
  if (!preview) return null;
  return (
    <Screen label={words.title}>
      <Understood preview={preview} rows={rows} />
      <Refused problem={problem} />
      <Warnings warnings={preview.warnings} />
      <Options />
      <ClassList rows={rows} />
      <Foot rows={rows} undoable={preview.undoable} />
    </Screen>
  );
}
