/** Whether a notification tells of a run's end. The browser is asked when the switch is pressed, never before. */

import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { usePreference, useStores } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './NotifySwitch.module.css';
import { askToNotify, canNotify, mayNotify } from './notify.ts';

export function NotifySwitch() {
  const words = useWords();
  const preferences = useStores().preferences;
  const wanted = usePreference((p) => p.notify);
  const [refused, setRefused] = useState(false);
  if (!canNotify()) return null;
  const press = async (on: boolean) => {
    const may = on && (await askToNotify());
    setRefused(on && !may);
    preferences.setState({ notify: may });
  };
  return (
    <div className={classes.notify}>
      <Switch
        size="xs"
        label={words.flow.notify}
        title={words.flow.notifyHelp}
        checked={wanted && mayNotify()}
        onChange={(event) => void press(event.currentTarget.checked)}
      />
      <span className={quiet.aside} aria-live="polite">
        {refused && words.flow.notifyBlocked}
      </span>
    </div>
  );
}
