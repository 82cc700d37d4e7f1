/**
 * Trains a network and then its twin, as two runs like any other: whatever is drawn, stored or resumed of runs is of these too. A tab that
 * is loaded anew still knows of both: where the run that it was in goes on, the twin follows as it would have. No React.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../../../training/settings.ts';
import { onePer } from '../../state/onePer.ts';
import type { Overlay } from '../../state/overlay.ts';
import type { Page, PageState } from '../../state/page.ts';
import { isPlain } from '../../state/plain.ts';
import { isActive } from '../../state/run.ts';
import type { Side } from '../../state/twin.ts';
import { addressOf, configFromAddress } from '../../state/url.ts';
import { createPersisted, type TextStorage } from '../../storage/persisted.ts';

export interface BothState {
  /** Which of the two trains. */
  readonly doing?: Side;
  /** The run that does. */
  readonly runId?: string;
  /** What trains after it, as an address: that is read as strictly as any, whichever version of the page wrote it. */
  readonly next?: string;
}

export interface TrainBoth {
  readonly store: StoreApi<BothState>;
  /** The residual one first. Does nothing while a run is under way. */
  start(residual: RunConfig): void;
  /** One of both, where the other is there already. */
  startLast(config: RunConfig): void;
}

/** Of one tab. */
const tabStorage: TextStorage = () => sessionStorage;

function restored(stored: unknown, state: BothState): BothState {
  const { doing, runId, next } = Object(stored) as Record<keyof BothState, unknown>;
  if ((doing !== 'residual' && doing !== 'plain') || typeof runId !== 'string') return state;
  return { doing, runId, ...(typeof next === 'string' && { next }) };
}

export function createTrainBoth(page: Page, overlay: Overlay, storage = tabStorage): TrainBoth {
  const whole = ({ doing, runId, next }: BothState): BothState => ({ doing, runId, next });
  const store = createPersisted<BothState, BothState>(
    {},
    { storage, name: 'both', select: whole, restore: restored },
  );

  const begin = (config: RunConfig, next?: RunConfig) => {
    page.actions.setAll(config);
    page.actions.start();
    store.setState({
      doing: isPlain(config) ? 'plain' : 'residual',
      runId: page.store.getState().run?.id,
      next: next && addressOf(next, ''),
    });
  };
  const leave = () => store.setState({ doing: undefined, runId: undefined, next: undefined });
  const hear = ({ run }: PageState) => {
    const { runId, next } = store.getState();
    // A tab that is loaded anew has none until a person goes on with one.
    if (runId === undefined || !run) return;
    // Somebody trains something else.
    if (run.id !== runId) return leave();
    if (!run.end) return;
    const { outcome, problem } = run.end;
    if (outcome === 'stopped' || (outcome === 'failed' && problem?.kind !== 'diverged')) return leave();
    leave();
    // What hears of the end beside this does so first.
    if (next !== undefined) queueMicrotask(() => begin(configFromAddress(next).config));
    else if (!overlay.store.getState().dialog) overlay.actions.open('twin');
  };
  page.store.subscribe(hear);
  hear(page.store.getState());
  const start = (config: RunConfig, next?: RunConfig) => {
    const both = next ? [config, next] : [config];
    if (!isActive(page.store.getState().run) && both.every(page.actions.admits)) begin(config, next);
  };
  return {
    store,
    start: (residual) => start(residual, { ...residual, shortcut: 'none' }),
    startLast: (config) => start(config),
  };
}

/** The one that a page has. */
export const trainBothOf = onePer((page: Page, overlay: Overlay) => createTrainBoth(page, overlay));
