/** Saves a kept set as a zip of folders of pictures, one for each class. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { KeptSet } from '../../../storage/ownSets/keptSet.ts';
import { useDataWords } from '../../i18n/data.ts';
import { ownSets } from '../../state/browserOwnSets.ts';
import { saveBlob } from '../../ui/download.ts';
import classes from './Data.module.css';

/** What no system takes in the name of a file. */
const forbidden = /[\\/:*?"<>|]/g;

export function SaveSet({ kept: { facts } }: { readonly kept: KeptSet }) {
  const words = useDataWords();
  const [state, setState] = useState<'packing' | 'failed'>();
  const save = async () => {
    setState('packing');
    try {
      saveBlob(
        await ownSets().actions.exportZip(facts.name),
        `${facts.title.replaceAll(forbidden, '-')}.zip`,
      );
      setState(undefined);
    } catch {
      setState('failed');
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
      {state === 'failed' && (
        <span className={classes.said} role="alert">
          {words.notSaved}
        </span>
      )}
    </>
  );
}
