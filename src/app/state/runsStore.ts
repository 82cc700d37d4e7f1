/**
 * The store of all runs of this browser: the page's own as it goes on, and those of earlier visits. A record is saved
 * at every start, epoch, change, pause and end, and every few seconds in between.
 */

import type { StoreApi } from 'zustand/vanilla';
import { nameLimit, noteLimit, type RunRecord } from '../../storage/runRecord.ts';
import { noRepository, type RunRepository } from '../../storage/runRepository.ts';
import { createPersisted, type TextStorage } from '../storage/persisted.ts';
import { noLocks, type RunLocks } from '../storage/runLocks.ts';
import type { PageState } from './page.ts';
import { type ReferenceId, referenceIds } from './references.ts';
import { isActive, type Run } from './run.ts';
import { inOrder, newRecord, updatedRecord, withRoom } from './runs.ts';

export interface RunsState {
  /** Oldest first. Empty until they are loaded. */
  readonly runs: readonly RunRecord[];
  readonly loaded: boolean;
  /** False where the browser stores nothing for this page. */
  readonly persistent: boolean;
  /** Records that could not be read. */
  readonly damaged: number;
  /** True where the last write failed: the disk may be full. */
  readonly saveFailed: boolean;
  /** Runs that another tab had under way when these were loaded, and still has. */
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
    /** Has the deleted runs back. */
    undo(): void;
    /** The deleted runs cannot be had back any more. */
    forget(): void;
    showReference(id: ReferenceId, shown: boolean): void;
  };
  /** Calls back with the id of a run that is gone for good, so that what else is stored of it can go too. */
  onDelete(listener: (runId: string) => void): void;
  /** Resolves when all that is known by now is written, or could not be. */
  settled(): Promise<void>;
}

export interface RunsDependencies {
  readonly page: StoreApi<PageState>;
  readonly openRepository: () => Promise<RunRepository>;
  readonly storage: TextStorage;
  readonly locks?: RunLocks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Milliseconds between two writes of a run in which nothing of note happens. */
export const saveInterval = 5000;

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

const cleaned = ({ name, note, ...rest }: Partial<RunMarks>): Partial<RunMarks> => ({
  ...rest,
  ...(name?.trim() && { name: name.trim().slice(0, nameLimit) }),
  ...(note !== undefined && { note: note.slice(0, noteLimit) }),
});

/** Loads the runs there are and follows the page's own from now on. */
export function followRuns({ page, openRepository, storage, now, locks = noLocks }: RunsDependencies): Runs {
  const store = createPersisted<RunsState, Pick<RunsState, 'references'>>(
    {
      runs: [],
      loaded: false,
      persistent: true,
      damaged: 0,
      saveFailed: false,
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
  /** Writes one after the other: the last word on a run is the last written. */
  let writes: Promise<void> = Promise.resolve();
  const write = (task: () => Promise<void>) => {
    writes = writes.then(task).then(
      () => {
        if (store.getState().saveFailed) store.setState({ saveFailed: false });
      },
      () => store.setState({ saveFailed: true }),
    );
  };
  const put = (...changed: RunRecord[]) => {
    if (changed.length === 0) return;
    const { runs } = store.getState();
    const latest = new Map([...runs, ...changed].map((run) => [run.id, run]));
    store.setState({ runs: inOrder([...latest.values()]) });
    for (const run of changed) write(() => repository.save(run));
  };

  /** The page's run as it was last put, and when. */
  let seen: Run | undefined;
  let savedAt = 0;
  let held: { readonly id: string; readonly release: () => void } | undefined;
  /** Runs that were deleted: what is left of them on the page must not bring them back. */
  const gone = new Set<string>();
  const forget = () => {
    const { deleted } = store.getState();
    if (deleted.length === 0) return;
    store.setState({ deleted: [] });
    for (const { id } of deleted) for (const listener of listeners) listener(id);
  };
  const begin = (run: Run) => {
    forget();
    const { runs } = store.getState();
    put(...withRoom(runs).filter((record) => !runs.includes(record)));
    put(newRecord(run, store.getState().runs, now()));
  };
  const follow = (always = false) => {
    const { run } = page.getState();
    if (!run || run === seen || gone.has(run.id) || !store.getState().loaded) return;
    if (!always && !ofNote(seen, run) && now() - savedAt < saveInterval) return;
    const record = store.getState().runs.find(({ id }) => id === run.id);
    if (record) put(updatedRecord(record, run));
    else begin(run);
    if (held?.id !== run.id && isActive(run)) held = { id: run.id, release: locks.hold(run.id) };
    if (held?.id === run.id && !isActive(run)) {
      // A tab that waits for the end of this run must find it written.
      writes.then(held.release);
      held = undefined;
    }
    seen = run;
    savedAt = now();
  };

  const load = async () => {
    repository = await openRepository();
    const { runs, damaged } = await repository.load();
    const elsewhere = await locks.held();
    store.setState({ runs: inOrder(runs), damaged, persistent: repository.persistent, elsewhere });
    for (const id of elsewhere) void locks.free(id).then(() => reread(id));
  };
  /** What came of a run that another tab had under way. */
  const reread = async (id: string) => {
    const { runs } = await repository.load();
    const ended = runs.find((run) => run.id === id);
    const others = store.getState().runs.filter((run) => run.id !== id);
    store.setState({
      runs: inOrder(ended ? [...others, ended] : others),
      elsewhere: store.getState().elsewhere.filter((other) => other !== id),
    });
  };
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
        const run = store.getState().runs.find((record) => record.id === id);
        if (run) put({ ...run, ...cleaned(marks) });
      },
      show(ids, shown) {
        const changed = store.getState().runs.filter((run) => ids.includes(run.id) && run.shown !== shown);
        put(...changed.map((run) => ({ ...run, shown })));
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
        for (const { id } of deleted) write(() => repository.remove(id));
      },
      undo() {
        const { deleted } = store.getState();
        for (const { id } of deleted) gone.delete(id);
        store.setState({ deleted: [] });
        put(...deleted);
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
    async settled() {
      await loading;
      follow(true);
      await writes;
    },
  };
}
