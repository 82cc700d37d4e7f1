/** One ready experiment: what it asks, what to look for, its runs, and what was found of them. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type Experiment, type ExperimentId, experimentOf } from '../../../../training/experiments.ts';
import type { RunConfig } from '../../../../training/settings.ts';
import { useSeveralWords } from '../../../i18n/several.ts';
import { compares, studiesOf } from '../../../state/experimentRuns.ts';
import { useRunsState, useStores } from '../../../state/react.ts';
import { useQueue } from '../../../state/reactQueue.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { DialogProps } from '../../../ui/LazyDialog.tsx';
import { SourceLink } from '../../../ui/sources.tsx';
import { Begin } from './Begin.tsx';
import { chosenOf } from './chosen.ts';
import classes from './ExperimentDialog.module.css';
import { Found } from './Found.tsx';
import { followExperiments } from './followExperiments.ts';
import { useQueued } from './useQueued.ts';

const source: Readonly<Record<ExperimentId, 'he2015' | 'smith2015' | 'ioffe2015'>> = {
  'plain-20': 'he2015',
  'plain-56': 'he2015',
  depth: 'he2015',
  augmentation: 'he2015',
  rates: 'smith2015',
  shortcuts: 'he2015',
  norm: 'ioffe2015',
};

function Going({ experiment }: { readonly experiment: Experiment }) {
  const words = useSeveralWords();
  const queue = useQueue();
  const { over, waiting, halted } = useQueued(experiment.id);
  return (
    <div className={classes.buttons}>
      <p className={classes.text} role="status">
        {halted ? words.halted(waiting) : words.going(over, over + waiting)}
      </p>
      {halted && <Button onClick={queue?.actions.goOn}>{words.goOn}</Button>}
    </div>
  );
}

function Content({ experiment, onClose }: { readonly experiment: Experiment; readonly onClose: () => void }) {
  const words = useSeveralWords();
  const { queue, overlay } = useStores();
  /** Why runs were not taken. */
  const [refused, setRefused] = useState<string>();
  const runs = useRunsState((state) => state.runs);
  const studies = useMemo(() => studiesOf(experiment, runs), [experiment, runs]);
  const going = useQueued(experiment.id).waiting > 0;
  const { what, look } = words.each[experiment.id];
  const train = (configs: readonly RunConfig[]) => {
    queue.load().then((loaded) => {
      const { actions, store } = loaded;
      followExperiments(loaded, overlay);
      if (store.getState().elsewhere) return setRefused(words.elsewhere);
      if (actions.add(configs, { experiment: experiment.id })) return setRefused(words.full);
      onClose();
    }, overlay.actions.notLoaded);
  };
  return (
    <>
      <p className={classes.text}>{what}</p>
      <p className={classes.text}>
        <strong>{words.look}</strong> {look}
      </p>
      {going && <Going experiment={experiment} />}
      {refused && (
        <p className={classes.text} role="alert">
          {refused}
        </p>
      )}
      <Found studies={studies} going={going} onTrain={train} onShow={onClose} />
      {!going && <Begin experiment={experiment} onTrain={train} again={studies.some(compares)} />}
      <p className={classes.aside}>
        {words.source} <SourceLink of={source[experiment.id]} />
      </p>
    </>
  );
}

export function ExperimentDialog({ opened, onClose }: DialogProps) {
  const words = useSeveralWords();
  const { overlay } = useStores();
  const experiment = experimentOf(useStore(chosenOf(overlay).store, ({ id }) => id));
  return (
    <Dialog
      opened={opened && experiment !== undefined}
      onClose={onClose}
      title={experiment && words.each[experiment.id].title}
      size={640}
    >
      {experiment && <Content key={experiment.id} experiment={experiment} onClose={onClose} />}
    </Dialog>
  );
}
