/**
 * The queue: several runs, one after the other, each a run like any other, so that charts, storage and resume are theirs too. It outlives the
 * page: a tab that is loaded anew takes up the run that it was in from its checkpoint, and goes on by itself; any other waits for a
 * person. One tab at a time works through it, and holds its lock as long as it does. No React.
 */
import * as v from 'valibot';
import type { StoreApi } from 'zustand/vanilla';
import { asksFirst } from '../../problems/index.ts';
import type { SweepProblem } from '../../problems/sweep.ts';
import type { RunConfig } from '../../training/settings.ts';
import { type EarlyStop, isBehind, noEarlyStop } from '../../training/sweep/earlyStop.ts';
import { mostRuns } from '../../training/sweep/lists.ts';
import { createPersisted, type TextStorage } from '../storage/persisted.ts';
import type { RunLocks } from '../storage/runLocks.ts';
import type { Files } from './files.ts';
import { nextId, type Page, type PageState } from './page.ts';
import { isActive, newRun, type Run } from './run.ts';
import type { Runs } from './runsStore.ts';
import { addressOf, configFromAddress } from './url.ts';

/**
 * `stopped` is a run that was begun and is taken up again; `behind` and `skipped` ended before their last epoch by the rule and by a
 * person. What the others are, their names say.
 */
const entryStates = [
  'waiting',
  'running',
  'done',
  'diverged',
  'stopped',
  'behind',
  'skipped',
  'failed',
] as const;
export type EntryState = (typeof entryStates)[number];

export interface QueueEntry {
  readonly id: string;
  readonly config: RunConfig;
  readonly state: EntryState;
  /** Of its record, once begun. */
  readonly runId?: string;
  /** The ready experiment that it is of. */
  readonly experiment?: string;
}

/** Why the queue waits for a person. */
const holds = ['stopped', 'after-this', 'failed', 'asks', 'elsewhere', 'opened'] as const;
export type Hold = (typeof holds)[number];

export interface QueueState {
  readonly entries: readonly QueueEntry[];
  /** Which ready experiment the entries that came last are of. */
  readonly experiment?: string;
  readonly stopAfterThis: boolean;
  readonly rules: EarlyStop;
  /** Whether this tab works through it by itself. */
  readonly active: boolean;
  /** Whether another tab does. */
  readonly elsewhere: boolean;
  readonly held?: Hold;
}

export interface QueueActions {
  /**
   * Puts runs at the end and starts where nothing trains. A queue of which all is over begins anew.
   * @returns why not, where there would be too many.
   */
  add(
    configs: readonly RunConfig[],
    from?: { readonly experiment?: string; readonly rules?: EarlyStop },
  ): SweepProblem | undefined;
  /** Leaves one out that is not over; the one that trains is stopped, and keeps what it has. */
  skip(id: string): void;
  /** Takes one up again that was left out, ended early or failed. */
  again(id: string): void;
  /** Before or behind its neighbour, of those that wait. */
  move(id: string, by: -1 | 1): void;
  stopAfterThis(on: boolean): void;
  goOn(): void;
  /** Forgets all. The run that trains goes on as one like any other. */
  clear(): void;
}

export interface Queue {
  readonly store: StoreApi<QueueState>;
  readonly actions: QueueActions;
}

export const isOver = ({ state }: QueueEntry): boolean =>
  state !== 'waiting' && state !== 'running' && state !== 'stopped';

export interface QueueDependencies {
  readonly page: Page;
  readonly runs: Pick<Runs, 'store' | 'settled'>;
  readonly files: { readonly actions: Pick<Files['actions'], 'resume'> };
  /** Of the browser. */
  readonly storage: TextStorage;
  /** Of this tab. */
  readonly tabStorage: TextStorage;
  readonly locks: RunLocks;
  /** Calls back when another tab has stored something. */
  readonly onStored: (listener: () => void) => void;
}

const name = 'queue';
/** Failed runs in a row after which a person should look. */
const mostFailures = 2;

const storedSchema = v.object({
  entries: v.array(
    v.object({
      id: v.string(),
      /** The config as an address: that is read as strictly as any, whichever version of the page wrote it. */
      at: v.string(),
      state: v.picklist(entryStates),
      runId: v.optional(v.string()),
      experiment: v.optional(v.string()),
    }),
  ),
  experiment: v.optional(v.string()),
  // What never changed is not stored.
  stopAfterThis: v.optional(v.boolean(), false),
  rules: v.optional(
    v.object({ behindMedian: v.boolean(), grace: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    noEarlyStop,
  ),
  held: v.optional(v.picklist(holds)),
});
type Stored = v.InferOutput<typeof storedSchema>;

const storedOf = ({ entries, experiment, stopAfterThis, rules, held }: QueueState): Stored => ({
  entries: entries.map(({ config, ...rest }) => ({ ...rest, at: addressOf(config, '') })),
  experiment,
  stopAfterThis,
  rules,
  held,
});

/** Nothing of a damaged queue is taken: some of its runs alone would be another experiment. */
function restored(stored: unknown, state: QueueState): QueueState {
  const read = v.safeParse(storedSchema, stored);
  if (!read.success) return state;
  const { entries, ...rest } = read.output;
  const known = entries.map(({ at, ...entry }) => ({ ...entry, ...configFromAddress(at) }));
  if (known.some(({ problems }) => problems.length > 0)) return state;
  return { ...state, ...rest, entries: known.map(({ problems: _, ...entry }) => entry) };
}

export function createQueue(dependencies: QueueDependencies): Queue {
  const { page, runs, files, storage, tabStorage, locks, onStored } = dependencies;
  const store = createPersisted<QueueState, Stored>(
    { entries: [], stopAfterThis: false, rules: noEarlyStop, active: false, elsewhere: false },
    { storage, name, select: storedOf, restore: restored },
  );
  /** Whether this tab was at work when it was left: it goes on by itself when it is loaded anew. */
  const here = createPersisted<{ readonly working: boolean }, { readonly working: boolean }>(
    { working: false },
    {
      storage: tabStorage,
      name: 'queue-here',
      select: (state) => state,
      restore: (stored) => ({ working: (Object(stored) as { working?: unknown }).working === true }),
    },
  );
  const { getState: state, setState: set } = store;
  const isUnfinished = () => state().entries.some((entry) => !isOver(entry));
  const current = () => page.store.getState().run;

  const change = (id: string, part: Partial<QueueEntry>) =>
    set({ entries: state().entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)) });
  const entryOf = (run: Pick<Run, 'id'> | undefined) =>
    run && state().entries.find(({ runId }) => runId === run.id);

  /** Gives the lock back. */
  let leave: (() => void) | undefined;
  /** What becomes of the run that was asked to stop. */
  const leaving = new Map<string, EntryState>();
  /** Entries that a person wants to the end, behind or not. */
  const spared = new Set<string>();
  let failures = 0;
  let busy = false;

  const letGo = () => {
    leave?.();
    leave = undefined;
  };
  const rest = (held?: Hold) => {
    letGo();
    failures = 0;
    set({ active: false, held, stopAfterThis: false });
    note();
  };
  /** A paused run is none that a tab goes on with by itself. */
  const note = () => {
    const run = current();
    const working = state().active && !(entryOf(run) && run?.phase === 'paused' && !run.end);
    if (here.getState().working !== working) here.setState({ working });
  };
  /** What takes the lock does so one after the other. */
  let turn: Promise<void> = Promise.resolve();
  /** @returns whether this tab has the queue for itself. */
  const take = async (): Promise<boolean> => {
    leave ??= await locks.take(name);
    set({ elsewhere: !leave });
    if (!leave) {
      set({ active: false });
      waitForOther();
    }
    return leave !== undefined;
  };
  /** Works through the queue from now on; where another tab does, once that is gone. */
  const work = () => {
    set({ active: true, held: undefined });
    note();
    turn = turn.then(async () => {
      if (state().active && (await take())) void advance();
    });
  };

  /** Begins the next run, or takes up the one that was begun. */
  const advance = async (): Promise<void> => {
    if (busy || !leave || !state().active || isActive(current())) return;
    const { entries } = state();
    const entry =
      entries.find((entry) => entry.state === 'stopped' || entry.state === 'running') ??
      entries.find((entry) => entry.state === 'waiting');
    if (!entry) return rest();
    // Of an earlier visit, and the address has an assignment by now.
    if (!page.actions.admits(entry.config)) {
      change(entry.id, { state: 'skipped' });
      return advance();
    }
    busy = true;
    const found = entry.runId === undefined ? 'none' : await takeUp(entry.runId).catch((): Found => 'none');
    busy = false;
    if (found === 'under-way') return;
    // Somebody may have changed their mind meanwhile.
    if (!state().active || isActive(current())) return;
    const same = state().entries.find(({ id, state }) => id === entry.id && state === entry.state);
    if (!same) return advance();
    if (found === 'elsewhere') {
      change(entry.id, { state: 'stopped' });
      return rest('elsewhere');
    }
    if (found !== 'none') {
      change(entry.id, { state: found });
      return advance();
    }
    // A record that was begun and can go on from nowhere is begun anew: it would tell of nothing else.
    const known = runs.store.getState().runs.some(({ id }) => id === entry.runId);
    const run = newRun((known && entry.runId) || nextId(), entry.config);
    change(entry.id, { state: 'running', runId: run.id });
    page.actions.startFrom(run, undefined, true);
  };

  type Found = 'under-way' | 'elsewhere' | 'none' | 'done' | 'diverged';
  /** How a run ended whose end this tab did not hear. */
  const endOf = (runId: string): Found | undefined => {
    const end = runs.store.getState().runs.find(({ id }) => id === runId)?.end;
    if (end?.outcome === 'finished') return 'done';
    return end?.problem?.kind === 'diverged' ? 'diverged' : undefined;
  };
  /** Goes on with a run that was begun. @returns `none` where nothing is left to go on from. */
  const takeUp = async (runId: string): Promise<Found> => {
    await runs.settled();
    const known = endOf(runId);
    if (known) return known;
    await files.actions.resume(runId, undefined, true);
    if (entryOf(current())?.runId === runId && isActive(current())) return 'under-way';
    if (runs.store.getState().elsewhere.includes(runId)) return 'elsewhere';
    return endOf(runId) ?? 'none';
  };

  /** Entries whose end is being written. */
  const ending = new Set<string>();
  /** A run is over once its record says so: what the page had not written yet would be lost with it, and the queue would not know. */
  const ended = (entry: QueueEntry, end: NonNullable<Run['end']>) => {
    if (ending.has(entry.id)) return;
    ending.add(entry.id);
    void runs.settled().then(() => {
      ending.delete(entry.id);
      const run = current();
      const goesOn = run?.id === entry.runId && isActive(run);
      if (!goesOn && state().entries.some(({ id }) => id === entry.id)) over(entry, end);
    });
  };
  const over = (entry: QueueEntry, { outcome, problem }: NonNullable<Run['end']>) => {
    const asked = leaving.get(entry.id);
    leaving.delete(entry.id);
    const hold = (next: EntryState, why: Hold) => {
      change(entry.id, { state: next });
      rest(why);
    };
    if (problem && asksFirst(problem)) return hold('stopped', 'asks');
    if (outcome === 'stopped' && !asked) return hold('stopped', 'stopped');
    const diverged = problem?.kind === 'diverged';
    const failed = outcome === 'failed' && !diverged;
    failures = failed ? failures + 1 : 0;
    const so = outcome === 'finished' ? 'done' : diverged ? 'diverged' : failed ? 'failed' : asked;
    change(entry.id, { state: so ?? 'stopped' });
    const more = isUnfinished();
    if (more && failures >= mostFailures) return rest('failed');
    if (more && state().stopAfterThis) return rest('after-this');
    // What hears of the end beside this does so first.
    queueMicrotask(() => void advance());
  };

  /** Ends the run that trains early where the rule says so. */
  const judge = (entry: QueueEntry, run: Run) => {
    // What a ready experiment finds, it finds of whole runs.
    if (entry.experiment !== undefined || spared.has(entry.id)) return;
    const { entries, rules } = state();
    const done = new Set(entries.filter(({ state }) => state === 'done').map(({ runId }) => runId));
    const finished = runs.store
      .getState()
      .runs.filter(({ id }) => done.has(id))
      .map(({ epochs }) => epochs);
    const left = run.config.epochs - (run.epochs.at(-1)?.epoch ?? 0);
    if (left > 0 && isBehind(rules, run.epochs, finished)) leaveRun(entry, 'behind');
  };
  const leaveRun = (entry: QueueEntry, as: EntryState) => {
    if (leaving.has(entry.id)) return;
    leaving.set(entry.id, as);
    queueMicrotask(() => page.actions.stop());
  };

  const hear = ({ run }: PageState, before?: PageState) => {
    const entry = entryOf(run);
    if (run && entry) {
      if (!run.end && entry.state !== 'running') {
        // A person went on with it, or with what it asked first.
        change(entry.id, { state: 'running' });
        work();
      } else if (run.end && entry.state === 'running') ended(entry, run.end);
      else if (!run.end && run.epochs !== before?.run?.epochs) judge(entry, run);
      note();
    } else if (!isActive(run) && before?.run !== run) {
      // Whoever began that run may have another to follow it, such as the twin of a pair, and goes first.
      setTimeout(() => void advance());
    }
  };

  let waits = false;
  const waitForOther = () => {
    if (waits) return;
    waits = true;
    void locks.free(name).then(() => {
      waits = false;
      readAgain();
    });
  };
  /** Finds out whether another tab works through the queue, and goes on where this one was at work. */
  const look = () => {
    turn = turn.then(async () => {
      if (leave || !(await take())) return;
      if (here.getState().working && isUnfinished()) return work();
      settle();
      letGo();
    });
  };
  /** Nobody trains what another page left. */
  const settle = () => {
    const left = state().entries.find(({ state, runId }) => state === 'running' && runId !== current()?.id);
    if (left) change(left.id, { state: 'stopped' });
    if (!state().held && isUnfinished()) set({ held: 'opened' });
  };
  const readAgain = () => {
    if (leave || state().active) return;
    void store.persist.rehydrate();
    if (!waits) look();
  };

  const mayChange = () => !state().elsewhere;

  const actions: QueueActions = {
    add(configs, from = {}) {
      const known = state().entries;
      const waiting = known.filter((entry) => !isOver(entry)).length;
      if (waiting + configs.length > mostRuns)
        return { kind: 'queue-full', runs: configs.length, waiting, most: mostRuns };
      if (configs.length === 0 || !mayChange()) return undefined;
      // What an assignment does not allow is said by the page.
      if (!configs.every(page.actions.admits)) return undefined;
      const { experiment, rules } = from;
      const added = configs.map(
        (config): QueueEntry => ({
          id: nextId(),
          config,
          state: 'waiting',
          ...(experiment !== undefined && { experiment }),
        }),
      );
      const entries = [...(waiting > 0 ? known : []), ...added];
      set({ entries, experiment, rules: rules ?? (waiting > 0 ? state().rules : noEarlyStop) });
      work();
      return undefined;
    },
    skip(id) {
      const entry = state().entries.find((entry) => entry.id === id);
      if (!entry || isOver(entry) || !mayChange()) return;
      const run = current();
      if (isActive(run) && entry.runId === run.id) leaveRun(entry, 'skipped');
      else change(id, { state: 'skipped' });
    },
    again(id) {
      const entry = state().entries.find((entry) => entry.id === id);
      const may = entry && ['skipped', 'behind', 'failed'].includes(entry.state);
      if (!may || !mayChange()) return;
      spared.add(id);
      change(id, { state: 'waiting' });
      work();
    },
    move(id, by) {
      const entries = [...state().entries];
      const at = entries.findIndex((entry) => entry.id === id);
      const waits = (i: number) => entries[i]?.state === 'waiting';
      const beside =
        by < 0
          ? entries.findLastIndex((_, i) => i < at && waits(i))
          : entries.findIndex((_, i) => i > at && waits(i));
      const [entry, other] = [entries[at], entries[beside]];
      if (!entry || !other || !waits(at) || !mayChange()) return;
      entries[at] = other;
      entries[beside] = entry;
      set({ entries });
    },
    stopAfterThis: (stopAfterThis) => mayChange() && set({ stopAfterThis }),
    goOn: () => mayChange() && work(),
    clear() {
      if (!mayChange()) return;
      set({ entries: [], experiment: undefined, rules: noEarlyStop });
      rest();
    },
  };

  page.store.subscribe(hear);
  onStored(readAgain);
  look();
  return { store, actions };
}
