/**
 * Files on the page: which runs have weights, what is being exported, and the file that is open. Asks the worker and keeps its
 * answers. A store without React.
 */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ModelSpec } from '../../model/spec.ts';
import { withNetwork } from '../../training/config.ts';
import { isUnfinished, type KeptCheckpoint } from '../../worker/checkpoints.ts';
import type { Answer, FilePreview } from '../../worker/protocol.ts';
import { type Keep, keepText, keptText } from '../storage/texts.ts';
import type { TrainerClient } from './client.ts';
import { requiredContext } from './context.ts';
import { type ExportChoice, fileName } from './fileNames.ts';
import { nextId, type Page, type PageState } from './page.ts';
import { importedRun, resumedRun } from './resumedRun.ts';
import { isActive, newRun } from './run.ts';
import type { KeptRun } from './runs.ts';
import type { Runs, RunsState } from './runsStore.ts';

/** How an evaluation is going. */
export type Evaluation =
  | (Extract<Answer, { type: 'progress' }> & { readonly id: string })
  | Extract<Answer, { type: 'evaluated' | 'failed' }>;

export interface OpenFile {
  readonly id: string;
  readonly file: File;
  readonly preview?: FilePreview;
  /** Why the file is no use, as one sentence. */
  readonly problem?: string;
  readonly evaluation?: Evaluation;
}

export interface FilesState {
  /** Checkpoints there are, the newest first. */
  readonly kept: readonly KeptCheckpoint[];
  /** Runs whose checkpoints went to make room for others, and were not yet taken note of. */
  readonly dropped: readonly string[];
  /** Why checkpoints cannot outlive the page. */
  readonly keepProblem?: string;
  /** The export under way. */
  readonly exporting?: { readonly id: string; readonly runId: string };
  readonly exportProblem?: string;
  /** Name of the file that was exported last. */
  readonly exported?: string;
  readonly open?: OpenFile;
  /** The run that is not to be offered to go on any more. */
  readonly declined?: string;
}

export interface Files {
  readonly store: StoreApi<FilesState>;
  readonly actions: {
    /** Saves the weights of a run as a file. */
    exportRun(runId: string, choice: ExportChoice): void;
    openFile(file: File): void;
    closeFile(): void;
    /** Chooses the network of the file that is open. */
    useNetwork(spec: ModelSpec): void;
    /** Measures the file that is open on the test pictures. */
    evaluate(): void;
    stopEvaluation(): void;
    /** Starts a run from the weights of the file that is open. */
    trainFromFile(): void;
    /** Goes on with the run in the file that is open. @param epochs More of them, where all are done. */
    goOnFromFile(epochs?: number): void;
    /** Goes on with a run that is kept. */
    resume(runId: string): void;
    /** Does not offer it again. */
    decline(runId: string): void;
    /** Takes note of what was said. */
    dismiss(what: 'exportProblem' | 'keepProblem' | 'dropped'): void;
  };
}

export interface FilesSurroundings {
  readonly client: TrainerClient;
  readonly page: Page;
  readonly runs: Runs;
  readonly keep: Keep;
  /** Hands a file to the person. */
  readonly save: (bytes: Uint8Array, name: string) => void;
  /** Checkpoints of earlier visits. */
  readonly list: () => Promise<readonly KeptCheckpoint[]>;
  readonly deleteCheckpoints: (runId: string) => Promise<void>;
}

const declinedKey = 'resnet-playground.declined';

export function createFiles(surroundings: FilesSurroundings): Files {
  const { client, page, runs, keep, save, list, deleteCheckpoints } = surroundings;
  const store = createStore<FilesState>(() => ({
    ...{ kept: [], dropped: [], declined: keptText(keep, declinedKey) },
  }));
  const { getState: state, setState: set } = store;
  /** What to do with the answers to requests. */
  const waiting = new Map<string, (answer: Answer) => void>();
  const nameOf = (runId: string): string =>
    runs.store.getState().runs.find((run) => run.id === runId)?.name ?? '';

  const setKept = (kept: readonly KeptCheckpoint[]) =>
    set({ kept: [...kept].sort((a, b) => b.savedAt - a.savedAt) });
  client.onMessage((message) => {
    if (message.type === 'answer') {
      waiting.get(message.id)?.(message.answer);
      if (message.answer.type !== 'progress') waiting.delete(message.id);
    } else if (message.type === 'kept') {
      const { kept, dropped, problem } = message;
      setKept([
        kept,
        ...state().kept.filter(({ runId }) => runId !== kept.runId && !dropped.includes(runId)),
      ]);
      if (dropped.length > 0) set({ dropped: [...state().dropped, ...dropped] });
      set({ keepProblem: problem });
    }
  });
  // What the worker told meanwhile is newer.
  void list().then(
    (earlier) => {
      const told = state().kept;
      setKept([...told, ...earlier.filter(({ runId }) => told.every((kept) => kept.runId !== runId))]);
    },
    () => {},
  );
  runs.onDelete((runId) => {
    set({ kept: state().kept.filter((kept) => kept.runId !== runId) });
    void deleteCheckpoints(runId);
  });

  const tellPinned = ({ runs: all }: Pick<RunsState, 'runs'>, before?: Pick<RunsState, 'runs'>) => {
    const idsOf = (known: readonly KeptRun[]) => known.filter(({ pinned }) => pinned).map(({ id }) => id);
    const runIds = idsOf(all);
    if (runIds.join() !== idsOf(before?.runs ?? []).join()) client.send({ type: 'pinned', runIds });
  };
  tellPinned(runs.store.getState());
  runs.store.subscribe(tellPinned);

  /** Changes the file that is open, unless it is another one by now. */
  const change = (id: string, part: Partial<OpenFile>) => {
    const { open } = state();
    if (open?.id === id) set({ open: { ...open, ...part } });
  };
  const stopEvaluation = () => {
    const evaluation = state().open?.evaluation;
    if (evaluation?.type === 'progress') client.send({ type: 'stop-evaluation', id: evaluation.id });
  };
  const closeFile = () => {
    stopEvaluation();
    set({ open: undefined });
  };

  /** Config and place of what is exported, as the file's name tells them. */
  function exportName(runId: string, choice: ExportChoice): string {
    const { run, config } = page.store.getState();
    const kept = state().kept.find((known) => known.runId === runId);
    const live = isActive(run) && run.id === runId ? run : undefined;
    const place =
      choice.part === 'best' ? `epoch${kept?.best?.epoch ?? ''}` : `step${(live ?? kept)?.step ?? ''}`;
    return fileName((live ?? kept)?.config ?? config, nameOf(runId), place, choice);
  }

  return {
    store,
    actions: {
      exportRun(runId, choice) {
        if (state().exporting) return;
        const id = nextId();
        set({ exporting: { id, runId }, exportProblem: undefined, exported: undefined });
        waiting.set(id, (answer) => {
          if (answer.type === 'exported') {
            const name = exportName(runId, choice);
            save(answer.bytes, name);
            set({ exporting: undefined, exported: name });
          } else if (answer.type === 'failed') {
            set({ exporting: undefined, exportProblem: answer.message });
          }
        });
        client.send({ type: 'export', id, runId, ...choice });
      },
      openFile(file) {
        closeFile();
        const id = nextId();
        set({ open: { id, file } });
        waiting.set(id, (answer) => {
          if (answer.type === 'preview') change(id, { preview: answer.preview });
          else if (answer.type === 'failed') change(id, { problem: answer.message });
        });
        client.send({ type: 'inspect', id, file });
      },
      closeFile,
      useNetwork: (spec) => page.actions.setAll(withNetwork(page.store.getState().config, spec)),
      evaluate() {
        const { open } = state();
        if (!open?.preview) return;
        const id = nextId();
        change(open.id, { evaluation: { type: 'progress', id, done: 0, total: 0 } });
        waiting.set(id, (answer) => {
          if (answer.type === 'progress') change(open.id, { evaluation: { ...answer, id } });
          else if (answer.type === 'evaluated' || answer.type === 'failed')
            change(open.id, { evaluation: answer });
        });
        const { config } = page.store.getState();
        client.send({ type: 'evaluate', id, file: open.file, config });
      },
      stopEvaluation,
      trainFromFile() {
        const { open } = state();
        const { config } = page.store.getState();
        if (!open?.preview) return;
        closeFile();
        page.actions.startFrom(newRun(nextId(), config), { kind: 'weights', file: open.file });
      },
      goOnFromFile(epochs) {
        const { open } = state();
        const run = open?.preview?.run;
        if (!open || !run) return;
        closeFile();
        const config = { ...run.config, epochs: epochs ?? run.config.epochs };
        page.actions.startFrom(importedRun(nextId(), { ...run, config }), {
          kind: 'checkpoint',
          file: open.file,
        });
      },
      resume(runId) {
        const kept = state().kept.find((known) => known.runId === runId);
        if (!kept || !isUnfinished(kept)) return;
        const record = runs.store.getState().runs.find((run) => run.id === runId);
        page.actions.startFrom(resumedRun(kept, record), { kind: 'kept', runId });
      },
      decline(runId) {
        set({ declined: runId });
        keepText(keep, declinedKey, runId);
      },
      dismiss: (what) => set({ [what]: what === 'dropped' ? [] : undefined }),
    },
  };
}

export const [FilesContext, useFiles] = requiredContext<Files>('FilesContext');

/** One part of what is known of files; renders again when that part changes. */
export const useFilesState = <T>(select: (state: FilesState) => T): T => useStore(useFiles().store, select);

/** Weights that can be exported: whose they are, and how far they are. */
export interface WeightsAtHand {
  readonly runId: string;
  /** Empty where the run has none. */
  readonly name: string;
  /** Steps that the weights have come through. */
  readonly step: number;
  readonly best?: KeptCheckpoint['best'];
}

interface States {
  readonly page: Pick<PageState, 'run'>;
  readonly files: Pick<FilesState, 'kept'>;
  readonly runs: Pick<RunsState, 'runs'>;
}

/** The run whose weights are at hand: the page's own, or, before it has one, the run that was kept last. */
export const runAtHand = ({ page, files }: Pick<States, 'page' | 'files'>): string | undefined =>
  page.run?.id ?? files.kept[0]?.runId;

/** The weights of a run. Undefined where there are none. */
export function weightsOf(
  runId: string | undefined,
  { page, files, runs }: States,
): WeightsAtHand | undefined {
  if (runId === undefined) return undefined;
  // Once a run is over, only what was kept counts.
  const liveStep = isActive(page.run) && page.run.id === runId ? page.run.step : 0;
  const kept = files.kept.find((known) => known.runId === runId);
  const name = runs.runs.find((run) => run.id === runId)?.name ?? '';
  const step = liveStep || kept?.step || 0;
  return step === 0 ? undefined : { runId, name, step, best: kept?.best };
}
