/**
 * The control of a number or a list: a line of text. What is typed goes to the config as soon as it is a value; what is none waits
 * in the page's state, where Train finds it.
 */

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatSetting, parseSetting } from '../../../training/config.ts';
import type { Setting } from '../../../training/settingKinds.ts';
import { picturesFor, withoutEffectBy } from '../../../training/settingRules.ts';
import { isLive, type RunConfig, type SettingKey, settings } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { problemIn } from '../../state/invalid.ts';
import { useActions, useLocked, usePage, useRunActive } from '../../state/react.ts';
import field from '../../ui/Field.module.css';
import { inputAttributes, settingId } from '../../ui/Field.tsx';

const modes = { integer: 'numeric', number: 'decimal', list: 'text' } as const;
const modeOf = ({ kind }: Setting) => (kind in modes ? modes[kind as keyof typeof modes] : undefined);

function TextField({ settingKey: key }: { readonly settingKey: SettingKey }) {
  const words = useWords();
  const id = settingId(key);
  const actions = useActions();
  const shown = usePage((state) => formatSetting(key, state.config[key]));
  const invalid = usePage((state) => state.invalid[key]);
  const locked = useLocked(key);
  const disabled = usePage((state) => withoutEffectBy(key, state.config) !== undefined) || locked;
  const bounds = usePage(({ assignment }) => assignment?.bounds[key]);
  const dataset = usePage(({ config }) => config.dataset);
  // A run under way obeys at once: half-typed numbers must not reach it, nor be held to an assignment's bounds.
  const whileTyping = !(useRunActive() && isLive(key)) && !bounds;
  const [draft, setDraft] = useState<string>();
  const take = (text: string, commit: boolean) => {
    const problem = problemIn(key, text, dataset);
    actions.setInvalid(key, problem && { text, problem });
    // parseSetting returns a value of the setting's own type.
    if (!problem && commit) actions.set(key, parseSetting(key, text) as RunConfig[typeof key]);
  };
  const settle = () => {
    if (draft !== undefined) take(draft, true);
    setDraft(undefined);
  };
  const setting: Setting = settings[key];
  const unit = 'unit' in setting ? setting.unit : undefined;
  const unitText = unit && words.training.unit(unit);
  return (
    <TextInput
      id={id}
      disabled={disabled}
      error={invalid !== undefined}
      attributes={inputAttributes(id, invalid !== undefined)}
      inputMode={modeOf(setting)}
      autoComplete="off"
      value={draft ?? invalid?.text ?? shown}
      title={
        'min' in setting && setting.kind !== 'depths'
          ? words.training.range(setting.min, picturesFor(key, dataset) ?? setting.max, unit)
          : undefined
      }
      rightSection={
        unitText && (
          <span id={`${id}-unit`} className={field.unit}>
            {unitText}
          </span>
        )
      }
      rightSectionWidth={unitText && `calc(${unitText.length}ch + 1.4em)`}
      rightSectionPointerEvents="none"
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        take(text, whileTyping);
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}

/** Begins anew when all settings are replaced: what was half typed belongs to the settings before. */
export function TextControl({ settingKey }: { readonly settingKey: SettingKey }) {
  const replaced = usePage((state) => state.replaced);
  return <TextField key={replaced} settingKey={settingKey} />;
}
