/** Train, Pause or Resume, Step, Stop. Train is the only coloured button of the page. */

import { Button } from '@mantine/core';
import {
  type Icon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
} from '@tabler/icons-react';
import type { ActionName } from '../../actions/named.ts';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import classes from './RunButtons.module.css';

interface RunButtonProps {
  readonly action: ActionName;
  readonly icon: Icon;
  readonly primary?: boolean;
}

/**
 * A button that cannot be pressed now keeps the focus it has: the keys of whoever pressed Train would lead nowhere from a
 * button that is disabled outright.
 */
function RunButton({ action, icon: ButtonIcon, primary }: RunButtonProps) {
  const { label, help, possible, perform } = useAction(action);
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      leftSection={<ButtonIcon size={16} aria-hidden />}
      title={help}
      data-disabled={!possible || undefined}
      aria-disabled={!possible || undefined}
      onClick={possible ? perform : undefined}
    >
      {label}
    </Button>
  );
}

export function RunButtons() {
  const words = useWords();
  const paused = usePage((state) => isActive(state.run) && state.run.phase === 'paused');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own.
    <div className={classes.buttons} data-testid="run-buttons" role="group" aria-label={words.run.controls}>
      <RunButton action="start" icon={IconPlayerPlay} primary />
      {paused ? (
        <RunButton key="play" action="resume" icon={IconPlayerPlay} />
      ) : (
        <RunButton key="play" action="pause" icon={IconPlayerPause} />
      )}
      <RunButton action="singleStep" icon={IconPlayerTrackNext} />
      <RunButton action="stop" icon={IconPlayerStop} />
    </div>
  );
}
