/**
 * What the dialog is about: the files that were given, what is understood of them and what becomes of it. There is one for the page, and it goes on while the dialog is
 * closed. A store without React; `flow.ts` has its states, a reading in a worker does the work.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { OwnDataError } from '../../../data/own/ownDataError.ts';
import { usualSplitSeed } from '../../../data/own/splits.ts';
import type { OwnDataRefusal } from '../../../problems/ownData.ts';
import type { KeptSet } from '../../../storage/ownSets/keptSet.ts';
import type { DataProblem } from '../../i18n/data.ts';
import { ownSets } from '../../state/browserOwnSets.ts';
import { onePer } from '../../state/onePer.ts';
import type { Stores } from '../../state/react.ts';
import {
  type Flow,
  type FlowEvent,
  isFresh,
  keyOf,
  type Look,
  next,
  startingFlow,
  tidied,
  titleOf,
} from './flow.ts';
import { openReading } from './reading/openReading.ts';
import type { ChosenFile, Preview, Reading, SheetPicture } from './reading/types.ts';

export interface Session {
  readonly store: StoreApi<Flow>;
  readonly actions: {
    openCamera(): void;
    /** Looks into files once they are found; what was looked into before is let go. @param taken Whether by the camera. */
    give(files: Promise<readonly ChosenFile[]>, taken?: boolean): void;
    /** Lets go of everything, and stops what is under way. @param problem Why there is nothing to look into. */
    startOver(problem?: DataProblem): void;
    set(options: Partial<Look & Pick<Flow, 'title'>>): void;
    rename(index: number, name: string): void;
    merge(into: number, other: number): void;
    leaveOut(index: number, out: boolean): void;
    undo(): void;
    /** Classes of which pictures are wanted, by key; those in view. */
    look(keys: readonly string[]): void;
    /** @param untitled What it is called where nobody says. */
    make(untitled: string): void;
    stopMaking(): void;
  };
}

interface Dependencies {
  readonly open: () => Reading;
  /** Takes note of what was made and kept. */
  readonly onMade: (kept: KeptSet) => void;
}

/** Pictures of a class that are shown, and classes that are asked for at a time: the first pictures are soon there. */
const each = 6;
const atATime = 5;

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

export function createSession({ open, onMade }: Dependencies): Session {
  const store = createStore<Flow>(() => startingFlow);
  const flow = () => store.getState();
  const send = (event: FlowEvent) => store.setState(next(flow(), event), true);
  /** Counts what was given: an answer to what was asked before says nothing any more. */
  let round = 0;
  let reading: Reading | undefined;
  let making: AbortController | undefined;
  let wanted: readonly string[] = [];
  let looking = false;

  const end = () => {
    round++;
    reading?.dispose();
    reading = undefined;
    making = undefined;
    wanted = [];
    looking = false;
  };
  const ask = async <T>(
    answer: Promise<T>,
    told: (value: T) => void,
    refused: (problem: OwnDataRefusal) => void,
  ) => {
    const asked = round;
    try {
      const value = await answer;
      if (asked === round) told(value);
    } catch (error) {
      if (asked !== round || isAbort(error)) return;
      refused(error instanceof OwnDataError ? error.problem : { kind: 'reader-gone' });
    }
  };
  const over = (problem?: DataProblem) => {
    end();
    send({ type: 'over', problem });
  };
  const mend = (answer: Promise<Preview> | undefined) => {
    if (!answer) return;
    void ask(
      answer,
      (preview) => {
        send({ type: 'mended', preview });
        lookOn();
      },
      over,
    );
  };

  /** Asks for pictures of a few classes after the other, those that are wanted by then. */
  function lookOn(): void {
    const { preview, imageSize, fit } = flow();
    if (!reading || !preview || looking) return;
    const places = new Map(preview.classes.map((one, index) => [keyOf(one), index]));
    const keys = wanted.filter((key) => places.has(key) && !isFresh(flow(), key)).slice(0, atATime);
    if (keys.length === 0) return;
    looking = true;
    const classes = keys.map((key) => places.get(key) as number);
    const asked = round;
    const seen = (found: readonly SheetPicture[]) => {
      const pictures = new Map(
        classes.map((index, i) => {
          const own = found.filter(({ classIndex }) => classIndex === index);
          return [keys[i] as string, own.map(({ pixels }) => pixels)] as const;
        }),
      );
      looking = false;
      send({ type: 'seen', look: { imageSize, fit }, pictures });
      lookOn();
    };
    reading.sheet({ imageSize, fit, each, classes }).then(
      (found) => {
        if (asked === round) seen(found);
      },
      (error) => {
        if (asked !== round) return;
        if (error instanceof OwnDataError && error.problem.kind === 'reader-gone') over(error.problem);
        // Nothing can be shown of them, and asking again would end the same way.
        else seen([]);
      },
    );
  }

  return {
    store,
    actions: {
      openCamera() {
        end();
        send({ type: 'camera' });
      },
      give(files, taken = false) {
        end();
        send({ type: 'given', taken });
        const asked = round;
        const progress = (done: number, total: number) => {
          if (asked === round) send({ type: 'progress', progress: { done, total } });
        };
        const understand = async () => {
          const found = await files;
          if (asked !== round) return undefined;
          send({ type: 'set', options: { title: titleOf(found) ?? '' } });
          reading = open();
          return reading.understand(found, progress);
        };
        void ask(understand(), (preview) => preview && send({ type: 'understood', preview }), over);
      },
      startOver: over,
      set(options) {
        send({ type: 'set', options });
        lookOn();
      },
      rename: (index, name) => mend(reading?.rename(index, name)),
      merge: (into, other) => mend(reading?.merge(into, other)),
      leaveOut: (index, out) => mend(reading?.leaveOut(index, out)),
      undo: () => mend(reading?.undo()),
      look(keys) {
        wanted = keys;
        lookOn();
      },
      make(untitled) {
        if (!reading || flow().step.at !== 'preview') return;
        const stopper = new AbortController();
        making = stopper;
        const { title, imageSize, fit } = flow();
        const settings = { title: tidied(title) || untitled, imageSize, fit, seed: usualSplitSeed };
        send({ type: 'making' });
        const progress = (done: number, total: number) => {
          if (!stopper.signal.aborted) send({ type: 'progress', progress: { done, total } });
        };
        void ask(
          reading.make(settings, progress, stopper.signal),
          (made) => {
            // It is kept, and all that was read may go.
            end();
            onMade(made.kept);
            send({ type: 'made', made });
          },
          (problem) => {
            if (problem.kind === 'reader-gone') over(problem);
            else if (!stopper.signal.aborted) send({ type: 'not-made', problem });
          },
        );
      },
      stopMaking() {
        if (!making || making.signal.aborted) return;
        making.abort();
        send({ type: 'not-made' });
      },
    },
  };
}

/** That of a page. */
export const sessionOf = onePer((_: Stores) =>
  createSession({ open: openReading, onMade: (kept) => ownSets().actions.added(kept) }),
);
