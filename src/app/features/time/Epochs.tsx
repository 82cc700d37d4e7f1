/** The slider that moves all views of frames through the epochs of a run. Its last place follows the run. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward } from '@tabler/icons-react';
import { useTimeWords } from '../../i18n/time.ts';
import { epochOf } from '../../state/frames.ts';
import { useFrameEpochs, useFrames, useFramesState } from '../../state/reactFrames.ts';
import { aheadOf, epochAt } from './epochs.ts';
import classes from './Time.module.css';
import { usePlaying } from './usePlaying.ts';

/** More marks than this are a grey bar. */
const mostMarks = 40;

function Marks({ count }: { readonly count: number }) {
  if (count > mostMarks) return null;
  return (
    <span className={classes.marks} aria-hidden>
      {Array.from({ length: count }, (_, i) => (
        <span key={i} />
      ))}
    </span>
  );
}

interface EpochsProps {
  readonly runId: string;
  /** Epochs that the run is to have. */
  readonly planned: number;
}

export function Epochs({ runId, planned }: EpochsProps) {
  const words = useTimeWords();
  const epochs = useFrameEpochs(runId);
  const { actions } = useFrames();
  const follows = useFramesState(({ epoch }) => epoch === undefined);
  const shown = useFramesState((state) => epochOf(state, runId, 'shown'));
  const { playing, play, stop, step } = usePlaying(runId);
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const newest = epochs.at(-1);
  if (shown === undefined || newest === undefined || epochs.length < 2) return null;
  const place = epochs.indexOf(shown);
  const readAhead = () => {
    for (const epoch of aheadOf(epochs, place)) actions.want(runId, epoch);
  };
  const past = shown !== newest;
  const now = past ? words.past(shown, newest) : words.epoch(shown, Math.max(planned, newest));
  const [name, Icon] = still
    ? [words.step, IconPlayerSkipForward]
    : playing
      ? [words.pause, IconPlayerPause]
      : [words.play, IconPlayerPlay];
  return (
    <div className={classes.epochs} data-epoch-shown={shown}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.play}
        aria-label={name}
        title={name}
        onClick={still ? step : playing ? stop : play}
        onPointerEnter={readAhead}
        onFocus={readAhead}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
      <span className={classes.track}>
        <Marks count={epochs.length} />
        <input
          type="range"
          className={classes.slider}
          min={0}
          max={epochs.length - 1}
          step={1}
          value={place}
          aria-label={words.slider}
          aria-valuetext={now}
          onChange={(event) => {
            stop();
            actions.show(epochAt(epochs, Number(event.currentTarget.value)));
          }}
          onPointerEnter={readAhead}
          onFocus={readAhead}
        />
      </span>
      <span className={classes.now} data-past={past || undefined}>
        {now}
      </span>
      <UnstyledButton
        className={classes.follow}
        aria-pressed={follows}
        title={follows ? words.follows : words.followNow}
        onClick={() => {
          stop();
          actions.show(follows ? newest : undefined);
        }}
      >
        {words.follow}
      </UnstyledButton>
    </div>
  );
}
