/** Pictures of the camera: a class is named and chosen, and a few pictures a second go into it while the button is held. The camera is on for no longer than this is shown. */
import { Button, TextInput } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import { useCamera } from '../../ui/useCamera.ts';
import classes from './Data.module.css';
import { Screen } from './Screen.tsx';
import { ShotList } from './ShotList.tsx';
import { sessionOf } from './session.ts';
import { isEnough, noShots, ofClass, pathsOf, withChosen, withClass, withShot } from './shots.ts';
import { shotsOf } from './shotsOf.ts';
import { takeShot } from './takeShot.ts';
import { useHold } from './useHold.ts';

/** Milliseconds from one picture to the next. */
const pace = 200;

function NewClass() {
  const words = useDataWords();
  const store = shotsOf(useStores());
  const [name, setName] = useState('');
  return (
    <form
      className={classes.newClass}
      onSubmit={(event) => {
        event.preventDefault();
        store.setState((shots) => withClass(shots, name));
        setName('');
      }}
    >
      <TextInput
        data-autofocus
        aria-label={words.newClass}
        placeholder={words.newClass}
        maxLength={80}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''}>
        {words.addClass}
      </Button>
    </form>
  );
}

function ClassChoice() {
  const words = useDataWords();
  const store = shotsOf(useStores());
  const shots = useStore(store);
  const name = useId();
  if (shots.classes.length === 0) return null;
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.note}>{words.chooseClass}</legend>
      {shots.classes.map((one, index) => (
        <label key={one} className={classes.chip}>
          <input
            type="radio"
            name={name}
            checked={index === shots.chosen}
            onChange={() => store.setState((before) => withChosen(before, index))}
          />
          {words.shotsOf(one, ofClass(shots, index).length)}
        </label>
      ))}
    </fieldset>
  );
}

function HoldButton({ take, possible }: { readonly take: () => void; readonly possible: boolean }) {
  const words = useDataWords();
  const help = useId();
  const { held, listeners } = useHold(() => possible && take(), pace);
  return (
    <>
      <Button
        className={classes.hold}
        size="md"
        data-held={held || undefined}
        aria-disabled={!possible || undefined}
        data-disabled={!possible || undefined}
        aria-describedby={help}
        leftSection={<IconCamera size={18} aria-hidden />}
        {...listeners}
      >
        {words.hold}
      </Button>
      <p id={help} className={classes.note}>
        {words.holdHelp}
      </p>
    </>
  );
}

function Foot() {
  const words = useDataWords();
  const stores = useStores();
  const { actions } = sessionOf(stores);
  const store = shotsOf(stores);
  const shots = useStore(store);
  const [asked, setAsked] = useState(false);
  const enough = isEnough(shots);
  const taken = shots.shots.length;
  const close = () => {
    store.setState(noShots, true);
    actions.startOver();
  };
  const look = () => {
    const files = pathsOf(shots).map(({ path, picture }) => ({ path, file: picture.file }));
    actions.give(Promise.resolve(files), true);
  };
  if (asked)
    return (
      <fieldset className={classes.question}>
        <legend className={classes.text}>{words.dropShots(taken)}</legend>
        <div className={classes.buttons}>
          <Button color="red" onClick={close}>
            {words.closeCamera}
          </Button>
          <Button variant="default" autoFocus onClick={() => setAsked(false)}>
            {words.cancel}
          </Button>
        </div>
      </fieldset>
    );
  return (
    <>
      <div className={classes.buttons}>
        <Button disabled={!enough} onClick={look}>
          {words.look}
        </Button>
        <Button variant="default" onClick={() => (taken > 0 ? setAsked(true) : close())}>
          {words.closeCamera}
        </Button>
      </div>
      <p className={classes.note}>
        {!enough && `${words.needed} `}
        {words.stays}
      </p>
    </>
  );
}

export function Shooting() {
  const words = useDataWords();
  const stores = useStores();
  const { actions } = sessionOf(stores);
  const store = shotsOf(stores);
  const hasClass = useStore(store, (shots) => shots.classes.length > 0);
  const { video, ready, onReady } = useCamera(actions.startOver);
  const busy = useRef(false);
  const take = async () => {
    if (busy.current || !video.current) return;
    busy.current = true;
    try {
      const picture = await takeShot(video.current);
      if (picture) store.setState((shots) => withShot(shots, picture));
    } finally {
      busy.current = false;
    }
  };
  return (
    <Screen label={words.camera}>
      <p className={classes.text}>{words.cameraHelp}</p>
      <div className={classes.shooting}>
        <video
          ref={video}
          className={classes.view}
          aria-label={words.view}
          autoPlay
          muted
          playsInline
          onLoadedData={onReady}
        />
        <div>
          <NewClass />
          <ClassChoice />
          <HoldButton possible={ready && hasClass} take={() => void take()} />
          {!hasClass && <p className={classes.note}>{words.firstClass}</p>}
          <ShotList />
        </div>
      </div>
      <Foot />
    </Screen>
  );
}
