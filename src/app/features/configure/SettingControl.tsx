/** One control for each kind of setting. What can be set, its range and its words all come from the table of settings. */

import { Checkbox, Group, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SettingProblem } from '../../../problems/settings.ts';
import { formatSetting, parseSetting, SettingError } from '../../../training/config.ts';
import type { Setting } from '../../../training/settingKinds.ts';
import { withoutEffectBy } from '../../../training/settingRules.ts';
import { type RunConfig, type SettingKey, settings } from '../../../training/settings.ts';
import { choiceText, noEffectText } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { sectionOf } from '../../state/help.ts';
import { useActions, usePage, useRunActive } from '../../state/react.ts';
import field from '../../ui/Field.module.css';
import { describedBy, Field, inputAttributes, settingId } from '../../ui/Field.tsx';

interface ControlProps<S> {
  readonly id: string;
  readonly settingKey: SettingKey;
  readonly setting: S;
  readonly value: RunConfig[SettingKey];
  /** Sets the value that the text stands for, if it is a valid one. */
  readonly onText: (text: string) => void;
  /** Shows or clears the sentence below the control. */
  readonly onError: (problem: SettingProblem | undefined) => void;
  /** False where a change goes to a run under way: half-typed numbers must not. */
  readonly whileTyping: boolean;
  readonly disabled: boolean;
}
type Kind<K extends Setting['kind']> = Extract<Setting, { kind: K }>;

function UnitText({ id, children }: { id: string; children: string }) {
  return (
    <span id={`${id}-unit`} className={field.unit}>
      {children}
    </span>
  );
}

/** `1 to 100 epochs`, for settings that have a range. */
function rangeOf(setting: Setting, words: Words): string | undefined {
  const { range } = words.training;
  if (setting.kind === 'number' || setting.kind === 'integer')
    return range(setting.min, setting.max, setting.unit);
  return setting.kind === 'list' ? range(setting.min, setting.max) : undefined;
}

function TextControl(p: ControlProps<Kind<'number' | 'integer' | 'list'>>) {
  const words = useWords();
  const shown = formatSetting(p.settingKey, p.value);
  const [draft, setDraft] = useState<string>();
  const check = (text: string, commit: boolean) => {
    const error = problemIn(p.settingKey, text);
    p.onError(error);
    if (!error && commit) p.onText(text);
    return error;
  };
  const settle = () => {
    if (draft !== undefined && !check(draft, true)) setDraft(undefined);
  };
  const { min, max } = p.setting;
  const unit = p.setting.kind === 'list' ? undefined : p.setting.unit;
  const unitText = unit && words.training.unit(unit);
  return (
    <TextInput
      id={p.id}
      disabled={p.disabled}
      attributes={inputAttributes(p.id, draft !== undefined && problemIn(p.settingKey, draft) !== undefined)}
      inputMode={p.setting.kind === 'integer' ? 'numeric' : p.setting.kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      value={draft ?? shown}
      title={words.training.range(min, max, unit)}
      rightSection={unitText && <UnitText id={p.id}>{unitText}</UnitText>}
      rightSectionWidth={unitText && `calc(${unitText.length}ch + 1.4em)`}
      rightSectionPointerEvents="none"
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        check(text, p.whileTyping);
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}

function ChoiceControl(p: ControlProps<Kind<'choice'>>) {
  const words = useWords();
  return (
    <NativeSelect
      id={p.id}
      disabled={p.disabled}
      attributes={inputAttributes(p.id)}
      data={p.setting.choices.map((value) => ({ value, label: choiceText(words, p.settingKey, value) }))}
      value={String(p.value)}
      onChange={(event) => p.onText(event.currentTarget.value)}
    />
  );
}

function BooleanControl(p: ControlProps<Kind<'boolean'>>) {
  return (
    <Switch
      id={p.id}
      disabled={p.disabled}
      aria-describedby={describedBy(p.id)}
      checked={p.value === true}
      onChange={(event) => p.onText(String(event.currentTarget.checked))}
    />
  );
}

function SetControl(p: ControlProps<Kind<'set'>>) {
  const words = useWords();
  const chosen = formatSetting(p.settingKey, p.value).split(',');
  return (
    <Group gap="sm">
      {p.setting.choices.map((choice) => (
        <Checkbox
          key={choice}
          label={choiceText(words, p.settingKey, choice)}
          disabled={p.disabled}
          checked={chosen.includes(choice)}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            const next = p.setting.choices.filter((c) => (c === choice ? on : chosen.includes(c)));
            p.onText(next.length === 0 ? 'none' : next.join(','));
          }}
        />
      ))}
    </Group>
  );
}

/** What is wrong with a text, if anything is. */
function problemIn(key: SettingKey, text: string): SettingProblem | undefined {
  try {
    parseSetting(key, text);
    return undefined;
  } catch (error) {
    if (error instanceof SettingError) return error.problem;
    throw error;
  }
}

function control(p: Omit<ControlProps<never>, 'setting'> & { setting: Setting }) {
  const { setting } = p;
  switch (setting.kind) {
    case 'number':
    case 'integer':
    case 'list':
      return <TextControl {...p} setting={setting} />;
    case 'choice':
      return <ChoiceControl {...p} setting={setting} />;
    case 'boolean':
      return <BooleanControl {...p} setting={setting} />;
    case 'set':
      return <SetControl {...p} setting={setting} />;
    default:
      return setting satisfies never;
  }
}

function JoinedControl({ settingKey: key }: { settingKey: SettingKey }) {
  const words = useWords();
  const id = settingId(key);
  const actions = useActions();
  const active = useRunActive();
  const value = usePage((state) => state.config[key]);
  const [error, setError] = useState<SettingProblem>();
  const inert = usePage((state) => withoutEffectBy(key, state.config));
  const setting: Setting = settings[key];
  const { label, help } = words.settings[key];
  const live = setting.live === true;
  const onText = (text: string) => {
    // parseSetting returns a value of the setting's own type.
    if (!problemIn(key, text)) actions.set(key, parseSetting(key, text) as RunConfig[typeof key]);
  };
  return (
    <Field
      id={id}
      label={label}
      help={help}
      source={setting.source}
      readMore={sectionOf[key]}
      range={rangeOf(setting, words)}
      hint={active ? (live ? words.training.atOnce : words.training.nextRun) : undefined}
      quietHint={!live}
      note={inert && noEffectText(words, inert)}
      error={error && words.problem(error)}
      group={setting.kind === 'set'}
      wide={setting.kind === 'set'}
    >
      {control({
        id,
        settingKey: key,
        setting,
        value,
        onText,
        onError: setError,
        whileTyping: !(active && live),
        disabled: inert !== undefined,
      })}
    </Field>
  );
}

/** The control of one setting, joined to the page's config. It begins anew when all settings are replaced. */
export function SettingControl({ settingKey }: { settingKey: SettingKey }) {
  const replaced = usePage((state) => state.replaced);
  return <JoinedControl key={replaced} settingKey={settingKey} />;
}
