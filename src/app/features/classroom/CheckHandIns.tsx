/**
 * A teacher's check of hand-ins: files or a folder are dropped, each is read, its claim is evaluated again from its weights, and what does
 * not hold is marked. Everything stays on the page.
 */
import { Button, FileButton, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { AssignmentError, type AssignmentTexts, assignmentFrom } from '../../../training/assignment.ts';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { usePage, useRunActive, useStores } from '../../state/react.ts';
import { queryOf } from '../../state/url.ts';
import { takenFrom } from '../../ui/dropped.ts';
import { droppedFiles } from '../../ui/droppedFiles.ts';
import classes from './Classroom.module.css';
import { HandInCurves } from './HandInCurves.tsx';
import { HandInTable, useCsv, useJudged } from './HandInTable.tsx';
import { type HandIns, handInsOf } from './handIns.ts';

/** More in one drop is a mistake: a whole disk, say. */
const mostFiles = 2000;

/** Takes what is dropped anywhere on the page before the page looks into it as a file of its own. */
function useDrop(take: (files: readonly File[]) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === 'drop')
        void droppedFiles(takenFrom(event.dataTransfer), mostFiles).then((files) =>
          latest.current(files.map(({ file }) => file)),
        );
    };
    const names = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
    for (const name of names) window.addEventListener(name, hold, { capture: true });
    return () => {
      for (const name of names) window.removeEventListener(name, hold, { capture: true });
    };
  }, []);
}

function Ways({ handIns }: { readonly handIns: HandIns }) {
  const words = useClassroomWords();
  const folder = useRef<HTMLInputElement>(null);
  const emptied = useRef<() => void>(null);
  const add = (files: readonly File[]) => void handIns.add(files);
  useDrop(add);
  return (
    <div className={classes.buttons}>
      <FileButton
        multiple
        accept=".safetensors"
        resetRef={emptied}
        inputProps={{ 'aria-label': words.files }}
        onChange={(files) => {
          add(files);
          // A field that still holds a file says nothing when the same one is chosen again.
          emptied.current?.();
        }}
      >
        {(props) => (
          <Button data-autofocus {...props}>
            {words.files}
          </Button>
        )}
      </FileButton>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={words.folder}
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])].filter(({ name }) => !name.startsWith('.')));
          currentTarget.value = '';
        }}
      />
      <Button variant="default" onClick={() => folder.current?.click()}>
        {words.folder}
      </Button>
    </div>
  );
}

/** The assignment of a link; undefined where it is none. */
function textsOf(link: string): AssignmentTexts | undefined {
  const query = queryOf(link.slice(link.indexOf('?')));
  const lock = query.get('lock');
  if (!link.includes('?') || lock === null) return undefined;
  try {
    return assignmentFrom({ lock, task: query.get('task') ?? '' }).texts;
  } catch (error) {
    if (error instanceof AssignmentError) return undefined;
    throw error;
  }
}

/** What is being done, and what can be done with all. */
function Doing({ handIns, expected }: { readonly handIns: HandIns; readonly expected?: AssignmentTexts }) {
  const words = useClassroomWords();
  const active = useRunActive();
  const { rows, reading, evaluating, going } = useStore(handIns.store);
  const all = useJudged(rows, expected);
  const saveCsv = useCsv(all);
  const wrong = all.filter(({ verdict }) => verdict === 'amiss' || verdict === 'unfit').length;
  const left = all.some(({ row }) => row.read && !row.evaluated);
  const at = evaluating && rows.find(({ id }) => id === evaluating.id)?.read?.handIn.name;
  return (
    <>
      <div className={classes.buttons}>
        {going ? (
          <Button variant="default" onClick={handIns.stop}>
            {words.stop}
          </Button>
        ) : (
          <Button disabled={active || !left} onClick={handIns.evaluate}>
            {words.evaluate}
          </Button>
        )}
        <Button variant="default" disabled={rows.length === 0} onClick={saveCsv}>
          {words.csv}
        </Button>
        <Button variant="default" disabled={rows.length === 0} onClick={handIns.clear}>
          {words.clear}
        </Button>
      </div>
      <p className={classes.aside} role="status" data-testid="hand-ins-doing">
        {reading > 0
          ? words.reading(reading)
          : evaluating && at
            ? words.evaluating(at, evaluating.done, evaluating.total)
            : active && left
              ? words.busy
              : rows.length > 0 && words.doneAll(rows.length, wrong)}
      </p>
    </>
  );
}

export function CheckHandIns() {
  const words = useClassroomWords();
  const { client } = useStores();
  const handIns = handInsOf(client);
  const given = usePage((state) => state.assignment?.texts);
  const [link, setLink] = useState('');
  const [shown, setShown] = useState<number>();
  const typed = useMemo(() => textsOf(link.trim()), [link]);
  const expected = typed ?? given;
  const rows = useStore(handIns.store, (state) => state.rows);
  const all = useJudged(rows, expected);
  const amiss = new Set(all.flatMap(({ verdict, row }) => (verdict === 'amiss' ? [row.id] : [])));
  return (
    <>
      <p className={classes.text}>{words.handInsAbout}</p>
      <Ways handIns={handIns} />
      <div className={classes.fields}>
        <TextInput
          label={words.expected}
          value={link}
          error={link.trim() !== '' && !typed ? words.expectedWrong : undefined}
          onChange={(event) => setLink(event.currentTarget.value)}
        />
      </div>
      <Doing handIns={handIns} expected={expected} />
      {rows.length > 0 && (
        <>
          <HandInTable all={all} shown={shown} onShow={setShown} />
          <HandInCurves rows={rows} amiss={amiss} shown={shown} />
          <p className={classes.aside}>{words.tolerance}</p>
        </>
      )}
    </>
  );
}
