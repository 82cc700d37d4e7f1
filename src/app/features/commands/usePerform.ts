/** Does what a command says. */
import { useFlow } from '../../state/flow.ts';
import { otherLanguage, usePreference, usePreferences } from '../../state/preferences.ts';
import { useActions } from '../../state/react.ts';
import { settingId } from '../../ui/Field.tsx';
import { useScheme } from '../../ui/useScheme.ts';
import type { Doing, Place } from './commands.ts';

/** The control of a setting; where it is a group, the first of them. */
function focusSetting(id: string): void {
  const control =
    document.getElementById(id) ??
    document.getElementById(`${id}-label`)?.closest('.field')?.querySelector('input');
  control?.focus();
}

/** Focuses the first control there. */
function goTo(place: Place): void {
  const room = document.querySelector(`.room-${place}`);
  room?.scrollIntoView({ block: 'start' });
  room
    ?.querySelector<HTMLElement>('a[href], button, input, select, [tabindex="0"]')
    ?.focus({ preventScroll: true });
}

export function usePerform(): (doing: Doing) => void {
  const actions = useActions();
  const { actions: flow } = useFlow();
  const preferences = usePreferences();
  const language = usePreference((p) => p.language);
  const { toggle } = useScheme();
  return (doing) => {
    switch (doing.kind) {
      case 'start':
      case 'pause':
      case 'resume':
      case 'singleStep':
      case 'stop':
        return actions[doing.kind]();
      case 'preset':
        return actions.choosePreset(doing.name);
      case 'setting':
        return focusSetting(settingId(doing.key));
      case 'place':
        return goTo(doing.place);
      case 'reset':
        return flow.reset();
      case 'link':
        return void flow.copyLink();
      case 'help':
        return flow.open('help');
      case 'language':
        return preferences.setState({ language: otherLanguage(language) });
      case 'scheme':
        return toggle();
      default:
        return doing satisfies never;
    }
  };
}
