/** The learning rate, as a slider over the decades in which it is useful and as an exact number. A run under way obeys at once. */

import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useActions, useHidden, useLocked, usePage, useRunActive, useStores } from '../../state/react.ts';
import classes from './Controls.module.css';
import { lastPlace, placeOf, rateAt } from './rateScale.ts';
import { SettingField } from './SettingField.tsx';
import { TextControl } from './TextControl.tsx';

const key = 'learningRate';

function RateSlider() {
  const words = useWords();
  const { set } = useActions();
  const active = useRunActive();
  const rate = usePage((state) => state.config.learningRate);
  const [dragged, setDragged] = useState<number>();
  const input = useRef<HTMLInputElement>(null);
  // The browser's own `change` comes when the slider is let go; React's comes at every place on the way, which would
  // tell a run under way of dozens of rates.
  useEffect(() => {
    const slider = input.current;
    if (!slider) return;
    const settle = () => {
      setDragged(undefined);
      set(key, rateAt(Number(slider.value)));
    };
    slider.addEventListener('change', settle);
    return () => slider.removeEventListener('change', settle);
  }, [set]);
  return (
    <input
      ref={input}
      className={classes.slider}
      type="range"
      min={0}
      max={lastPlace}
      step={1}
      value={dragged ?? placeOf(rate)}
      disabled={useLocked(key)}
      aria-label={words.training.onScale(words.settings[key].label)}
      aria-valuetext={String(dragged === undefined ? rate : rateAt(dragged))}
      onChange={(event) => {
        const place = Number(event.currentTarget.value);
        setDragged(place);
        if (!active) set(key, rateAt(place));
      }}
      onBlur={() => setDragged(undefined)}
    />
  );
}

/** Opens the dialog that finds one. During a run its place says that the rate counts at once. */
function FindRate() {
  const words = useWords();
  const { overlay } = useStores();
  return (
    <Button
      className={classes.find}
      variant="subtle"
      size="compact-xs"
      aria-haspopup="dialog"
      aria-label={`${words.training.findRate}: ${words.settings[key].label}`}
      onClick={() => overlay.actions.open('rate')}
    >
      {words.training.findRate}
    </Button>
  );
}

export function RateControl() {
  const active = useRunActive();
  const locked = useLocked(key);
  if (useHidden(key)) return null;
  return (
    <SettingField settingKey={key}>
      <div className={classes.rate}>
        <RateSlider />
        <TextControl settingKey={key} />
      </div>
      {!active && !locked && <FindRate />}
    </SettingField>
  );
}
