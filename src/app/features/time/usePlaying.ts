/** Plays a run: its frames one after the other, up to the newest, which is followed then. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { epochOf, frameOf } from '../../state/frames.ts';
import { useFrames } from '../../state/reactFrames.ts';
import { epochAt, placeAfter } from './epochs.ts';

/** Milliseconds that a frame stays; views move on to the next in the same time. */
const pace = 350;
/** Frames that are read before their turn. */
const ahead = 4;

/** The run that is played. It goes on when another tab of the dock is opened. */
const playing = createStore<{ readonly run?: string | undefined }>(() => ({}));
const stop = () => playing.setState({ run: undefined });

interface Playing {
  readonly playing: boolean;
  readonly play: () => void;
  readonly stop: () => void;
  /** One frame on, from the newest to the first. */
  readonly step: () => void;
}

export function usePlaying(runId: string): Playing {
  const { store, actions } = useFrames();
  const now = useStore(playing, ({ run }) => run) === runId;
  const read = () => {
    const state = store.getState();
    const epochs = state.epochs[runId] ?? [];
    const shown = epochOf(state, runId, 'shown');
    return { state, epochs, place: shown === undefined ? -1 : epochs.indexOf(shown) };
  };
  const go = (place: number) => actions.show(epochAt(read().epochs, place));
  useEffect(() => {
    if (!now) return;
    const timer = setInterval(() => {
      const { state, epochs, place } = read();
      const next = epochs[place + 1];
      if (next === undefined) return stop();
      for (const epoch of epochs.slice(place + 1, place + 1 + ahead).reverse()) actions.want(runId, epoch);
      if (!frameOf(state, runId, next)) return;
      go(place + 1);
      if (place + 2 >= epochs.length) stop();
    }, pace);
    return () => clearInterval(timer);
  }, [now, runId, store, actions]);
  return {
    playing: now,
    play: () => {
      const { epochs, place } = read();
      if (place === epochs.length - 1) go(0);
      playing.setState({ run: runId });
    },
    stop,
    step: () => {
      const { epochs, place } = read();
      go(placeAfter(epochs, place));
    },
  };
}
