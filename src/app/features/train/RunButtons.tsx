/** Train, Pause or Resume, Step, Stop. Train is the only coloured button of the page. */
import './RunButtons.css';
import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconPlayerTrackNext } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { useActions, usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';

/**
 * A button that cannot be pressed now keeps the focus it has: the keys of whoever pressed Train would lead nowhere from a
 * button that is disabled outright.
 */
const pressable = (may: boolean, press: () => void) => ({
  'data-disabled': !may || undefined,
  'aria-disabled': !may || undefined,
  onClick: may ? press : undefined,
});

export function RunButtons() {
  const words = useWords();
  const actions = useActions();
  const active = usePage((state) => isActive(state.run));
  const paused = usePage((state) => isActive(state.run) && state.run.phase === 'paused');
  const asked = usePage((state) => state.run?.asked);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own.
    <div className="run-buttons" role="group" aria-label={words.run.controls}>
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} {...pressable(!active, actions.start)}>
        {words.run.train}
      </Button>
      {paused ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          {...pressable(asked === undefined, actions.resume)}
        >
          {words.run.resume}
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          {...pressable(active && asked === undefined, actions.pause)}
        >
          {words.run.pause}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPlayerTrackNext size={16} aria-hidden />}
        title={words.run.stepHelp}
        {...pressable(paused && asked === undefined, actions.singleStep)}
      >
        {words.run.step}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        {...pressable(active && asked !== 'stop', actions.stop)}
      >
        {words.run.stop}
      </Button>
    </div>
  );
}
