/**
 * The lesson of the paper in one move: the same network with and without its shortcuts. Residual again, it has the kind of
 * shortcuts that it had; the drawer chooses of which kind they are.
 */

import { SegmentedControl } from '@mantine/core';
import { settings } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useHidden, useLocked, usePage } from '../../state/react.ts';
import { describedBy } from '../../ui/Field.tsx';
import { NextRunField } from './NextRunField.tsx';

const id = 'residual';
const { off } = settings.shortcut;

export function ResidualControl() {
  const words = useWords();
  const { set } = useActions();
  const plain = usePage((state) => state.config.shortcut === off);
  const kind = usePage((state) => state.shortcutKind);
  const locked = useLocked('shortcut');
  if (useHidden('shortcut')) return null;
  return (
    <div data-hint="residual">
      <NextRunField
        id={id}
        label={words.model.residual}
        help={words.model.residualHelp}
        source={settings.shortcut.source}
        readMore="residual"
        note={locked ? words.training.fixed : undefined}
      >
        <SegmentedControl
          size="xs"
          fullWidth
          disabled={locked}
          aria-label={words.model.residual}
          aria-describedby={describedBy(id)}
          value={plain ? 'plain' : 'residual'}
          data={[
            { value: 'residual', label: words.model.isResidual },
            { value: 'plain', label: words.model.isPlain },
          ]}
          onChange={(value) => set('shortcut', value === 'plain' ? off : kind)}
        />
      </NextRunField>
    </div>
  );
}
