/** Saves a kept set as a zip of folders of pictures, one for each class. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { OwnDataError } from '../../../data/own/ownDataError.ts';
import { ProblemError } from '../../../problems/index.ts';
import type { KeptSet } from '../../../storage/ownSets/keptSet.ts';
import { useDataWords } from '../../i18n/data.ts';
import { useWords } from '../../i18n/words.ts';
import { ownSets } from '../../state/browserOwnSets.ts';
import { saveBlob } from '../../ui/download.ts';
import classes from './Data.module.css';

/** What no system takes in the name of a file. */
const forbidden = /[\\/:*?"<>|]/g;

export function SaveSet({ kept: { facts } }: { readonly kept: KeptSet }) {
  const words = useDataWords();
  const page = useWords();
  const [state, setState] = useState<'packing' | { readonly failed: string }>();
  const sentence = (error: unknown): string => {
    if (error instanceof OwnDataError) return words.problem(error.problem);
    return error instanceof ProblemError ? page.problem(error.problem) : words.notSaved;
  };
  const save = async () => {
    setState('packing');
    try {
      saveBlob(
        await ownSets().actions.exportZip(facts.name),
        `${facts.title.replaceAll(forbidden, '-')}.zip`,
      );
      setState(undefined);
    } catch (error) {
      setState({ failed: sentence(error) });
    }
  };
  return (
    <>
      <Button
        variant="default"
        loading={state === 'packing'}
        aria-label={words.saveNamed(facts.title)}
        onClick={() => void save()}
      >
        {words.save}
      </Button>
      {typeof state === 'object' && (
        <span className={classes.said} role="alert">
          {state.failed}
        </span>
      )}
    </>
  );
}
