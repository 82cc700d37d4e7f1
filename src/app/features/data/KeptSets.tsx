/** The sets that are kept in this browser: what each is, and the buttons that use it, save it or delete it. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { OwnName } from '../../../data/sets/index.ts';
import type { KeptSet } from '../../../storage/ownSets/keptSet.ts';
import { useDataWords } from '../../i18n/data.ts';
import { useActions, usePage, useStores } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import classes from './Data.module.css';
import { inOrder, keptOf } from './kept.ts';
import { SaveSet } from './SaveSet.tsx';

interface QuestionProps {
  readonly title: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function RemoveQuestion({ title, onYes, onNo }: QuestionProps) {
  const words = useDataWords();
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <fieldset className={classes.question}>
      <legend className={classes.text}>{words.removeQuestion(title)}</legend>
      <div className={classes.buttons}>
        <Button color="red" onClick={onYes}>
          {words.remove}
        </Button>
        <Button ref={no} variant="default" onClick={onNo}>
          {words.keep}
        </Button>
      </div>
    </fieldset>
  );
}

function SetRow({ kept, onUsed }: { readonly kept: KeptSet; readonly onUsed: () => void }) {
  const words = useDataWords();
  const page = useActions();
  const { actions } = keptOf(useStores());
  const { facts, bytes } = kept;
  const { name, title } = facts;
  const chosen = usePage((state) => state.config.dataset === name);
  const trains = usePage(({ run }) => isActive(run) && run.config.dataset === name);
  const [asked, setAsked] = useState(false);
  const remove = useRef<HTMLButtonElement>(null);
  const facts3 = {
    classes: facts.classes.length,
    train: facts.images.train,
    test: facts.images.test,
    side: facts.imageSize,
    bytes,
  };
  return (
    <li className={classes.set}>
      <div className={classes.setFacts}>
        <strong>{title}</strong>
        {chosen && <span className={classes.mark}>{words.inUse}</span>}
        <div className={classes.note}>{words.keptFacts(facts3)}</div>
      </div>
      {asked ? (
        <RemoveQuestion
          title={title}
          onYes={() => actions.remove(name)}
          onNo={() => {
            setAsked(false);
            setTimeout(() => remove.current?.focus());
          }}
        />
      ) : (
        <div className={classes.buttons}>
          <Button
            variant="light"
            aria-label={words.useNamed(title)}
            onClick={() => {
              page.set('dataset', name as OwnName);
              onUsed();
            }}
          >
            {words.use}
          </Button>
          <SaveSet kept={kept} />
          <Button
            ref={remove}
            variant="default"
            aria-label={words.removeNamed(title)}
            disabled={trains}
            title={trains ? words.trainsOnIt : undefined}
            onClick={() => setAsked(true)}
          >
            {words.remove}
          </Button>
        </div>
      )}
    </li>
  );
}

export function KeptSets({ onUsed }: { readonly onUsed: () => void }) {
  const words = useDataWords();
  const { store } = keptOf(useStores());
  const sets = useStore(store, (state) => state.sets);
  if (sets.length === 0) return null;
  return (
    <>
      <h3 className={classes.heading}>{words.kept}</h3>
      <ul className={classes.sets} aria-label={words.kept}>
        {inOrder(sets).map((kept) => (
          <SetRow key={kept.facts.name} kept={kept} onUsed={onUsed} />
        ))}
      </ul>
    </>
  );
}
