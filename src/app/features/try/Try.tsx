/**
 * Ready experiments, a card each with one button, and results of others to draw beside one's own. It fills the box it is given.
 * What an experiment sets is in `experiments.ts`.
 */

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RunConfig } from '../../../training/settings.ts';
import { useAction } from '../../actions/useAction.ts';
import { useTryWords } from '../../i18n/try.ts';
import { useActions, usePage, useStores } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import { type Experiment, type ExperimentId, experiments, isSetUp } from './experiments.ts';
import { ReferenceChoices } from './ReferenceChoices.tsx';
import classes from './Try.module.css';

/** The experiment that was chosen last, with the settings before and after it. */
interface Chosen {
  readonly id: ExperimentId;
  readonly before: RunConfig;
  readonly after: RunConfig;
}

interface CardProps {
  readonly experiment: Experiment;
  /** Undefined where something else was set since. */
  readonly chosen?: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

function Card({ experiment, chosen, onChoose }: CardProps) {
  const tryWords = useTryWords();
  const { setAll } = useActions();
  const config = usePage((state) => state.config);
  const start = useAction('start');
  const { id } = experiment;
  const { title, about, look } = tryWords.each[id];
  // The settings may be those of several; it is the one that was chosen.
  const ready = chosen ? chosen.id === id : isSetUp(experiment, config);
  const setUp = () => {
    const after = experiment.change(config);
    setAll(after);
    onChoose({ id, before: config, after });
  };
  return (
    <li className={classes.card} data-experiment={id} data-ready={ready}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.text}>{about}</p>
      {/* It is read out once it appears. */}
      <div role="status">{ready && <p className={classes.text}>{look}</p>}</div>
      <div className={classes.buttons}>
        {ready ? (
          <Button
            variant="default"
            aria-label={tryWords.trainOf(title)}
            disabled={!start.possible}
            onClick={start.perform}
          >
            {start.label}
          </Button>
        ) : (
          <Button variant="default" aria-label={tryWords.setUpOf(title)} onClick={setUp}>
            {tryWords.setUp}
          </Button>
        )}
        {ready && chosen && (
          <Button variant="subtle" aria-label={tryWords.undoOf(title)} onClick={() => setAll(chosen.before)}>
            {tryWords.undo}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The experiment that takes two runs: what it is and does stands in a dialog of its own. */
function MeasuredTwin() {
  const words = useTryWords();
  const { overlay } = useStores();
  const { title, about, open } = words.twin;
  return (
    <section className={classes.card} aria-label={title} data-experiment="measured-twin">
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.text}>{about}</p>
      <div className={classes.buttons}>
        <Button variant="default" aria-haspopup="dialog" onClick={() => overlay.actions.open('twin')}>
          {open}
        </Button>
      </div>
    </section>
  );
}

export function Try() {
  const words = useTryWords();
  const config = usePage((state) => state.config);
  const [last, setLast] = useState<Chosen>();
  const chosen = last?.after === config ? last : undefined;
  return (
    <div className={classes.room}>
      <MeasuredTwin />
      <p className={quiet.aside}>{words.lead}</p>
      <ul className={classes.cards} aria-label={words.title}>
        {experiments.map((experiment) => (
          <Card key={experiment.id} experiment={experiment} chosen={chosen} onChoose={setLast} />
        ))}
      </ul>
      <ReferenceChoices />
    </div>
  );
}
