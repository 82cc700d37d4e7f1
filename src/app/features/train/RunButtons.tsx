/**
 * The buttons of a run. The large one is Train, then Pause, then Resume: one element, so that the keys of whoever pressed it
 * stay there. Below it are a single step and Stop; where an earlier run can be resumed, that is offered in their place.
 */

import { Button } from '@mantine/core';
import {
  type Icon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ActionName } from '../../actions/named.ts';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRunActive } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import classes from './RunButtons.module.css';

interface RunButtonProps {
  readonly action: ActionName;
  readonly icon: Icon;
  /** Stands behind the label of the large button: how long the run will take. */
  readonly aside?: ReactNode;
  readonly primary?: boolean;
}

/**
 * A button that cannot be pressed now keeps the focus it has: the keys of whoever pressed it would lead nowhere from a button
 * that is disabled outright.
 */
function RunButton({ action, icon: ButtonIcon, aside, primary }: RunButtonProps) {
  const { label, help, possible, perform } = useAction(action);
  return (
    <Button
      className={primary ? classes.primary : undefined}
      variant={primary ? 'filled' : 'default'}
      size={primary ? 'sm' : 'xs'}
      // The label keeps its place whichever word it is.
      justify={primary ? 'start' : undefined}
      leftSection={<ButtonIcon size={16} aria-hidden />}
      aria-label={aside ? label : undefined}
      title={help}
      data-disabled={!possible || undefined}
      aria-disabled={!possible || undefined}
      onClick={possible ? perform : undefined}
    >
      {/* Another word stands where it fits best: it is another element, and nothing that was there moves. */}
      <span key={label}>{label}</span>
      {aside && <span className={classes.aside}>{aside}</span>}
    </Button>
  );
}

interface RunButtonsProps {
  /** The button that resumes an earlier run, where there is one to resume. */
  readonly resume?: ReactNode;
  /** How long a run of these settings will take, in a word or two. */
  readonly time?: ReactNode;
}

export function RunButtons({ resume, time }: RunButtonsProps) {
  const words = useWords();
  const active = useRunActive();
  const paused = usePage(({ run }) => isActive(run) && run.phase === 'paused');
  const main = !active ? 'start' : paused ? 'resume' : 'pause';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own.
    <div
      className={classes.buttons}
      data-testid="run-buttons"
      data-hint="train"
      role="group"
      aria-label={words.run.controls}
    >
      <RunButton
        action={main}
        icon={main === 'pause' ? IconPlayerPause : IconPlayerPlay}
        aside={main === 'start' ? time : undefined}
        primary
      />
      {!active && resume ? (
        <div className={classes.resume}>{resume}</div>
      ) : (
        <>
          <RunButton action="singleStep" icon={IconPlayerTrackNext} />
          <RunButton action="stop" icon={IconPlayerStop} />
        </>
      )}
    </div>
  );
}
