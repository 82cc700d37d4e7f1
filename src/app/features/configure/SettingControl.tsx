/** A row of the drawer for each kind of setting. What can be set and its words all come from the table of settings. */

import { Checkbox, Group, NativeSelect, Switch } from '@mantine/core';
import { formatSetting, parseSetting } from '../../../training/config.ts';
import type { Setting } from '../../../training/settingKinds.ts';
import { withoutEffectBy } from '../../../training/settingRules.ts';
import { type RunConfig, type SettingKey, settings } from '../../../training/settings.ts';
import { choiceText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useLocked, usePage } from '../../state/react.ts';
import { describedBy, inputAttributes, settingId } from '../../ui/Field.tsx';
import { DatasetControl } from './DatasetControl.tsx';
import { SettingField } from './SettingField.tsx';
import { TextControl } from './TextControl.tsx';

type Kind<K extends Setting['kind']> = Extract<Setting, { kind: K }>;
interface ControlProps<S> {
  readonly settingKey: SettingKey;
  readonly setting: S;
}

/** The value of a setting as text, whether anything obeys it, and how it is set. */
function useSetting(key: SettingKey) {
  const actions = useActions();
  const text = usePage((state) => formatSetting(key, state.config[key]));
  const locked = useLocked(key);
  const disabled = usePage((state) => withoutEffectBy(key, state.config) !== undefined) || locked;
  // The controls below offer nothing but values.
  const setText = (next: string) => actions.set(key, parseSetting(key, next) as RunConfig[typeof key]);
  return { id: settingId(key), text, disabled, setText };
}

function ChoiceControl({ settingKey, setting }: ControlProps<Kind<'choice'>>) {
  const words = useWords();
  const { id, text, disabled, setText } = useSetting(settingKey);
  return (
    <NativeSelect
      id={id}
      disabled={disabled}
      attributes={inputAttributes(id)}
      data={setting.choices.map((value) => ({ value, label: choiceText(words, settingKey, value) }))}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

function BooleanControl({ settingKey }: ControlProps<Kind<'boolean'>>) {
  const { id, text, disabled, setText } = useSetting(settingKey);
  return (
    <Switch
      id={id}
      disabled={disabled}
      aria-describedby={describedBy(id)}
      checked={text === 'true'}
      onChange={(event) => setText(String(event.currentTarget.checked))}
    />
  );
}

function SetControl({ settingKey, setting }: ControlProps<Kind<'set'>>) {
  const words = useWords();
  const { text, disabled, setText } = useSetting(settingKey);
  const chosen = text.split(',');
  return (
    <Group gap="0 12px">
      {setting.choices.map((choice) => (
        <Checkbox
          key={choice}
          label={choiceText(words, settingKey, choice)}
          disabled={disabled}
          checked={chosen.includes(choice)}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            const next = setting.choices.filter((c) => (c === choice ? on : chosen.includes(c)));
            setText(next.length === 0 ? 'none' : next.join(','));
          }}
        />
      ))}
    </Group>
  );
}

function control(settingKey: SettingKey) {
  const setting: Setting = settings[settingKey];
  switch (setting.kind) {
    case 'number':
    case 'integer':
    case 'list':
    case 'depths':
      return <TextControl settingKey={settingKey} />;
    case 'dataset':
      return <DatasetControl />;
    case 'choice':
      return <ChoiceControl settingKey={settingKey} setting={setting} />;
    case 'boolean':
      return <BooleanControl settingKey={settingKey} setting={setting} />;
    case 'set':
      return <SetControl settingKey={settingKey} setting={setting} />;
    default:
      return setting satisfies never;
  }
}

export function SettingControl({ settingKey }: { readonly settingKey: SettingKey }) {
  return (
    <SettingField settingKey={settingKey} group={settings[settingKey].kind === 'set'} beside>
      {control(settingKey)}
    </SettingField>
  );
}
