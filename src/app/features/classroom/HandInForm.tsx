/** Hands in a run: chooses one that was trained to its end, takes a name, and saves the file. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { handInFile, longestName } from '../../../formats/handIn.ts';
import { problemOf } from '../../../problems/index.ts';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { assignmentHash } from '../../../training/assignment.ts';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { useWords } from '../../i18n/words.ts';
import { fileWord } from '../../state/fileNames.ts';
import { useFilesState, usePage, useRunsState, useStores } from '../../state/react.ts';
import { saveBlob } from '../../ui/download.ts';
import classes from './Classroom.module.css';
import { testedPictures } from './check.ts';
import { exportedCheckpoint } from './exported.ts';

/** The runs that can be handed in, newest first: of the others the weights are not those that were tested. */
function useFinished(): readonly RunRecord[] {
  const runs = useRunsState((state) => state.runs);
  const checkpoints = useFilesState((state) => state.checkpoints);
  return useMemo(
    () =>
      runs
        .filter(({ id, epochs }) =>
          checkpoints.some(
            ({ runId, epoch, step, config }) =>
              runId === id && epoch >= config.epochs && epochs.at(-1)?.step === step,
          ),
        )
        .toReversed(),
    [runs, checkpoints],
  );
}

function Form({ runs }: { readonly runs: readonly [RunRecord, ...RunRecord[]] }) {
  const words = useClassroomWords();
  const all = useWords();
  const { client } = useStores();
  const assignment = usePage((state) => state.assignment);
  const checkpoints = useFilesState((state) => state.checkpoints);
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly wrong?: boolean }>();
  const run = runs.find(({ id }) => id === chosen) ?? runs[0];
  const config = checkpoints.find(({ runId }) => runId === run.id)?.config ?? run.config;
  const broken = assignment?.admit(config).kept ?? [];
  const missing = name.trim() === '';
  const save = async () => {
    setAsked(true);
    const last = run.epochs.at(-1);
    if (missing || !last) return;
    setSaid({ text: words.saving });
    try {
      const texts = assignment?.texts;
      const bytes = await handInFile(await exportedCheckpoint(client, run.id), {
        name: name.trim(),
        saved: new Date().toISOString(),
        claim: { testAccuracy: last.testAccuracy, pictures: testedPictures(config) },
        ...(texts && { assignment: { ...texts, hash: await assignmentHash(texts) } }),
      });
      const file = `${fileWord(name.trim())}-hand-in.safetensors`;
      saveBlob(new Blob([bytes as Uint8Array<ArrayBuffer>]), file);
      setSaid({ text: words.saved(file) });
    } catch (error) {
      setSaid({ text: all.problem(problemOf(error)), wrong: true });
    }
  };
  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <NativeSelect
        label={words.run}
        value={run.id}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={runs.map((one) => ({
          value: one.id,
          label: words.runOf(one.name, one.epochs.at(-1)?.testAccuracy ?? 0, testedPictures(one.config)),
        }))}
      />
      {broken.length > 0 && (
        <p role="alert" className={classes.wrong}>
          {words.breaks(broken.map((key) => all.settings[key].label))}
        </p>
      )}
      <TextInput
        data-autofocus
        label={words.nameLabel}
        maxLength={longestName}
        autoComplete="name"
        value={name}
        error={asked && missing ? words.nameNeeded : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit">{words.save}</Button>
        <output className={said?.wrong ? classes.wrong : classes.aside}>{said?.text}</output>
      </div>
    </form>
  );
}

export function HandInForm() {
  const words = useClassroomWords();
  const [first, ...others] = useFinished();
  return (
    <>
      <p className={classes.text}>{words.handInAbout}</p>
      {first ? <Form runs={[first, ...others]} /> : <p role="status">{words.noRun}</p>}
    </>
  );
}
