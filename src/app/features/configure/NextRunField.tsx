/** A field of the column for what only the next run obeys: it says so as long as another run is under way. */

import type { ComponentProps } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useRunActive } from '../../state/react.ts';
import { Field } from '../../ui/Field.tsx';

type NextRunFieldProps = Omit<ComponentProps<typeof Field>, 'hint' | 'quietHint' | 'group'>;

export function NextRunField(props: NextRunFieldProps) {
  const { training } = useWords();
  const active = useRunActive();
  return <Field {...props} hint={active ? training.nextRun : undefined} quietHint group />;
}
