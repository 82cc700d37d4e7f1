/**
 * The column beside the network: the five controls that most people need, Train among them, and the way to all others. It fills
 * the box that it is given and scrolls in it only where the window is very low. The drawer is in `SettingsDrawer.tsx`.
 */

import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';
import { invalidKeys } from '../../state/invalid.ts';
import { usePage, useStage } from '../../state/react.ts';
import { isInColumn } from '../../state/stage.ts';
import { onHelpKey } from '../../ui/Field.tsx';
import { BudgetControl } from './BudgetControl.tsx';
import classes from './Controls.module.css';
import { changedKeys } from './changed.ts';
import { Forecast } from './Forecast.tsx';
import { NetworkControl } from './NetworkControl.tsx';
import { PicturesControl } from './PicturesControl.tsx';
import { RateControl } from './RateControl.tsx';
import { ResidualControl } from './ResidualControl.tsx';

/** Opens the drawer, and tells how much in it is not as it was: a field that holds no value first. */
function SettingsButton() {
  const words = useWords();
  const { actions } = useStage();
  const changed = usePage((state) => changedKeys(state).length);
  const invalid = usePage((state) => invalidKeys(state).filter((key) => !isInColumn(key)).length);
  return (
    <Button
      variant="default"
      fullWidth
      justify="space-between"
      leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
      rightSection={
        <span className={classes.count} data-invalid={invalid > 0 || undefined} data-testid="settings-count">
          {invalid > 0
            ? words.training.notValid(invalid)
            : changed > 0
              ? words.training.changed(changed)
              : ''}
        </span>
      }
      aria-haspopup="dialog"
      onClick={() => actions.openSettings()}
    >
      {words.training.allSettings}
    </Button>
  );
}

interface ControlsProps {
  /** At the head of the column. */
  readonly above?: ReactNode;
  /** The run's buttons; on a phone they are elsewhere. */
  readonly run?: ReactNode;
  /** What stands at the end of the column for a while, such as the card of a run that ended. */
  readonly below?: ReactNode;
}

export function Controls({ above, run, below }: ControlsProps) {
  const words = useWords();
  return (
    <section className={classes.controls} aria-label={words.training.title} onKeyDown={onHelpKey}>
      {above}
      <PicturesControl />
      <NetworkControl />
      <ResidualControl />
      <BudgetControl />
      <RateControl />
      {run}
      <SettingsButton />
      <Forecast />
      {below}
    </section>
  );
}
