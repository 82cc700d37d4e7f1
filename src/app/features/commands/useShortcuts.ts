/** Listens to the keys of the page for as long as it is shown. */
import { useEffect } from 'react';
import { chordOf, focusKindOf } from '../../actions/keys.ts';
import { press } from '../../actions/named.ts';
import { useActionContext } from '../../actions/useAction.ts';

export function useShortcuts(): void {
  const context = useActionContext();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // Behind a dialog that covers the page nothing may happen.
      if (document.querySelector('[aria-modal="true"]')) return;
      const { shortcuts } = context.preferences.getState();
      const chord = chordOf(event, focusKindOf(document.activeElement), shortcuts);
      if (!chord || !press(chord, context)) return;
      event.preventDefault();
      // The focused button would be clicked when the key comes up, and the action may just have made it pressable.
      if (event.key === ' ') document.addEventListener('keyup', (up) => up.preventDefault(), { once: true });
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [context]);
}
