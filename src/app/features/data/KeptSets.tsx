/** The sets that are kept in this browser: what each is, and the buttons that use it, save it or delete it. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { defaultDataset, type ReadyName, readyNames, readySets } from '../../../data/sets/index.ts';
import type { KeptSet } from '../../../storage/ownSets/keptSet.ts';
import { useDataWords } from '../../i18n/data.ts';
import { ownSets } from '../../state/browserOwnSets.ts';
import { useActions, usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import classes from './Data.module.css';
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
  const { facts, bytes } = kept;
  const { name, title } = facts;
  const chosen = usePage((state) => state.config.dataset === name);
  const trains = usePage(({ run }) => isActive(run) && run.config.dataset === name);
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const remove = () => {
    // What is gone cannot be trained on.
    if (chosen) page.set('dataset', defaultDataset);
    void ownSets().actions.remove(name);
  };
  const shown = {
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
        <div className={classes.note}>{words.keptFacts(shown)}</div>
      </div>
      {asked ? (
        <RemoveQuestion
          title={title}
          onYes={remove}
          onNo={() => {
            setAsked(false);
            setTimeout(() => button.current?.focus());
          }}
        />
      ) : (
        <div className={classes.buttons}>
          <Button
            variant="light"
            aria-label={words.useNamed(title)}
            onClick={() => {
              page.set('dataset', name);
              onUsed();
            }}
          >
            {words.use}
          </Button>
          <SaveSet kept={kept} />
          <Button
            ref={button}
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

/** One that everybody has. */
function ReadyRow({ name, onUsed }: { readonly name: ReadyName; readonly onUsed: () => void }) {
  const words = useDataWords();
  const page = useActions();
  const { title, classes: names, images, imageSize } = readySets[name];
  const chosen = usePage((state) => state.config.dataset === name);
  const use = () => {
    page.set('dataset', name);
    onUsed();
  };
  return (
    <li className={classes.set}>
      <div className={classes.setFacts}>
        <strong>{title}</strong>
        {chosen && <span className={classes.mark}>{words.inUse}</span>}
        <div className={classes.note}>
          {words.readyFacts(names.length, images.train, images.test, imageSize)}
        </div>
      </div>
      {!chosen && (
        <Button variant="light" aria-label={words.useNamed(title)} onClick={use}>
          {words.use}
        </Button>
      )}
    </li>
  );
}

export function KeptSets({ onUsed }: { readonly onUsed: () => void }) {
  const words = useDataWords();
  const { store, actions } = ownSets();
  const sets = useStore(store, (state) => state.sets);
  useEffect(() => void actions.load(), [actions]);
  return (
    <>
      <h3 className={classes.heading}>{words.kept}</h3>
      <ul className={classes.sets} aria-label={words.kept}>
        {readyNames.map((name) => (
          <ReadyRow key={name} name={name} onUsed={onUsed} />
        ))}
        {sets.map((kept) => (
          <SetRow key={kept.facts.name} kept={kept} onUsed={onUsed} />
        ))}
      </ul>
    </>
  );
}
