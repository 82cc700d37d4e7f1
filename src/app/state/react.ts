/**
 * The thin binding of the page's stores to React: one context that holds them all, and a hook for each. The stores
 * themselves know nothing of React; `mount.tsx` makes them.
 */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Question } from '../../training/questions.ts';
import type { SettingKey } from '../../training/settings.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { ChosenPictureState, ChosenPictureStore } from './chosenPicture.ts';
import { requiredContext } from './context.ts';
import { type Estimate, estimateOf } from './estimate.ts';
import type { Files, FilesState } from './files.ts';
import type { LateQueue } from './lateQueue.ts';
import type { LeftOut } from './leftOut.ts';
import type { Overlay, OverlayState } from './overlay.ts';
import type { OwnPicture, OwnPictureState } from './ownPicture.ts';
import type { Page, PageActions, PageState } from './page.ts';
import type { Preferences, PreferencesStore } from './preferences.ts';
import { keyOf, type Pace, type Questions, type QuestionView, type Told } from './questions.ts';
import type { Room, RoomState } from './room.ts';
import { isActive } from './run.ts';
import type { Runs, RunsState } from './runsStore.ts';
import type { Savings } from './savings.ts';
import type { Speed, SpeedsStore } from './speeds.ts';
import type { Stage, StageState } from './stage.ts';
import type { Twin, TwinState } from './twin.ts';

/** Every store of the page that is there from the start, and the client of the worker for those that come with a view. */
export interface Stores {
  readonly client: TrainerClient;
  readonly page: Page;
  readonly preferences: PreferencesStore;
  readonly speeds: SpeedsStore;
  readonly runs: Runs;
  readonly overlay: Overlay;
  readonly files: Files;
  readonly room: Room;
  readonly stage: Stage;
  readonly twin: Twin;
  readonly chosenPicture: ChosenPictureStore;
  readonly ownPicture: OwnPicture;
  readonly questions: Questions;
  readonly leftOut: LeftOut;
  readonly savings: Savings;
  readonly queue: LateQueue;
}

export const [StoresContext, useStores] = requiredContext<Stores>('StoresContext');

// Each of these hooks takes one part of a state, and renders again only when that part changes.

export const usePage = <T>(select: (state: PageState) => T): T => useStore(useStores().page.store, select);
/** Whether the assignment, if there is one, keeps any of these settings. */
export const useLocked = (...keys: readonly SettingKey[]): boolean =>
  usePage(({ assignment }) => keys.some((key) => assignment?.locks(key)));
/** Whether it hides any of them. */
export const useHidden = (...keys: readonly SettingKey[]): boolean =>
  usePage(({ assignment }) => keys.some((key) => assignment?.hides(key)));
export const useActions = (): PageActions => useStores().page.actions;
/** True while a run is under way, paused ones included. */
export const useRunActive = (): boolean => usePage((state) => isActive(state.run));

export const usePreference = <T>(select: (preferences: Preferences) => T): T =>
  useStore(useStores().preferences, select);

export const useRuns = (): Runs => useStores().runs;
export const useRunsState = <T>(select: (state: RunsState) => T): T =>
  useStore(useStores().runs.store, select);

export const useFiles = (): Files => useStores().files;
export const useFilesState = <T>(select: (state: FilesState) => T): T =>
  useStore(useStores().files.store, select);

export const useRoomState = <T>(select: (state: RoomState) => T): T =>
  useStore(useStores().room.store, select);

export const useOverlayState = <T>(select: (state: OverlayState) => T): T =>
  useStore(useStores().overlay.store, select);

export const useStage = (): Stage => useStores().stage;
export const useStageState = <T>(select: (state: StageState) => T): T =>
  useStore(useStores().stage.store, select);

export const useTwin = (): Twin => useStores().twin;
export const useTwinState = <T>(select: (state: TwinState) => T): T =>
  useStore(useStores().twin.store, select);

export const useChosenPicture = (): ChosenPictureStore => useStores().chosenPicture;
export const useChosenPictureState = <T>(select: (state: ChosenPictureState) => T): T =>
  useStore(useStores().chosenPicture.store, select);

export const useOwnPicture = (): OwnPicture => useStores().ownPicture;
export const useOwnPictureState = <T>(select: (state: OwnPictureState) => T): T =>
  useStore(useStores().ownPicture.store, select);

export const useLeftOut = (): LeftOut => useStores().leftOut;
/** Names of the blocks that are switched off. */
export const useBlocksOff = (): readonly string[] =>
  useStore(useStores().leftOut.store, ({ blocks }) => blocks);

export const useSavings = (): Savings => useStores().savings;
export const useSaves = (): boolean => useStore(useStores().savings.store, ({ saves }) => saves);

const useSpeeds = (): readonly Speed[] => useStore(useStores().speeds, ({ speeds }) => speeds);

const knowsNothing: Told = {};

/**
 * Asks the network a question for as long as the component is mounted, again and again while it learns.
 * @param question Undefined where there is nothing to ask. An own picture is the same as long as its array is.
 * @param frame Where given, it is asked only while this is in sight.
 * @param pace When it is asked again. Default: as soon as the network may say something else.
 * @returns the last answer to this very question, which lags a little behind the network, and why there is none or no newer one.
 */
export function useTold(
  question: Question | undefined,
  frame?: RefObject<Element | null>,
  pace?: Pace,
): Told {
  const { questions } = useStores();
  const [told, setTold] = useState<Told>(knowsNothing);
  const view = useRef<QuestionView>(undefined);
  const latest = useRef(question);
  latest.current = question;
  const key = question && keyOf(question);
  useEffect(() => {
    const opened = questions.open(setTold, pace);
    view.current = opened;
    const observer = new IntersectionObserver((entries) =>
      opened.setInView(entries[entries.length - 1]?.isIntersecting === true),
    );
    if (frame?.current) {
      // Until it is known to be in sight.
      opened.setInView(false);
      observer.observe(frame.current);
    }
    return () => {
      observer.disconnect();
      opened.close();
    };
  }, [questions, frame, pace]);
  // Equal questions have equal keys, however often they are made anew.
  useEffect(() => {
    view.current?.ask(latest.current);
  }, [key, questions, frame, pace]);
  return key !== undefined && told.key === key ? told : knowsNothing;
}

/** GiB as far as the browser tells; not in every browser, hence not in the types. */
const machineMemory = (): number | undefined => (navigator as { deviceMemory?: number }).deviceMemory;

/** What the next run will ask of the device; undefined until the device is known. */
export function useEstimate(): Estimate | undefined {
  const config = usePage((state) => state.config);
  const device = usePage((state) => state.device);
  const speeds = useSpeeds();
  return useMemo(
    () => device && estimateOf(config, device, speeds, machineMemory()),
    [config, device, speeds],
  );
}

export interface RunTime {
  /** Of the whole next run, its evaluations included. */
  readonly seconds: number;
  /** True where nothing was measured on this device yet. */
  readonly assumed: boolean;
}

/** How long the next run will take; undefined until the device is known. */
export function useRunTime(): RunTime | undefined {
  const time = useEstimate()?.time;
  return time && { seconds: time.runSeconds, assumed: time.source === 'assumed' };
}
