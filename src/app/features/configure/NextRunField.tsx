/** A field of the column for what only the next run obeys: it says so as long as another run is under way. */

import type { ComponentProps } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useRunActive } from '../../state/react.ts';
import { Field } from '../../ui/Field.tsx';

interface NextRunFieldProps extends Omit<ComponentProps<typeof Field>, 'hint' | 'quietHint' | 'group'> {
  /** Whether the run under way can take it over, and does. */
  readonly live?: boolean;
}

export function NextRunField({ live = false, ...props }: NextRunFieldProps) {
  const { training } = useWords();
  const active = useRunActive();
  const hint = live ? training.atOnce : training.nextRun;
  return <Field {...props} hint={active ? hint : undefined} quietHint group />;
}
