/** Single changes to the settings that there are, each with one button. What a change sets is in `changes.ts`. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RunConfig } from '../../../training/settings.ts';
import { useAction } from '../../actions/useAction.ts';
import { useTryWords } from '../../i18n/try.ts';
import { useActions, usePage } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import { type ChangeId, isSetUp, type SingleChange, singleChanges } from './changes.ts';
import classes from './Try.module.css';

/** The change that was chosen last, with the settings before and after it. */
interface Chosen {
  readonly id: ChangeId;
  readonly before: RunConfig;
  readonly after: RunConfig;
}

interface CardProps {
  readonly single: SingleChange;
  /** Undefined where something else was set since. */
  readonly chosen?: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

function Card({ single, chosen, onChoose }: CardProps) {
  const tryWords = useTryWords();
  const { admits, setAll } = useActions();
  const config = usePage((state) => state.config);
  const start = useAction('start');
  const { id } = single;
  const { title, about, look } = tryWords.each[id];
  // The settings may be those of several; it is the one that was chosen.
  const ready = chosen ? chosen.id === id : isSetUp(single, config);
  const setUp = () => {
    const after = single.change(config);
    if (!admits(after)) return;
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

export function SingleChanges() {
  const words = useTryWords();
  const config = usePage((state) => state.config);
  const [last, setLast] = useState<Chosen>();
  const chosen = last?.after === config ? last : undefined;
  return (
    <details className={classes.more}>
      <summary>{words.changes}</summary>
      <p className={quiet.aside}>{words.lead}</p>
      <ul className={classes.cards} aria-label={words.changes}>
        {singleChanges.map((single) => (
          <Card key={single.id} single={single} chosen={chosen} onChoose={setLast} />
        ))}
      </ul>
    </details>
  );
}
