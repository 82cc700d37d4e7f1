/** What was made, in figures, and the button that trains on it. */
import { Button } from '@mantine/core';
import { useDataWords } from '../../i18n/data.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useStores } from '../../state/react.ts';
import { Stats } from '../../ui/Stats.tsx';
import classes from './Data.module.css';
import type { MadeAnswer } from './reading/types.ts';
import { Warnings } from './Said.tsx';
import { SaveSet } from './SaveSet.tsx';
import { Screen } from './Screen.tsx';
import { sessionOf } from './session.ts';

/** With fewer pictures to test on, it is said how much each of them counts. */
const fewTested = 500;

interface MadeProps {
  readonly made: MadeAnswer;
  /** The set was chosen for the next run. */
  readonly onUsed: () => void;
}

export function Made({ made: { kept, warnings }, onUsed }: MadeProps) {
  const words = useDataWords();
  const { figures } = useWords();
  const page = useActions();
  const { actions } = sessionOf(useStores());
  const { facts, hash, bytes } = kept;
  const { train, test } = facts.images;
  const channels = (values: readonly number[]) => values.map(figures.twoDigits).join(' · ');
  const label = words.facts;
  const use = () => {
    page.set('dataset', facts.name);
    actions.startOver();
    onUsed();
  };
  return (
    <Screen label={words.made(facts.title)}>
      <p className={classes.understood} role="status">
        {words.made(facts.title)}
      </p>
      <Stats
        stats={[
          { id: 'data-train', label: label.train, value: figures.count(train) },
          { id: 'data-test', label: label.test, value: figures.count(test) },
          { id: 'data-classes', label: label.classes, value: figures.count(facts.classes.length) },
          { id: 'data-mean', label: label.mean, value: channels(facts.mean) },
          { id: 'data-std', label: label.std, value: channels(facts.std) },
          { id: 'data-bytes', label: label.bytes, value: figures.fileSize(bytes) },
        ]}
      />
      <p className={classes.note}>
        {label.hash}: <code data-testid="data-hash">{hash.slice(0, 16)}</code>
      </p>
      <Warnings warnings={warnings} />
      {!warnings.some(({ kind }) => kind === 'in-both-splits') && (
        <p className={classes.text}>{words.apart}</p>
      )}
      {test < fewTested && <p className={classes.text}>{words.coarse(test, figures.percent(1 / test))}</p>}
      <div className={classes.buttons}>
        <Button onClick={use}>{words.use}</Button>
        <SaveSet kept={kept} />
        <Button variant="default" onClick={() => actions.startOver()}>
          {words.back}
        </Button>
      </div>
      <p className={classes.note}>{words.stays}</p>
    </Screen>
  );
}
