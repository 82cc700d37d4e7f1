/** The ready experiments of several runs, a row each, which opens its dialog; the measured twin is one more. */
import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Experiment, experiments } from '../../../../training/experiments.ts';
import { useSeveralWords } from '../../../i18n/several.ts';
import { useTryWords } from '../../../i18n/try.ts';
import { compares, missingOf, studiesOf } from '../../../state/experimentRuns.ts';
import { useRunsState, useStores } from '../../../state/react.ts';
import quiet from '../../../ui/quiet.module.css';
import { chosenOf } from './chosen.ts';
import classes from './ExperimentList.module.css';
import { useQueued } from './useQueued.ts';

interface RowProps {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** How far it is. */
  readonly far?: string;
  readonly onOpen: () => void;
}

function Row({ name, title, about, far, onOpen }: RowProps) {
  return (
    <li data-experiment={name}>
      <UnstyledButton className={classes.row} aria-haspopup="dialog" onClick={onOpen}>
        <span className={classes.title}>{title}</span>
        <span className={classes.far}>
          {far}
          <IconChevronRight size={14} aria-hidden />
        </span>
        <span className={classes.about}>{about}</span>
      </UnstyledButton>
    </li>
  );
}

function ExperimentRow({ experiment }: { readonly experiment: Experiment }) {
  const words = useSeveralWords();
  const { overlay } = useStores();
  const runs = useRunsState((state) => state.runs);
  const queued = useQueued(experiment.id);
  const far = useMemo(() => {
    if (queued.waiting > 0) return words.part(queued.over, queued.over + queued.waiting);
    const study = studiesOf(experiment, runs).find(compares);
    if (!study) return undefined;
    const done = [...study.runs.values()].flat().length;
    const missing = missingOf(study).length;
    return missing > 0 ? words.part(done, done + missing) : words.runs(done);
  }, [experiment, runs, queued, words]);
  const { title, about } = words.each[experiment.id];
  return (
    <Row
      name={experiment.id}
      title={title}
      about={about}
      far={far}
      onOpen={() => chosenOf(overlay).open(experiment.id)}
    />
  );
}

export function ExperimentList() {
  const words = useSeveralWords();
  const { twin } = useTryWords();
  const { overlay } = useStores();
  return (
    <>
      <p className={quiet.aside}>{words.lead}</p>
      <ul className={classes.list} aria-label={words.list}>
        {experiments.map((experiment) => (
          <ExperimentRow key={experiment.id} experiment={experiment} />
        ))}
        <Row
          name="measured-twin"
          title={twin.title}
          about={twin.about}
          onOpen={() => overlay.actions.open('twin')}
        />
      </ul>
    </>
  );
}
