/** The frame of a setting's control, joined to the page: its words, when a change takes effect, what is wrong with its text. */

import { type ReactNode, useEffect } from 'react';
import type { Bounds } from '../../../training/assignment.ts';
import type { Setting } from '../../../training/settingKinds.ts';
import { picturesFor, withoutEffectBy } from '../../../training/settingRules.ts';
import { type SettingKey, settings } from '../../../training/settings.ts';
import { noEffectText } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { sectionOf } from '../../state/help.ts';
import { useLocked, usePage, useRunActive, useStage, useStageState, useStores } from '../../state/react.ts';
import { Field, settingId } from '../../ui/Field.tsx';
import { ToDefault } from './ToDefault.tsx';

/** `1 to 100 epochs`, for settings that have a range. */
function rangeOf(setting: Setting, words: Words, bounds?: Partial<Bounds>): string | undefined {
  const { range } = words.training;
  if (setting.kind === 'number' || setting.kind === 'integer')
    return range(bounds?.min ?? setting.min, bounds?.max ?? setting.max, setting.unit);
  return setting.kind === 'list' ? range(setting.min, setting.max) : undefined;
}

/** The control of a setting: where it is a group, the first of them; where it is disabled, the help beside it. */
function controlOf(id: string): HTMLElement | null | undefined {
  const control = document.getElementById(id) ?? document.getElementById(`${id}-label`);
  const field = control?.closest('[data-field]');
  const first = (selector: string) => field?.querySelector<HTMLElement>(selector);
  // A slider beside a field says less than the field.
  return (
    first('input:not(:disabled, [type="range"]), select:not(:disabled)') ??
    first('button:not(:disabled, [data-help])') ??
    first('[data-help]')
  );
}

/** Takes the focus where the stage wants this setting. */
function useWanted(key: SettingKey, id: string): void {
  const { actions } = useStage();
  const wanted = useStageState((state) => state.wanted === key);
  useEffect(() => {
    if (!wanted) return;
    const control = controlOf(id);
    // A drawer that is about to open gives the focus to what is marked so.
    control?.setAttribute('data-autofocus', '');
    control?.scrollIntoView({ block: 'nearest' });
    control?.focus();
    actions.arrived();
  }, [wanted, id, actions]);
}

interface SettingFieldProps {
  readonly settingKey: SettingKey;
  /** A sentence on why it is without effect, where no rule of the table says so. */
  readonly note?: string;
  /** True in the drawer: the label stands beside the control, and the way back to the default at the end. */
  readonly beside?: boolean;
  /** True where the control is a group of controls. */
  readonly group?: boolean;
  readonly children: ReactNode;
}

export function SettingField({ settingKey: key, note, beside, group, children }: SettingFieldProps) {
  const words = useWords();
  const id = settingId(key);
  const active = useRunActive();
  const invalid = usePage((state) => state.invalid[key]);
  const inert = usePage((state) => withoutEffectBy(key, state.config));
  const { stage, overlay } = useStores();
  const bounds = usePage(({ assignment }) => assignment?.bounds[key]);
  const most = usePage(({ config }) => picturesFor(key, config.dataset));
  const locked = useLocked(key);
  useWanted(key, id);
  const setting: Setting = settings[key];
  const { label, help } = words.settings[key];
  const live = setting.live === true;
  return (
    <Field
      id={id}
      label={label}
      help={help}
      source={setting.source}
      readMore={sectionOf[key]}
      onVary={() => {
        stage.actions.closeSettings();
        overlay.actions.vary(key);
      }}
      range={rangeOf(setting, words, bounds ?? { max: most })}
      hint={active ? (live ? words.training.atOnce : words.training.nextRun) : undefined}
      quietHint={!live}
      note={locked ? words.training.fixed : (note ?? (inert && noEffectText(words, inert)))}
      error={invalid && words.problem(invalid.problem)}
      group={group}
      beside={beside}
      end={beside && <ToDefault settingKey={key} />}
    >
      {children}
    </Field>
  );
}
