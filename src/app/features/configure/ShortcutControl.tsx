/** Of which kind the shortcuts are. Whether there are any is the switch of the column: one setting, and never set twice. */

import { NativeSelect } from '@mantine/core';
import { settings } from '../../../training/settings.ts';
import { choiceText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import type { ShortcutKind } from '../../state/page.ts';
import { useActions, useLocked, usePage } from '../../state/react.ts';
import { inputAttributes, settingId } from '../../ui/Field.tsx';
import { SettingField } from './SettingField.tsx';

const key = 'shortcut';
const { choices, off } = settings.shortcut;
const kinds = choices.filter((choice): choice is ShortcutKind => choice !== off);

export function ShortcutControl() {
  const words = useWords();
  const { set } = useActions();
  const plain = usePage((state) => state.config.shortcut === off);
  const kind = usePage((state) => state.shortcutKind);
  const locked = useLocked(key);
  return (
    <SettingField settingKey={key} note={plain ? words.model.noShortcuts : undefined} beside>
      <NativeSelect
        id={settingId(key)}
        disabled={plain || locked}
        attributes={inputAttributes(settingId(key))}
        data={kinds.map((value) => ({ value, label: choiceText(words, key, value) }))}
        value={kind}
        onChange={(event) => set(key, event.currentTarget.value as ShortcutKind)}
      />
    </SettingField>
  );
}
