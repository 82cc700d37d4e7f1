/** The live region of the page: what screen readers hear of a run. */

import { VisuallyHidden } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { announcementOf } from './announcement.ts';

/** It is there from the start, and its words change once an epoch and at the end. */
export function LiveRegion() {
  const words = useWords();
  // A text changes with what it says only: not with every step.
  const text = usePage((state) => announcementOf(state.run, words));
  return (
    <VisuallyHidden aria-live="polite" role="status" data-testid="announcement">
      {text}
    </VisuallyHidden>
  );
}
