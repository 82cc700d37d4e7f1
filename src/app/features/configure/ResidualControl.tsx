/**
 * The lesson of the paper in one move: the same network with and without its shortcuts. Residual again, it has the kind of
 * shortcuts that it had; the drawer chooses of which kind they are.
 */

import { SegmentedControl } from '@mantine/core';
import { settings } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, usePage, useRunActive } from '../../state/react.ts';
import { describedBy, Field } from '../../ui/Field.tsx';

const id = 'residual';
const { off } = settings.shortcut;

export function ResidualControl() {
  const words = useWords();
  const { set } = useActions();
  const active = useRunActive();
  const plain = usePage((state) => state.config.shortcut === off);
  const kind = usePage((state) => state.shortcutKind);
  return (
    <div data-hint="residual">
      <Field
        id={id}
        label={words.model.residual}
        help={words.model.residualHelp}
        source={settings.shortcut.source}
        readMore="residual"
        hint={active ? words.training.nextRun : undefined}
        quietHint
        group
      >
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.model.residual}
          aria-describedby={describedBy(id)}
          value={plain ? 'plain' : 'residual'}
          data={[
            { value: 'residual', label: words.model.isResidual },
            { value: 'plain', label: words.model.isPlain },
          ]}
          onChange={(value) => set('shortcut', value === 'plain' ? off : kind)}
        />
      </Field>
    </div>
  );
}
