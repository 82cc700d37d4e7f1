/** The data set of the next run: a ready one, one of somebody's own pictures that is kept in this browser, or the way to another. */
import { Button, NativeSelect } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { type DatasetName, factsOf, readyNames } from '../../../data/sets/index.ts';
import { useDrawerWords } from '../../i18n/drawer.ts';
import { ownSets } from '../../state/browserOwnSets.ts';
import { useActions, useLocked, usePage, useStores } from '../../state/react.ts';
import { inputAttributes, settingId } from '../../ui/Field.tsx';
import classes from './DatasetControl.module.css';

export function DatasetControl() {
  const words = useDrawerWords();
  const page = useActions();
  const { stage, overlay } = useStores();
  const id = settingId('dataset');
  const dataset = usePage((state) => state.config.dataset);
  const locked = useLocked('dataset');
  const { store, actions } = ownSets();
  const kept = useStore(store, (state) => state.sets);
  useEffect(() => void actions.load(), [actions]);
  // One that is set need not be here: an address names it too.
  const names = new Set<DatasetName>([...readyNames, ...kept.map(({ facts }) => facts.name), dataset]);
  const open = () => {
    stage.actions.closeSettings();
    overlay.actions.open('data');
  };
  return (
    <div className={classes.control}>
      <NativeSelect
        id={id}
        disabled={locked}
        attributes={inputAttributes(id)}
        data={[...names].map((value) => ({ value, label: factsOf(value).title }))}
        value={dataset}
        onChange={(event) => page.set('dataset', event.currentTarget.value as DatasetName)}
      />
      <Button
        variant="default"
        aria-haspopup="dialog"
        disabled={locked}
        leftSection={<IconPhotoPlus size={16} aria-hidden />}
        onClick={open}
      >
        {words.ownData}
      </Button>
    </div>
  );
}
