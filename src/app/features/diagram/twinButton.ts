/** The button that sets a network beside its twin: the one without shortcuts, or with them. */
import { useWords } from '../../i18n/words.ts';
import { useRunActive, useTwin } from '../../state/react.ts';
import type { Side } from '../../state/twin.ts';
import type { Shown } from './shown.ts';

/** Which of both a network is. */
export const sideOf = ({ spec }: Pick<Shown, 'spec'>): Side =>
  spec.shortcut === 'none' ? 'plain' : 'residual';

/** What the button in the head says, and what it asks for. */
export function useTwinButton(shown: Shown): { readonly text: string; readonly look: () => void } {
  const { diagram: words } = useWords();
  const { actions } = useTwin();
  const active = useRunActive();
  const text = sideOf(shown) === 'plain' ? words.besideResidual : words.besidePlain;
  return { text, look: () => !active && actions.look() };
}
