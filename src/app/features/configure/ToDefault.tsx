/** What marks a row that differs from its default: a dot at its head, and at its end the button that takes the default back. */

import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { defaultOf } from '../../../training/settingRules.ts';
import type { RunConfig, SettingKey } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, usePage } from '../../state/react.ts';
import { isChanged } from './changed.ts';
import classes from './ToDefault.module.css';

export function ToDefault({ settingKey: key }: { readonly settingKey: SettingKey }) {
  const words = useWords();
  const { set } = useActions();
  const changed = usePage((state) => isChanged(key, state));
  const value = usePage((state) => defaultOf(key, state.config));
  if (!changed) return null;
  const label = words.training.toDefault(words.settings[key].label);
  return (
    <>
      <span className={classes.dot} aria-hidden />
      <ActionIcon
        variant="subtle"
        size={24}
        aria-label={label}
        title={label}
        // A default is a value of the setting's own type.
        onClick={() => set(key, value as RunConfig[typeof key])}
      >
        <IconArrowBackUp size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}
