/**
 * The store of all runs of this browser: the page's own as it goes on, those of earlier visits and those of other tabs. A record is
 * saved at every start, epoch, change, pause and end, and every few seconds in between. Tabs tell one another what they wrote; a tab
 * writes what it changes and no more, so that one that knows an old state of a run does not put it back.
 */

import type { StoreApi } from 'zustand/vanilla';
import { type Problem, problemOf } from '../../problems/index.ts';
import type { CheckpointInfo } from '../../storage/checkpoints.ts';
import { nameLimit, noteLimit, type RunRecord } from '../../storage/runRecord.ts';
import { noRepository, type RunRepository } from '../../storage/runRepository.ts';
import { createPersisted, type TextStorage } from '../storage/persisted.ts';
import { noLocks, type RunLocks } from '../storage/runLocks.ts';
import { lonelyTab, type Tabs } from '../storage/tabs.ts';
import { holdRuns } from './heldRun.ts';
import type { PageState } from './page.ts';
import { type ReferenceId, referenceIds } from './references.ts';
import { isActive, type Run } from './run.ts';
import { concluded, inOrder, madeRoomFor, newRecord, updatedRecord, withMarks } from './runs.ts';

export interface RunsState {
  /** Oldest first. Empty until they are loaded. */
  readonly runs: readonly RunRecord[];
  readonly loaded: boolean;
  /** False where the browser stores nothing for this page. */
  readonly persistent: boolean;
  /** Records that could not be read. */
  readonly damaged: number;
  /** Why the last write failed, if it did. */
  readonly saveProblem?: Problem;
  /** Runs that other tabs have under way. */
  readonly elsewhere: readonly string[];
  /** The runs that were deleted last, in one go, as long as they can be had back. */
  readonly deleted: readonly RunRecord[];
  /** Results of others that are drawn. */
  readonly references: readonly ReferenceId[];
}

/** What a person says of a run. */
export type RunMarks = Pick<RunRecord, 'name' | 'note' | 'pinned' | 'shown'>;

export interface Runs {
  readonly store: StoreApi<RunsState>;
  readonly actions: {
    /** An empty name leaves the one there is; name and note are cut to their limits. */
    mark(id: string, marks: Partial<RunMarks>): void;
    /** Puts runs on the curves, or takes them off. */
    show(ids: readonly string[], shown: boolean): void;
    /** Deletes those of the runs that are under way nowhere. */
    remove(ids: readonly string[]): void;
    /**
     * Takes a run for this tab, to go on with it, and reads what is stored of it by now: another tab may have trained it since.
     * @returns false where another tab trains it.
     */
    claim(id: string): Promise<boolean>;
    /** Leaves a run that was claimed to others, unless it is under way here. */
    leave(id: string): void;
    /** Gives runs that nobody trains the end that their page did not live to hear, where these checkpoints tell of it. */
    conclude(checkpoints: readonly CheckpointInfo[]): Promise<void>;
    /** Has the deleted runs back. */
    undo(): void;
    /** The deleted runs cannot be had back any more. */
    forget(): void;
    showReference(id: ReferenceId, shown: boolean): void;
  };
  /** Calls back with the id of a run that is gone for good, so that what else is stored of it can go too. */
  onDelete(listener: (runId: string) => void): void;
  /** Calls back when another tab has stored something of a run. `gone` are runs that it deleted. */
  onElsewhere(listener: (gone: readonly string[]) => void): void;
  /** Tells the other tabs that something was stored of a run besides its record. */
  tell(runId: string): void;
  /** Resolves when all that is known by now is written, or could not be. */
  settled(): Promise<void>;
}

export interface RunsDependencies {
  readonly page: StoreApi<PageState>;
  readonly openRepository: () => Promise<RunRepository>;
  readonly storage: TextStorage;
  readonly locks?: RunLocks;
  readonly tabs?: Tabs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Milliseconds between two writes of a run in which nothing of note happens. */
export const saveInterval = 5000;
/** Milliseconds in which what other tabs tell is gathered before it is read. */
export const tellInterval = 250;

/** Whether more than steps and vitals happened since. */
const ofNote = (before: Run | undefined, run: Run): boolean =>
  before?.id !== run.id ||
  before.epochs !== run.epochs ||
  before.log !== run.log ||
  before.phase !== run.phase ||
  before.device !== run.device;

/** The references in a stored list that there are. */
const referencesFrom = (ids: unknown): readonly ReferenceId[] =>
  Array.isArray(ids) ? referenceIds.filter((id) => ids.includes(id)) : [];

/** Whether two records of a run tell the same of its training. */
const isAsFar = (a: RunRecord, b: RunRecord): boolean =>
  a.tab === b.tab &&
  a.step === b.step &&
  a.epochs.length === b.epochs.length &&
  a.changes.length === b.changes.length &&
  a.end?.outcome === b.end?.outcome;

const cleaned = ({ name, note, ...rest }: Partial<RunMarks>): Partial<RunMarks> => ({
  ...rest,
  ...(name?.trim() && { name: name.trim().slice(0, nameLimit) }),
  ...(note !== undefined && { note: note.slice(0, noteLimit) }),
});

/** Loads the runs there are and follows the page's own from now on. */
export function followRuns(dependencies: RunsDependencies): Runs {
  const { page, openRepository, storage, now, locks = noLocks, tabs = lonelyTab } = dependencies;
  const store = createPersisted<RunsState, Pick<RunsState, 'references'>>(
    {
      runs: [],
      loaded: false,
      persistent: true,
      damaged: 0,
      elsewhere: [],
      deleted: [],
      references: [],
    },
    {
      storage,
      name: 'references',
      select: ({ references }) => ({ references }),
      restore: (stored, state) => ({
        ...state,
        references: referencesFrom((Object(stored) as Record<'references', unknown>).references),
      }),
      // Up to 217e12d they were called ghosts.
      earlier: (text) => ({ references: text('ghosts')?.split(',') }),
    },
  );
  let repository = noRepository;
  let listeners: readonly ((runId: string) => void)[] = [];
  let elsewhereListeners: readonly ((gone: readonly string[]) => void)[] = [];
  /** Writes one after the other: the last word on a run is the last written. */
  let writes: Promise<void> = Promise.resolve();
  /** Writes of each run that are under way: what is read of it meanwhile is older than what is here. */
  const pending = new Map<string, number>();
  /** Writes something of a run and tells the other tabs. Nothing follows where that fails, but that it is said. */
  const write = <T>(id: string, task: () => Promise<T>, written: (result: T) => void = () => {}) => {
    pending.set(id, (pending.get(id) ?? 0) + 1);
    const over = () => {
      const left = (pending.get(id) ?? 1) - 1;
      if (left > 0) pending.set(id, left);
      else pending.delete(id);
    };
    writes = writes.then(task).then(
      (result) => {
        over();
        if (store.getState().saveProblem) store.setState({ saveProblem: undefined });
        tabs.tell([id]);
        written(result);
      },
      (error) => {
        over();
        store.setState({ saveProblem: problemOf(error) });
      },
    );
  };
  const isOwn = (id: string): boolean => {
    const { run } = page.getState();
    return run?.id === id && isActive(run);
  };
  /** Takes over what is stored of a run by now, unless this tab is about to write of it. */
  const take = (id: string, stored: RunRecord | undefined) => {
    if (pending.has(id)) return;
    const { runs, elsewhere } = store.getState();
    const mine = runs.find((run) => run.id === id);
    if (!stored) {
      if (!mine) return;
      // Deleted in another tab.
      gone.add(id);
      store.setState({
        runs: runs.filter((run) => run.id !== id),
        elsewhere: elsewhere.filter((other) => other !== id),
      });
      return;
    }
    gone.delete(id);
    const next = mine && (isOwn(id) || isAsFar(mine, stored)) ? withMarks(mine, stored) : stored;
    if (next !== mine) store.setState({ runs: inOrder([...runs.filter((run) => run !== mine), next]) });
  };
  /** Changes runs here at once, and their stored records as those are by then. */
  const change = (ids: readonly string[], how: (run: RunRecord) => RunRecord) => {
    const { runs } = store.getState();
    const changed = new Map(runs.filter(({ id }) => ids.includes(id)).map((run) => [run.id, how(run)]));
    if (changed.size === 0) return;
    store.setState({ runs: runs.map((run) => changed.get(run.id) ?? run) });
    for (const [id, mine] of changed) save(id, how, mine);
  };
  /** @param whole What is written where nothing is stored: the browser's data may have been deleted. */
  const save = (id: string, how: (run: RunRecord) => RunRecord, whole: RunRecord) =>
    write(
      id,
      () => repository.change(id, (stored) => (stored ? how(stored) : whole)),
      (stored) => {
        claims.delete(id);
        take(id, stored);
      },
    );

  /** The page's run as it was last put, and when. */
  let seen: Run | undefined;
  let savedAt = 0;
  const held = holdRuns(locks, (id) => tabs.tell([id]));
  /** Runs that were deleted: what is left of them on the page must not bring them back. */
  const gone = new Set<string>();
  const forget = () => {
    const { deleted } = store.getState();
    if (deleted.length === 0) return;
    store.setState({ deleted: [] });
    for (const { id } of deleted) for (const listener of listeners) listener(id);
  };
  /** Runs that this tab trains from now on, whoever trained them before, until that is written. */
  const claims = new Set<string>();
  const begin = (run: Run, progress: (record: RunRecord) => RunRecord) => {
    forget();
    const { runs } = store.getState();
    change(madeRoomFor(runs), (record) => ({ ...record, shown: false }));
    const record = progress(newRecord(run, runs, now()));
    store.setState({ runs: inOrder([...store.getState().runs, record]) });
    save(run.id, progress, record);
  };
  const follow = (always = false) => {
    const { run } = page.getState();
    if (!run || run === seen || gone.has(run.id) || !store.getState().loaded) return;
    if (!always && !ofNote(seen, run) && now() - savedAt < saveInterval) return;
    const { id } = run;
    if (isActive(run) && (seen?.id !== id || !isActive(seen))) claims.add(id);
    // Of a run that another tab goes on with, that tab has to tell.
    const progress = (record: RunRecord) =>
      claims.has(id) || record.tab === tabs.own ? { ...updatedRecord(record, run), tab: tabs.own } : record;
    if (store.getState().runs.some((record) => record.id === id)) change([id], progress);
    else begin(run, progress);
    if (isActive(run) && held.id !== id) void held.hold(id);
    // A tab that waits for the end of this run must find it written.
    if (!isActive(run) && held.id === id) held.release(writes);
    // The word of another tab may be lost: who trains too is looked up as long as this one does.
    if (isActive(run) && store.getState().elsewhere.length > 0) void lookElsewhere();
    seen = run;
    savedAt = now();
  };

  const load = async () => {
    repository = await openRepository();
    const { runs, damaged } = await repository.load();
    store.setState({ runs: inOrder(runs), damaged, persistent: repository.persistent });
    await lookElsewhere();
  };
  /** Asks which runs other tabs have under way, and waits for the end of each. */
  const lookElsewhere = async () => {
    const known = store.getState().elsewhere;
    const elsewhere = (await locks.held()).filter((id) => id !== held.id);
    if (elsewhere.join() !== known.join()) store.setState({ elsewhere });
    for (const id of elsewhere) if (!known.includes(id)) void locks.free(id).then(() => lookAgain([id]));
  };
  /** Reads what others have written of these runs. */
  const lookAgain = async (ids: readonly string[]) => {
    for (const id of ids) {
      // What cannot be read now stays as it is known.
      const read = await repository.read(id).then(
        (stored) => ({ stored }),
        () => undefined,
      );
      if (read) take(id, read.stored);
    }
    await lookElsewhere();
    const goneNow = ids.filter((id) => gone.has(id));
    for (const listener of elsewhereListeners) listener(goneNow);
  };
  /** What others told and was not read yet. */
  const told = new Set<string>();
  tabs.listen((ids) => {
    const first = told.size === 0;
    for (const id of ids) told.add(id);
    if (first)
      setTimeout(async () => {
        await loading;
        const ids = [...told];
        told.clear();
        await lookAgain(ids);
      }, tellInterval);
  });
  const loading = load()
    .catch(() => {
      repository = noRepository;
      store.setState({ persistent: false });
    })
    .then(() => {
      store.setState({ loaded: true });
      follow();
    });
  page.subscribe(() => follow());

  return {
    store,
    actions: {
      mark(id, marks) {
        change([id], (run) => ({ ...run, ...cleaned(marks) }));
      },
      show(ids, shown) {
        const changed = store.getState().runs.filter((run) => ids.includes(run.id) && run.shown !== shown);
        change(
          changed.map(({ id }) => id),
          (run) => ({ ...run, shown }),
        );
      },
      remove(ids) {
        const { runs, elsewhere } = store.getState();
        const { run } = page.getState();
        const goes = ({ id }: RunRecord) =>
          ids.includes(id) && !(run?.id === id && isActive(run)) && !elsewhere.includes(id);
        const deleted = runs.filter(goes);
        if (deleted.length === 0) return;
        forget();
        for (const { id } of deleted) gone.add(id);
        store.setState({ runs: runs.filter((record) => !goes(record)), deleted });
        for (const { id } of deleted) write(id, () => repository.remove(id, now()));
      },
      async claim(id) {
        if (isActive(page.getState().run)) return isOwn(id);
        const taken = await held.hold(id);
        await lookAgain([id]);
        return taken;
      },
      leave(id) {
        if (held.id === id && !isOwn(id)) held.release();
      },
      async conclude(checkpoints) {
        await loading;
        const { runs, elsewhere } = store.getState();
        for (const checkpoint of checkpoints) {
          const { runId } = checkpoint;
          const record = runs.find(({ id }) => id === runId);
          if (!record || isOwn(runId) || elsewhere.includes(runId)) continue;
          if (concluded(record, checkpoint) !== record)
            change([runId], (stored) => concluded(stored, checkpoint));
        }
      },
      undo() {
        const { deleted } = store.getState();
        for (const { id } of deleted) gone.delete(id);
        store.setState({ deleted: [], runs: inOrder([...store.getState().runs, ...deleted]) });
        for (const run of deleted) write(run.id, () => repository.restore(run));
      },
      forget,
      showReference(id, shown) {
        const { references } = store.getState();
        const next = referenceIds.filter((reference) =>
          reference === id ? shown : references.includes(reference),
        );
        store.setState({ references: next });
      },
    },
    onDelete(listener) {
      listeners = [...listeners, listener];
    },
    onElsewhere(listener) {
      elsewhereListeners = [...elsewhereListeners, listener];
    },
    tell: (runId) => tabs.tell([runId]),
    async settled() {
      await loading;
      follow(true);
      await writes;
    },
  };
}
